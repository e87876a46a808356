using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Products with one vector, without decoding a row first. Instead of bringing what the lookups give into order, the vector is brought into theirs, once for all rows.
/// A block is summed up as codebook values and multiplied with its absmax once.
/// </summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    // The code at position p of a register belongs to this element.
    private static int Element(int p) => p < TLanes.Width / 2 ? 2 * p : (2 * p) - TLanes.Width + 1;

    // Which element of a run of Width comes where, for registers of floats: the zips give register r, lane l, slot s the code at position 16l + 4r + s.
    private static readonly int[] s_floatOrder = [.. from register in Enumerable.Range(0, 4)
                                                     from slot in Enumerable.Range(0, TLanes.Width / 4)
                                                     select Element((16 * (slot / 4)) + (4 * register) + (slot % 4))];

    // The same for two registers of 16-bit integers.
    private static readonly int[] s_int16Order = [.. from register in Enumerable.Range(0, 2)
                                                     from slot in Enumerable.Range(0, TLanes.Width / 2)
                                                     select Element((16 * (slot / 8)) + (8 * register) + (slot % 8))];

    internal override float[] Arrange(ReadOnlySpan<float> vector)
    {
        float[] arranged = new float[vector.Length];
        int[] order = s_floatOrder;
        for (int i = 0; i < arranged.Length; i++)
            arranged[i] = vector[(i & -order.Length) + order[i & (order.Length - 1)]];
        return arranged;
    }

    internal override Int16Vector ArrangeInt16(ReadOnlySpan<float> vector) => new(vector, s_int16Order);

    internal override void Dot(in FourBitBlocks blocks, ReadOnlySpan<float> vector, Span<float> products)
    {
        ReadOnlySpan<Vector128<byte>> planes = blocks.Tables.Planes;
        TVector plane0 = TLanes.Repeat(planes[0]), plane1 = TLanes.Repeat(planes[1]), plane2 = TLanes.Repeat(planes[2]), plane3 = TLanes.Repeat(planes[3]);
        int width = TLanes.Width, blockBytes = blocks.BlockSize / 2;
        byte* packed = blocks.Packed;
        float* absmax = blocks.Absmax;
        fixed (float* start = vector)
        {
            float* end = start + vector.Length;
            for (int row = 0; row < products.Length; row++)
            {
                TVector total = default;
                for (float* x = start; x < end; absmax++)
                {
                    TVector sum = default, other = default;
                    for (byte* last = packed + blockBytes; packed < last; packed += width / 2, x += width)
                    {
                        TVector codes = TLanes.SplitCodes(packed);
                        TVector byte0 = TLanes.Lookup(plane0, codes), byte1 = TLanes.Lookup(plane1, codes);
                        TVector byte2 = TLanes.Lookup(plane2, codes), byte3 = TLanes.Lookup(plane3, codes);
                        TVector low = TLanes.ZipLow8(byte0, byte1), high = TLanes.ZipLow8(byte2, byte3);
                        sum = TLanes.MultiplyAdd(TLanes.ZipLow16(low, high), TLanes.Load(x), sum);
                        other = TLanes.MultiplyAdd(TLanes.ZipHigh16(low, high), TLanes.Load(x + (width / 4)), other);
                        low = TLanes.ZipHigh8(byte0, byte1);
                        high = TLanes.ZipHigh8(byte2, byte3);
                        sum = TLanes.MultiplyAdd(TLanes.ZipLow16(low, high), TLanes.Load(x + (width / 2)), sum);
                        other = TLanes.MultiplyAdd(TLanes.ZipHigh16(low, high), TLanes.Load(x + (width / 4 * 3)), other);
                    }
                    total = TLanes.MultiplyAdd(TLanes.Add(sum, other), TLanes.Repeat(*absmax), total);
                }
                products[row] = TLanes.Sum(total);
            }
        }
    }

    internal override void DotInt16(in FourBitBlocks blocks, Int16Vector vector, Span<float> products)
    {
        ReadOnlySpan<Vector128<byte>> planes = blocks.Tables.Int16Planes;
        TVector plane0 = TLanes.Repeat(planes[0]), plane1 = TLanes.Repeat(planes[1]);
        int width = TLanes.Width, groupsPerBlock = blocks.BlockSize / Int16Vector.Group;
        byte* packed = blocks.Packed;
        float* absmax = blocks.Absmax;
        fixed (short* start = vector.Values)
        fixed (float* scales = vector.Scales)
        {
            float* lastScale = scales + vector.Scales.Length;
            for (int row = 0; row < products.Length; row++)
            {
                TVector total = default;
                short* x = start;
                for (float* scale = scales; scale < lastScale; absmax++)
                {
                    for (float* blockEnd = scale + groupsPerBlock; scale < blockEnd; scale++)
                    {
                        TVector sum = default;
                        for (byte* last = packed + (Int16Vector.Group / 2); packed < last; packed += width / 2, x += width)
                        {
                            TVector codes = TLanes.SplitCodes(packed);
                            TVector low = TLanes.Lookup(plane0, codes), high = TLanes.Lookup(plane1, codes);
                            sum = TLanes.MultiplyAddInt16(TLanes.ZipLow8(low, high), TLanes.Load(x), sum);
                            sum = TLanes.MultiplyAddInt16(TLanes.ZipHigh8(low, high), TLanes.Load(x + (width / 2)), sum);
                        }
                        total = TLanes.MultiplyAdd(TLanes.ToFloat(sum), TLanes.Repeat(*absmax * *scale), total);
                    }
                }
                products[row] = TLanes.Sum(total);
            }
        }
    }
}
