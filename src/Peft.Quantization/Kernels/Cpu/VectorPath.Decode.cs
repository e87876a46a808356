using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// Decoding. There is no instruction that looks floats up by codes of four bits, but one that looks bytes up: so the 16 values stand in registers as byte planes (all first
/// bytes, all second bytes, …), each plane is looked up with the same codes, and the planes are zipped to values again.
/// </summary>
internal sealed unsafe partial class VectorPath<TLanes, TVector>
{
    internal override void Decode<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
    {
        nonTemporal &= (nuint)values % 64 == 0;
        if (blocks.BlockSize < TLanes.Width)
            new VectorPath<Lanes256, Vector256<byte>>().Decode(blocks, values, nonTemporal);
        else if (typeof(T) == typeof(float))
            Decode32(blocks, (float*)values, nonTemporal);
        else
            Decode16<T>(blocks, values, nonTemporal);
        if (nonTemporal)
            Interlocked.MemoryBarrier();
    }

    private static void Decode32(in FourBitBlocks blocks, float* values, bool nonTemporal)
    {
        var planes = new Planes32(blocks.Codebook.Values);
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

    /// <summary>Rounding 16 scaled values once a block is cheaper than rounding every element, and gives the same.</summary>
    private static void Decode16<T>(in FourBitBlocks blocks, T* values, bool nonTemporal)
        where T : unmanaged
    {
        Vector256<float> lower = Vector256.Create(blocks.Codebook.Values), upper = Vector256.Create(blocks.Codebook.Values[8..]);
        byte* packed = blocks.Packed;
        int blockBytes = blocks.BlockSize / 2;
        for (float* scale = blocks.Absmax, last = scale + blocks.Count; scale < last; scale++)
        {
            Vector256<float> absmax = Vector256.Create(*scale);
            Vector128<ushort> first = Rounding.ToBits<T>(lower * absmax), second = Rounding.ToBits<T>(upper * absmax);
            TVector plane0 = TLanes.Repeat(Vector128.Narrow(first, second)), plane1 = TLanes.Repeat(Vector128.Narrow(first >> 8, second >> 8));
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
