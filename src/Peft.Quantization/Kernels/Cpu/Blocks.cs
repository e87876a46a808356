namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The division of a sequence into blocks, the last of which may be short.</summary>
internal static class Blocks
{
    internal static long Count(long elements, int blockSize) => (elements + blockSize - 1) / blockSize;

    internal static ReadOnlySpan<float> At(ReadOnlySpan<float> values, int block, int blockSize)
    {
        ReadOnlySpan<float> rest = values[(block * blockSize)..];
        return rest.Length > blockSize ? rest[..blockSize] : rest;
    }
}
