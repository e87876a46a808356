using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Decoding. There is no instruction that looks floats up by codes of four bits, but one that looks bytes up: so the 16 values stand in registers as byte planes (all first
/// bytes, all second bytes, …), each plane is looked up with the same codes, and the planes are zipped to values again.
/// </summary>
internal unsafe partial class VectorPath<TLanes, TVector>
{
    protected override void DecodeFloat(in FourBitBlocks blocks, float* values, bool nonTemporal) => Decode32(blocks, values, nonTemporal && IsAligned(values));

    protected override void DecodeHalf(in FourBitBlocks blocks, Half* values, bool nonTemporal) => Decode16(blocks, values, nonTemporal && IsAligned(values));

    protected override void DecodeBFloat16(in FourBitBlocks blocks, BFloat16* values, bool nonTemporal) => Decode16(blocks, values, nonTemporal && IsAligned(values));

    private static bool IsAligned(void* values) => (nuint)values % 64 == 0;

    private static void Decode32(in FourBitBlocks blocks, float* values, bool nonTemporal)
    {
        ReadOnlySpan<Vector128<byte>> planes = blocks.Tables.Planes;
        TVector plane0 = TLanes.Repeat(planes[0]), plane1 = TLanes.Repeat(planes[1]), plane2 = TLanes.Repeat(planes[2]), plane3 = TLanes.Repeat(planes[3]);
        byte* packed = blocks.Packed;
        int blockBytes = blocks.BlockSize / 2;
        for (float* scale = blocks.Absmax, last = scale + blocks.Count; scale < last; scale++)
        {
            TVector absmax = TLanes.Repeat(*scale);
            for (byte* end = packed + blockBytes; packed < end; packed += TLanes.Width / 2)
            {
                TVector codes = TLanes.CodesFor32Bits(packed);
                TVector byte0 = TLanes.Lookup(plane0, codes), byte1 = TLanes.Lookup(plane1, codes), byte2 = TLanes.Lookup(plane2, codes), byte3 = TLanes.Lookup(plane3, codes);
                TVector low = TLanes.ZipLow8(byte0, byte1), high = TLanes.ZipLow8(byte2, byte3);
                Store(TLanes.Multiply(TLanes.ZipLow16(low, high), absmax), values, 0, nonTemporal);
                Store(TLanes.Multiply(TLanes.ZipHigh16(low, high), absmax), values, 1, nonTemporal);
                low = TLanes.ZipHigh8(byte0, byte1);
                high = TLanes.ZipHigh8(byte2, byte3);
                Store(TLanes.Multiply(TLanes.ZipLow16(low, high), absmax), values, 2, nonTemporal);
                Store(TLanes.Multiply(TLanes.ZipHigh16(low, high), absmax), values, 3, nonTemporal);
                values += TLanes.Width;
            }
        }
    }

    private static void Decode16<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
        where T : unmanaged
    {
        FourBitTables tables = blocks.Tables;
        byte* packed = blocks.Packed;
        int blockBytes = blocks.BlockSize / 2;
        for (float* scale = blocks.Absmax, last = scale + blocks.Count; scale < last; scale++)
        {
            Vector256<byte> planes = RoundedPlanes<T>(tables, *scale);
            TVector plane0 = TLanes.Repeat(planes.GetLower()), plane1 = TLanes.Repeat(planes.GetUpper());
            for (byte* end = packed + blockBytes; packed < end; packed += TLanes.Width / 2)
            {
                TVector codes = TLanes.CodesFor16Bits(packed);
                TVector byte0 = TLanes.Lookup(plane0, codes), byte1 = TLanes.Lookup(plane1, codes);
                Store(TLanes.ZipLow8(byte0, byte1), values, 0, nonTemporal);
                Store(TLanes.ZipHigh8(byte0, byte1), values, 1, nonTemporal);
                values += TLanes.Width;
            }
        }
    }

    /// <summary>The byte planes of the 16 scaled and rounded values: rounding them once a block is cheaper than rounding every element, and gives the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> RoundedPlanes<T>(FourBitTables tables, float absmax)
        where T : unmanaged
    {
        Vector256<float> scale = Vector256.Create(absmax);
        Vector256<short> bits = typeof(T) == typeof(Half) && absmax >= tables.SmallestForHalf && absmax <= Rounding.LargestHalf
            ? Vector256.NarrowWithSaturation(Rounding.ToNormalHalf(tables.LowerForHalf * scale), Rounding.ToNormalHalf(tables.UpperForHalf * scale))
            : Vector256.NarrowWithSaturation(Rounding.ToBits<T>(tables.Lower * scale), Rounding.ToBits<T>(tables.Upper * scale));
        return Vector256.NarrowWithSaturation((bits << 8) >> 8, bits >> 8).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector vector, void* target, int index, bool nonTemporal)
    {
        byte* at = (byte*)target + (index * TLanes.Width);
        if (nonTemporal)
            TLanes.StoreNonTemporal(vector, at);
        else
            TLanes.Store(vector, at);
    }
}
