namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Block-wise quantisation with two codes a byte, the first in the high half. Whole blocks take the fastest path of the processor, shared among threads;
/// a short last block takes the reference. Results are those of the reference to the bit.
/// </summary>
internal static unsafe partial class FourBitKernels
{
    // What one thread takes at a time: large beside the cost of handing it out, small beside a weight.
    private const int ChunkElements = 1 << 16;

    // Scales are decoded while the stores before are still on their way to memory.
    private const int ScalesAtOnce = 32;

    // Above this, what is written will not be in the caches when it is read.
    private const long NonTemporalBytes = 16 << 20;

    /// <summary>Encodes every value relative to the largest magnitude in its block. After an odd number of values the last half byte is the code of zero.</summary>
    /// <param name="values">n values.</param>
    /// <param name="codebook">16 values.</param>
    /// <param name="blockSize">The number of values that share an absmax; a multiple of 32.</param>
    /// <param name="packed">Receives ⌈n / 2⌉ bytes.</param>
    /// <param name="absmax">Receives ⌈n / blockSize⌉ values.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal static void Quantize(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> packed, Span<float> absmax, int threads = 1, CpuPath? path = null)
    {
        path = (path ?? CpuPath.Best).For(blockSize);
        int whole = values.Length / blockSize;
        fixed (float* source = values, scales = absmax)
        fixed (byte* codes = packed)
        {
            float* from = source, scale = scales;
            byte* to = codes;
            ParallelBlocks.Run(whole, ChunkElements / blockSize, threads, (first, count) =>
            {
                long element = (long)first * blockSize;
                path.Encode(from + element, new FourBitBlocks(to + (element / 2), scale + first, count, blockSize, codebook));
            });
        }
        QuantizeReference(values[(whole * blockSize)..], codebook, blockSize, packed[(whole * blockSize / 2)..], absmax[whole..]);
    }

    /// <summary>element = codebook[code] · absmax of its block in float32, rounded once to T: float, Half or BFloat16.</summary>
    /// <param name="weight">What to decode.</param>
    /// <param name="first">The first element; the first of a block.</param>
    /// <param name="values">Is filled completely. Only at the end of the weight may it end within a block.</param>
    /// <param name="threads">The largest number of threads to use.</param>
    /// <param name="path">What runs on each; <see langword="null"/> for the fastest.</param>
    internal static void Dequantize<T>(FourBitWeight weight, long first, Span<T> values, int threads = 1, CpuPath? path = null)
        where T : unmanaged
    {
        path = (path ?? CpuPath.Best).For(weight.BlockSize);
        long firstBlock = first / weight.BlockSize;
        int whole = values.Length / weight.BlockSize;
        bool nonTemporal = (long)values.Length * sizeof(T) > NonTemporalBytes;
        fixed (T* target = values)
        {
            T* to = target;
            ParallelBlocks.Run(whole, ChunkElements / weight.BlockSize, threads, (block, count) =>
            {
                float* scales = stackalloc float[ScalesAtOnce];
                for (int end = block + count; block < end; block += ScalesAtOnce)
                    path.Decode(weight.Blocks(firstBlock + block, Math.Min(ScalesAtOnce, end - block), scales), to + ((long)block * weight.BlockSize), nonTemporal);
            });
        }
        Span<T> tail = values[(whole * weight.BlockSize)..];
        if (tail.IsEmpty)
            return;
        float absmax;
        FourBitBlocks last = weight.Blocks(firstBlock + whole, 1, &absmax);
        DequantizeReference(new ReadOnlySpan<byte>(last.Packed, (tail.Length + 1) / 2), new ReadOnlySpan<float>(last.Absmax, 1), weight.Codebook.Values, weight.BlockSize, tail);
    }
}
