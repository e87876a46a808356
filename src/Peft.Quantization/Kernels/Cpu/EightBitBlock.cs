using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>One block of numbers with a code of 8 bits each. Many are looked up at a time where the processor can; the results are the same to the bit.</summary>
internal static unsafe class EightBitBlock
{
    // What a turn of the loops does.
    private const int Step = 16;

    /// <summary>value = codebook[code] · absmax.</summary>
    internal static void Decode(byte* codes, int count, Codebook codebook, float absmax, float* values)
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
                    (Avx2.GatherVector256(map, Avx2.ConvertToVector256Int32(codes + i), sizeof(float)) * absmax).Store(values + i);
                    (Avx2.GatherVector256(map, Avx2.ConvertToVector256Int32(codes + i + 8), sizeof(float)) * absmax).Store(values + i + 8);
                }
            }
            for (; i < count; i++)
                values[i] = map[codes[i]] * absmax;
        }
    }

    /// <summary>Encodes a block relative to its largest magnitude.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="codebook">256 values.</param>
    /// <param name="isShort">Whether the block is a last one that is not full.</param>
    /// <param name="codes">Receives the codes.</param>
    /// <returns>The block's absmax.</returns>
    internal static float Encode(float* values, int count, Codebook codebook, bool isShort, byte* codes)
    {
        BlockScale scale = BlockScale.Of(Magnitude.Largest(values, count), isShort);
        int i = 0;
        if (codebook.Cells is { } cells && float.IsFinite(scale.Absmax))
        {
            if (codebook.Wide is { } wide && !isShort)
                wide.Encode(values, i = count - (count % WideCodebook.Step), scale.Factor, codes);
            if (Avx2.IsSupported && !isShort)
            {
                for (; i <= count - Step; i += Step)
                    Pack(cells.Encode(scale.Apply(Vector256.Load(values + i))), cells.Encode(scale.Apply(Vector256.Load(values + i + 8)))).Store(codes + i);
            }
            for (; i < count; i++)
                codes[i] = cells.Encode(scale.Apply(values[i]));
        }
        for (; i < count; i++)
            codes[i] = codebook.Encode(scale.Apply(values[i]));
        return scale.Absmax;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Pack(Vector256<int> lower, Vector256<int> upper)
    {
        Vector256<short> words = Vector256.Narrow(lower, upper);
        return Vector128.Narrow(words.GetLower().AsUInt16(), words.GetUpper().AsUInt16());
    }
}
