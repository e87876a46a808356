namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Block-wise quantisation with two codes a byte, the first in the high half. These loops are the specification that faster versions must match to the bit.</summary>
internal static class FourBitKernels
{
    /// <summary>Encodes every value relative to the largest magnitude in its block. After an odd number of values the last half byte is the code of zero.</summary>
    /// <param name="values">n values.</param>
    /// <param name="codebook">16 values.</param>
    /// <param name="blockSize">The number of values that share an absmax; even.</param>
    /// <param name="packed">Receives ⌈n / 2⌉ bytes.</param>
    /// <param name="absmax">Receives ⌈n / blockSize⌉ values.</param>
    internal static void Quantize(ReadOnlySpan<float> values, Codebook codebook, int blockSize, Span<byte> packed, Span<float> absmax)
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

    /// <summary>value = codebook[code] · absmax of its block, in float32.</summary>
    internal static void Dequantize(ReadOnlySpan<byte> packed, ReadOnlySpan<float> absmax, ReadOnlySpan<float> codebook, int blockSize, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int pair = packed[i / 2];
            int code = i % 2 == 0 ? pair >> 4 : pair & 0xF;
            values[i] = codebook[code] * absmax[i / blockSize];
        }
    }
}
