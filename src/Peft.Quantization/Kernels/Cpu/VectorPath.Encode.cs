using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Encoding: the largest magnitude of a block, then the rank of every scaled value among the 15 midpoints of the codebook by binary search in registers.</summary>
internal sealed unsafe partial class VectorPath<TLanes, TVector>
{
    internal override void Encode(float* values, in FourBitBlocks blocks)
    {
        Vector128<byte> codes = blocks.Tables.SortedCodes;
        fixed (float* heap = blocks.Tables.MidpointHeap)
        {
            Vector128<byte>* packed = (Vector128<byte>*)blocks.Packed;
            for (int block = 0; block < blocks.Count; block++)
            {
                float absmax = blocks.Absmax[block] = MaxMagnitude(values, blocks.BlockSize);
                float scale = BlockScale.Reciprocal(absmax);
                for (float* end = values + blocks.BlockSize; values < end; values += 32)
                    *packed++ = TLanes.Encode(values, scale, heap, codes);
            }
        }
    }

    /// <summary>As unsigned integers magnitudes are in the order of their values, and NaN is above all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float MaxMagnitude(float* values, int count)
    {
        Vector256<int> magnitude = Vector256.Create(int.MaxValue);
        Vector256<int> max0 = default, max1 = default;
        for (int* p = (int*)values, end = p + count; p < end; p += 16)
        {
            max0 = Vector256.Max(max0, Vector256.Load(p) & magnitude);
            max1 = Vector256.Max(max1, Vector256.Load(p + 8) & magnitude);
        }
        max0 = Vector256.Max(max0, max1);
        Vector128<int> max = Vector128.Max(max0.GetLower(), max0.GetUpper());
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create(2, 3, 0, 1)));
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create(1, 0, 3, 2)));
        return BitConverter.Int32BitsToSingle(max.ToScalar());
    }
}
