namespace Peft.Checkpoints;

/// <summary>What a safetensors file says about one tensor.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The sizes, row-major; empty for a scalar.</param>
/// <param name="Begin">The first byte, counted from the start of the data section.</param>
/// <param name="End">One past the last byte, counted from the start of the data section.</param>
public sealed record SafetensorInfo(string Name, SafetensorsDType DType, IReadOnlyList<long> Shape, long Begin, long End)
{
    /// <summary>The number of bytes the tensor occupies in the file.</summary>
    public long ByteCount => End - Begin;

    /// <summary>For example <c>'lm_head.weight' F32 [256, 64]</c>.</summary>
    public override string ToString() => $"'{Name}' {DType} [{string.Join(", ", Shape)}]";
}
