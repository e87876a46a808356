using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// Sees the fields of an optimizer's options or state, one after the other. Each options or state class lists its
/// fields once; saving, loading, copying and comparing are visitors of that list.
/// </summary>
internal abstract class FieldVisitor
{
    internal abstract void Visit(ref long value);

    internal abstract void Visit(ref double value);

    internal abstract void Visit(ref double? value);

    internal abstract void Visit(ref bool? value);

    internal abstract void Visit(ref Tensor value);

    internal abstract void VisitOptional(ref Tensor? value);
}

internal sealed class FieldWriter(BinaryWriter writer) : FieldVisitor
{
    internal override void Visit(ref long value) => writer.Write(value);

    internal override void Visit(ref double value) => writer.Write(value);

    internal override void Visit(ref double? value) => writer.Write(value!.Value);

    internal override void Visit(ref bool? value) => writer.Write(value!.Value);

    internal override void Visit(ref Tensor value) => value.Save(writer);

    internal override void VisitOptional(ref Tensor? value)
    {
        writer.Write(value is not null);
        value?.Save(writer);
    }
}
