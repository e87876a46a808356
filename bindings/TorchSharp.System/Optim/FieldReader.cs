using static TorchSharp.torch;

namespace TorchSharp.Modules;

internal sealed class FieldReader(BinaryReader reader) : FieldVisitor
{
    internal Device Device { get; init; } = CPU;

    internal override void Visit(ref long value) => value = reader.ReadInt64();

    internal override void Visit(ref double value) => value = reader.ReadDouble();

    internal override void Visit(ref double? value) => value = reader.ReadDouble();

    internal override void Visit(ref bool? value) => value = reader.ReadBoolean();

    internal override void Visit(ref Tensor value) => value.Load(reader);

    internal override void VisitOptional(ref Tensor? value)
    {
        var old = value;
        value = reader.ReadBoolean() ? TensorExtensionMethods.Load(reader).to(Device, disposeAfter: true).DetachFromDisposeScope() : null;
        old?.Dispose();
    }
}
