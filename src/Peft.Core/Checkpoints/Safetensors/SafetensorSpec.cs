using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>What a tensor in a safetensors file is to be.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The sizes, row-major; empty for a scalar.</param>
public sealed record SafetensorSpec(string Name, SafetensorsDType DType, IReadOnlyList<long> Shape)
{
    /// <summary>Describes a tensor of one of torch's types.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The sizes, row-major; empty for a scalar.</param>
    /// <exception cref="ArgumentException">The format has no such type.</exception>
    public SafetensorSpec(string name, ScalarType type, IReadOnlyList<long> shape)
        : this(name, FileTypeOf(name, type), shape)
    {
    }

    /// <summary>The number of bytes the tensor will occupy.</summary>
    /// <exception cref="ArgumentException">The sizes are negative or too large, or the elements do not fill whole bytes.</exception>
    public long ByteCount => Shape.All(size => size >= 0) && SafetensorsLayout.TryCountBytes(DType, Shape, out long count) ? count : throw new ArgumentException(
        $"Tensor {this} has too many elements, or they do not fill whole bytes. help: Correct its shape.");

    /// <summary>For example <c>'lm_head.weight' F32 [256, 64]</c>.</summary>
    public override string ToString() => $"'{Name}' {DType} [{string.Join(", ", Shape)}]";

    private static SafetensorsDType FileTypeOf(string name, ScalarType type) => SafetensorsDTypes.TryGetFileType(type, out SafetensorsDType found) ? found : throw new ArgumentException(
        $"Tensor '{name}' is {type}, for which the format has no type. help: Convert it first, for example with to_type(ScalarType.Float32).");
}
