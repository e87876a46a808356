using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Products with 512 bits: a register holds all 16 values of a codebook, times the absmax of a block, and one instruction looks 16 codes up in it. It heeds only the lowest four bits of each index, so codes are brought there
/// by shifts alone; the order that this gives is that into which vectors are brought.
/// </summary>
internal sealed unsafe partial class PermutePath : VectorPath<Lanes512, Vector512<byte>>
{
    /// <summary>How many elements are looked up in a step: four from each 16 bits of a register's 16.</summary>
    private const int Step = 64;

    private const int Lanes = 16, Codes = 4, BitsPerCode = 4;

    internal override bool PrefersInt16 => false;

    internal override float[] Arrange(ReadOnlySpan<float> vector)
    {
        float[] arranged = new float[vector.Length];
        for (int i = 0; i < arranged.Length; i++)
            arranged[i] = vector[Element(i)];
        return arranged;
    }

    internal override void Dot(in FourBitBlocks blocks, ReadOnlySpan<float> vector, Span<float> products)
    {
        Vector512<float> codebook = Load(blocks.Codebook);
        int blockBytes = blocks.BlockSize / 2;
        byte* packed = blocks.Packed;
        float* absmax = blocks.Absmax;
        fixed (float* start = vector)
        {
            float* end = start + vector.Length;
            for (int row = 0; row < products.Length; row++)
            {
                Vector512<float> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
                for (float* x = start; x < end; absmax++)
                {
                    Vector512<float> values = codebook * *absmax;
                    for (byte* last = packed + blockBytes; packed < last; packed += Step / 2, x += Step)
                    {
                        Vector512<int> codes = Widen(packed);
                        sum0 = Avx512F.FusedMultiplyAdd(Lookup(values, codes), Vector512.Load(x), sum0);
                        sum1 = Avx512F.FusedMultiplyAdd(Lookup(values, codes >>> BitsPerCode), Vector512.Load(x + Lanes), sum1);
                        sum2 = Avx512F.FusedMultiplyAdd(Lookup(values, codes >>> (2 * BitsPerCode)), Vector512.Load(x + (2 * Lanes)), sum2);
                        sum3 = Avx512F.FusedMultiplyAdd(Lookup(values, codes >>> (3 * BitsPerCode)), Vector512.Load(x + (3 * Lanes)), sum3);
                    }
                }
                products[row] = Vector512.Sum(sum0 + sum1 + (sum2 + sum3));
            }
        }
    }

    // Which element of a row the one at a place belongs to. The first of a byte's two codes is in its high half.
    private static int Element(int place) => (place & -Step) + (Codes * (place % Lanes)) + ((place % Step / Lanes) ^ 1);

    private static Vector512<float> Load(Codebook codebook) => Vector512.Create(codebook.Values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Widen(byte* packed) => Avx512F.ConvertToVector512Int32(Vector256.Load((ushort*)packed));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Lookup(Vector512<float> values, Vector512<int> codes) => Avx512F.PermuteVar16x32(values, codes);
}
