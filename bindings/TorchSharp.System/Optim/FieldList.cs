using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Collects the values of fields.</summary>
internal sealed class FieldList : FieldVisitor
{
    private readonly List<object?> _values = [];

    internal static List<object?> Of(Action<FieldVisitor> visit)
    {
        var list = new FieldList();
        visit(list);
        return list._values;
    }

    internal override void Visit(ref long value) => _values.Add(value);

    internal override void Visit(ref double value) => _values.Add(value);

    internal override void Visit(ref double? value) => _values.Add(value);

    internal override void Visit(ref bool? value) => _values.Add(value);

    internal override void Visit(ref Tensor value) => _values.Add(value);

    internal override void VisitOptional(ref Tensor? value) => _values.Add(value);
}

/// <summary>Sets fields to collected values; tensors are copied to a device.</summary>
internal sealed class FieldSetter(IEnumerable<object?> values) : FieldVisitor
{
    private readonly Queue<object?> _values = new(values);

    internal Device Device { get; init; } = CPU;

    /// <summary>Only fields that are null are set.</summary>
    internal bool OnlyMissing { get; init; }

    internal override void Visit(ref long value) => value = (long)_values.Dequeue()!;

    internal override void Visit(ref double value) => value = (double)_values.Dequeue()!;

    internal override void Visit(ref double? value) => value = Choose(value);

    internal override void Visit(ref bool? value) => value = Choose(value);

    internal override void Visit(ref Tensor value) => VisitOptional(ref value!);

    internal override void VisitOptional(ref Tensor? value)
    {
        var old = value;
        value = ((Tensor?)_values.Dequeue())?.to(Device, copy: true).DetachFromDisposeScope();
        old?.Dispose();
    }

    private T? Choose<T>(T? value) where T : struct
    {
        var offered = (T?)_values.Dequeue();
        return OnlyMissing && value is not null ? value : offered;
    }
}
