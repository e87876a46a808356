using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Blocks of numbers with a code of 8 bits each. Many are looked up at a time where the processor can; the results are the same to the bit.</summary>
internal static unsafe class EightBitBlocks
{
    // What a turn of the loops does.
    private const int Step = 16;

    /// <summary>value = codebook[code] · absmax of its block.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="count">How many there are. The last block need not be full.</param>
    /// <param name="blockSize">How many share an absmax.</param>
    /// <param name="codebook">256 values.</param>
    /// <param name="absmax">One number a block.</param>
    /// <param name="values">Receives the numbers.</param>
    internal static void Decode(byte* codes, long count, int blockSize, Codebook codebook, float* absmax, float* values)
    {
        for (long first = 0; first < count; first += blockSize)
            Decode(codes + first, (int)Math.Min(blockSize, count - first), codebook, *absmax++, values + first);
    }

    /// <summary>Encodes each block relative to its largest magnitude.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many there are. The last block need not be full.</param>
    /// <param name="blockSize">How many share an absmax.</param>
    /// <param name="codebook">256 values.</param>
    /// <param name="codes">Receives the codes.</param>
    /// <param name="absmax">Receives one number a block.</param>
    internal static void Encode(float* values, long count, int blockSize, Codebook codebook, byte* codes, float* absmax)
    {
        float largest = Magnitude.Largest(values, (int)Math.Min(blockSize, count));
        for (long first = 0; first < count; first += blockSize)
        {
            int size = (int)Math.Min(blockSize, count - first);
            BlockScale scale = BlockScale.Of(largest, isShort: size < blockSize);
            // The next block's now, so that it need not be waited for.
            if (count - first > size)
                largest = Magnitude.Largest(values + first + size, (int)Math.Min(blockSize, count - first - size));
            Encode(values + first, size, codebook, scale, codes + first);
            *absmax++ = scale.Absmax;
        }
    }

    private static void Decode(byte* codes, int count, Codebook codebook, float absmax, float* values)
    {
        int i = 0;
        if (codebook.Wide is { } wide)
            wide.Decode(codes, i = count - (count % WideCodebook.Step), absmax, values);
        fixed (float* map = codebook.Values)
        {
            if (Avx2.IsSupported)
            {
                for (; i <= count - Step; i += Step)
                {
                    (Lookup(map, codes + i) * absmax).Store(values + i);
                    (Lookup(map, codes + i + 8) * absmax).Store(values + i + 8);
                }
            }
            for (; i < count; i++)
                values[i] = map[codes[i]] * absmax;
        }
    }

    // One by one, since a gather takes twice as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Lookup(float* map, byte* codes) =>
        Vector256.Create(map[codes[0]], map[codes[1]], map[codes[2]], map[codes[3]], map[codes[4]], map[codes[5]], map[codes[6]], map[codes[7]]);

    private static void Encode(float* values, int count, Codebook codebook, BlockScale scale, byte* codes)
    {
        int i = 0;
        if (codebook.Cells is { } cells && float.IsFinite(scale.Absmax))
        {
            if (codebook.Wide is { } wide && !scale.IsShort)
                wide.Encode(values, i = count - (count % WideCodebook.Step), scale.Factor, codes);
            if (Avx2.IsSupported && !scale.IsShort)
            {
                for (; i <= count - Step; i += Step)
                    Pack(cells.Encode(scale.Apply(Vector256.Load(values + i))), cells.Encode(scale.Apply(Vector256.Load(values + i + 8)))).Store(codes + i);
            }
            for (; i < count; i++)
                codes[i] = cells.Encode(scale.Apply(values[i]));
        }
        for (; i < count; i++)
            codes[i] = codebook.Encode(scale.Apply(values[i]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pack(Vector256<int> lower, Vector256<int> upper)
    {
        Vector256<short> words = Vector256.Narrow(lower, upper);
        return Vector128.Narrow(words.GetLower().AsUInt16(), words.GetUpper().AsUInt16());
    }
}
