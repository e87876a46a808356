namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Block-wise quantisation with one code a byte.</summary>
internal static class EightBitKernels
{
    /// <summary>Encodes every value relative to the largest magnitude in its block.</summary>
    /// <param name="values">n values.</param>
    /// <param name="codebook">At most 256 values.</param>
    /// <param name="blockSize">The number of values that share an absmax.</param>
    /// <param name="codes">Receives n codes.</param>
    /// <param name="absmax">Receives ⌈n / blockSize⌉ values.</param>
    internal static void Quantize(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> codes, Span<float> absmax)
    {
        for (int block = 0; block < absmax.Length; block++)
        {
            ReadOnlySpan<float> source = Blocks.At(values, block, blockSize);
            BlockScale scale = BlockScale.Of(source, blockSize);
            absmax[block] = scale.Absmax;
            for (int i = 0; i < source.Length; i++)
                codes[(block * blockSize) + i] = codebook.Encode(scale.Apply(source[i]));
        }
    }

    /// <summary>value = codebook[code] · absmax of its block, in float32.</summary>
    internal static void Dequantize(ReadOnlySpan<byte> codes, ReadOnlySpan<float> absmax, ReadOnlySpan<float> codebook, int blockSize, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = codebook[codes[i]] * absmax[i / blockSize];
    }
}
