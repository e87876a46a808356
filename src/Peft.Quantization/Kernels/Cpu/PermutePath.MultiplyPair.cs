using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Two rows of codes and eight vectors: sixteen sums stay in registers, and while they are added to, codes of the next elements are looked up.</summary>
internal sealed unsafe partial class PermutePath
{
    /// <summary>How many vectors take part.</summary>
    internal const int PairVectors = 8;

    /// <summary>How many floats the sums of two rows with all vectors are.</summary>
    internal const int PairSums = 2 * PairVectors * Lanes;

    /// <summary>Puts vectors side by side, in the order in which <see cref="MultiplyPair"/> takes them.</summary>
    /// <param name="vectors">[count, columns], of which each has its first element here.</param>
    /// <param name="count">The number of vectors, at most <see cref="PairVectors"/>; zeros stand in for others.</param>
    /// <param name="columns">How far they are apart.</param>
    /// <param name="elements">How many elements of each; a multiple of 64.</param>
    /// <param name="panel">Receives [elements / 16, <see cref="PairVectors"/>, 16].</param>
    internal static void Arrange(float* vectors, int count, long columns, int elements, float* panel)
    {
        for (int place = 0; place < elements; place++)
        {
            float* to = panel + ((place - (place % Lanes)) * PairVectors) + (place % Lanes);
            for (int vector = 0; vector < PairVectors; vector++)
                to[vector * Lanes] = vector < count ? vectors[(vector * columns) + Element(place)] : 0;
        }
    }

    /// <summary>Adds row · vector to the sums of each pair.</summary>
    /// <param name="first">Blocks of a row.</param>
    /// <param name="second">As many of another.</param>
    /// <param name="panel">What <see cref="Arrange(float*, int, long, int, float*)"/> gave of the same columns.</param>
    /// <param name="sums">[2, <see cref="PairVectors"/>, 16] running sums.</param>
    internal static void MultiplyPair(in FourBitBlocks first, in FourBitBlocks second, float* panel, float* sums)
    {
        Vector512<float> codebook = Load(first.Codebook);
        Vector512<float> a0 = Vector512.Load(sums), a1 = Vector512.Load(sums + 16), a2 = Vector512.Load(sums + 32), a3 = Vector512.Load(sums + 48);
        Vector512<float> a4 = Vector512.Load(sums + 64), a5 = Vector512.Load(sums + 80), a6 = Vector512.Load(sums + 96), a7 = Vector512.Load(sums + 112);
        Vector512<float> b0 = Vector512.Load(sums + 128), b1 = Vector512.Load(sums + 144), b2 = Vector512.Load(sums + 160), b3 = Vector512.Load(sums + 176);
        Vector512<float> b4 = Vector512.Load(sums + 192), b5 = Vector512.Load(sums + 208), b6 = Vector512.Load(sums + 224), b7 = Vector512.Load(sums + 240);
        byte* packed = first.Packed, otherPacked = second.Packed;
        for (int block = 0; block < first.Count; block++)
        {
            Vector512<float> values = codebook * first.Absmax[block], otherValues = codebook * second.Absmax[block];
            for (byte* last = packed + (first.BlockSize / 2); packed < last; packed += Step / 2, otherPacked += Step / 2)
            {
                Vector512<int> codes = Widen(packed), otherCodes = Widen(otherPacked);
                for (int code = 0; code < Codes; code++, panel += PairVectors * Lanes)
                {
                    Vector512<float> a = Lookup(values, codes), b = Lookup(otherValues, otherCodes), x = Vector512.Load(panel);
                    codes >>>= BitsPerCode;
                    otherCodes >>>= BitsPerCode;
                    a0 = Avx512F.FusedMultiplyAdd(a, x, a0);
                    b0 = Avx512F.FusedMultiplyAdd(b, x, b0);
                    x = Vector512.Load(panel + 16);
                    a1 = Avx512F.FusedMultiplyAdd(a, x, a1);
                    b1 = Avx512F.FusedMultiplyAdd(b, x, b1);
                    x = Vector512.Load(panel + 32);
                    a2 = Avx512F.FusedMultiplyAdd(a, x, a2);
                    b2 = Avx512F.FusedMultiplyAdd(b, x, b2);
                    x = Vector512.Load(panel + 48);
                    a3 = Avx512F.FusedMultiplyAdd(a, x, a3);
                    b3 = Avx512F.FusedMultiplyAdd(b, x, b3);
                    x = Vector512.Load(panel + 64);
                    a4 = Avx512F.FusedMultiplyAdd(a, x, a4);
                    b4 = Avx512F.FusedMultiplyAdd(b, x, b4);
                    x = Vector512.Load(panel + 80);
                    a5 = Avx512F.FusedMultiplyAdd(a, x, a5);
                    b5 = Avx512F.FusedMultiplyAdd(b, x, b5);
                    x = Vector512.Load(panel + 96);
                    a6 = Avx512F.FusedMultiplyAdd(a, x, a6);
                    b6 = Avx512F.FusedMultiplyAdd(b, x, b6);
                    x = Vector512.Load(panel + 112);
                    a7 = Avx512F.FusedMultiplyAdd(a, x, a7);
                    b7 = Avx512F.FusedMultiplyAdd(b, x, b7);
                }
            }
        }
        a0.Store(sums);
        a1.Store(sums + 16);
        a2.Store(sums + 32);
        a3.Store(sums + 48);
        a4.Store(sums + 64);
        a5.Store(sums + 80);
        a6.Store(sums + 96);
        a7.Store(sums + 112);
        b0.Store(sums + 128);
        b1.Store(sums + 144);
        b2.Store(sums + 160);
        b3.Store(sums + 176);
        b4.Store(sums + 192);
        b5.Store(sums + 208);
        b6.Store(sums + 224);
        b7.Store(sums + 240);
    }
}
