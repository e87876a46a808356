namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The loops that every path must match to the bit.</summary>
internal static partial class FourBitKernels
{
    /// <inheritdoc cref="Quantize"/>
    internal static void QuantizeReference(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> packed, Span<float> absmax)
    {
        byte zero = codebook.Encode(0);
        for (int block = 0; block < absmax.Length; block++)
        {
            ReadOnlySpan<float> source = Blocks.At(values, block, blockSize);
            Span<byte> target = packed[(block * blockSize / 2)..];
            BlockScale scale = BlockScale.Of(source, blockSize);
            absmax[block] = scale.Absmax;
            for (int i = 0; i < source.Length; i += 2)
            {
                int high = codebook.Encode(scale.Apply(source[i]));
                int low = i + 1 < source.Length ? codebook.Encode(scale.Apply(source[i + 1])) : zero;
                target[i / 2] = (byte)((high << 4) | low);
            }
        }
    }

    /// <summary>element = codebook[code] · absmax of its block in float32, rounded once to T.</summary>
    internal static void DequantizeReference<T>(ReadOnlySpan<byte> packed, ReadOnlySpan<float> absmax, ReadOnlySpan<float> codebook, int blockSize, Span<T> values)
        where T : unmanaged
    {
        for (int i = 0; i < values.Length; i++)
        {
            int pair = packed[i / 2];
            int code = i % 2 == 0 ? pair >> 4 : pair & 0xF;
            values[i] = Rounding.To<T>(codebook[code] * absmax[i / blockSize]);
        }
    }
}
