namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops that the faster ones must match to the bit.</summary>
internal static partial class EightBitKernels
{
    /// <inheritdoc cref="Quantize"/>
    internal static void QuantizeReference(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> codes, Span<float> absmax)
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
}
