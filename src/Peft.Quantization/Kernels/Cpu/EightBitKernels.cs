namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Block-wise quantisation with one code a byte. Where the reference searches a value's place among 255 midpoints, this finds it in a table by the upper bits of the value:
/// whole blocks are shared among threads, and results are those of the reference to the bit.
/// </summary>
internal static unsafe partial class EightBitKernels
{
    // What one thread takes at a time, in elements.
    private const int Chunk = 1 << 15;

    /// <summary>Encodes every value relative to the largest magnitude in its block.</summary>
    /// <param name="values">n values.</param>
    /// <param name="codebook">256 values.</param>
    /// <param name="blockSize">The number of values that share an absmax.</param>
    /// <param name="codes">Receives n codes.</param>
    /// <param name="absmax">Receives ⌈n / blockSize⌉ values.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    internal static void Quantize(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> codes, Span<float> absmax, int threads = 1)
    {
        int length = values.Length;
        fixed (float* source = values, scales = absmax)
        fixed (byte* target = codes)
        {
            float* from = source, scale = scales;
            byte* to = target;
            ParallelBlocks.Run(absmax.Length, Chunk / blockSize, threads, (first, count) =>
            {
                long start = (long)first * blockSize;
                EightBitBlocks.Encode(from + start, Math.Min((long)count * blockSize, length - start), blockSize, codebook, to + start, scale + first);
            });
        }
    }

    /// <summary>value = codebook[code] · absmax of its block, in float32.</summary>
    /// <param name="codes">n codes.</param>
    /// <param name="absmax">⌈n / blockSize⌉ values.</param>
    /// <param name="codebook">256 values.</param>
    /// <param name="blockSize">The number of values that share an absmax.</param>
    /// <param name="values">Receives n values.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    internal static void Dequantize(ReadOnlySpan<byte> codes, ReadOnlySpan<float> absmax, Codebook codebook, int blockSize, Span<float> values, int threads = 1)
    {
        int length = values.Length;
        fixed (byte* source = codes)
        fixed (float* scales = absmax, target = values)
        {
            byte* from = source;
            float* scale = scales, to = target;
            ParallelBlocks.Run(absmax.Length, Chunk / blockSize, threads, (first, count) =>
            {
                long start = (long)first * blockSize;
                EightBitBlocks.Decode(from + start, Math.Min((long)count * blockSize, length - start), blockSize, codebook, scale + first, to + start);
            });
        }
    }
}
