using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Four lanes: AVX-512 with its byte and word instructions.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<byte>>
{
    public static bool IsSupported => Avx512BW.IsSupported && Vector512.IsHardwareAccelerated;

    public static int Width => 64;

    public static Vector512<byte> Load(void* source) => Vector512.Load((byte*)source);

    public static Vector512<byte> LoadWidened(sbyte* source) => Avx512BW.ConvertToVector512Int16(Vector256.Load(source)).AsByte();

    public static void Store(Vector512<byte> vector, void* target) => vector.Store((byte*)target);

    public static void StoreNonTemporal(Vector512<byte> vector, void* target) => vector.StoreAlignedNonTemporal((byte*)target);

    public static Vector512<byte> Repeat(Vector128<byte> lane)
    {
        Vector512<ulong> first = lane.AsUInt64().ToVector256Unsafe().ToVector512Unsafe();
        return Avx512F.Shuffle4x128(first, first, 0).AsByte();
    }

    public static Vector512<byte> Repeat(float value) => Vector512.Create(value).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> SplitCodes(byte* packed)
    {
        Vector512<uint> bytes = Avx512F.BroadcastVector256ToVector512((ulong*)packed).AsUInt32();
        return Avx512F.ShiftRightLogicalVariable(bytes, Vector512.Create(Vector256.Create(4u), Vector256<uint>.Zero)).AsByte() & Vector512.Create((byte)0xF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> CodesFor32Bits(byte* packed) =>
        Avx512F.PermuteVar16x32(Codes(packed).AsInt32(), Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> CodesFor16Bits(byte* packed) => Avx512F.PermuteVar8x64(Codes(packed).AsInt64(), Vector512.Create(0L, 4, 1, 5, 2, 6, 3, 7)).AsByte();

    public static Vector512<byte> Lookup(Vector512<byte> table, Vector512<byte> index) => Avx512BW.Shuffle(table, index);

    public static Vector512<byte> ZipLow8(Vector512<byte> a, Vector512<byte> b) => Avx512BW.UnpackLow(a, b);

    public static Vector512<byte> ZipHigh8(Vector512<byte> a, Vector512<byte> b) => Avx512BW.UnpackHigh(a, b);

    public static Vector512<byte> ZipLow16(Vector512<byte> a, Vector512<byte> b) => Avx512BW.UnpackLow(a.AsInt16(), b.AsInt16()).AsByte();

    public static Vector512<byte> ZipHigh16(Vector512<byte> a, Vector512<byte> b) => Avx512BW.UnpackHigh(a.AsInt16(), b.AsInt16()).AsByte();

    public static Vector512<byte> Multiply(Vector512<byte> a, Vector512<byte> b) => (a.AsSingle() * b.AsSingle()).AsByte();

    public static Vector512<byte> MultiplyAdd(Vector512<byte> a, Vector512<byte> b, Vector512<byte> c) =>
        Avx512F.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsByte();

    public static Vector512<byte> Add(Vector512<byte> a, Vector512<byte> b) => (a.AsSingle() + b.AsSingle()).AsByte();

    public static Vector512<byte> Subtract(Vector512<byte> a, Vector512<byte> b) => (a.AsSingle() - b.AsSingle()).AsByte();

    public static Vector512<byte> Divide(Vector512<byte> a, Vector512<byte> b) => (a.AsSingle() / b.AsSingle()).AsByte();

    public static Vector512<byte> Sqrt(Vector512<byte> vector) => Vector512.Sqrt(vector.AsSingle()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Sign(Vector512<byte> vector)
    {
        Vector512<float> one = Vector512<float>.One, positive = Vector512.GreaterThan(vector.AsSingle(), Vector512<float>.Zero), negative = Vector512.LessThan(vector.AsSingle(), Vector512<float>.Zero);
        return ((one & positive) - (one & negative)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> MultiplyAddInt16(Vector512<byte> a, Vector512<byte> b, Vector512<byte> sum) =>
        (sum.AsInt32() + Avx512BW.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())).AsByte();

    public static Vector512<byte> ToFloat(Vector512<byte> integers) => Avx512F.ConvertToVector512Single(integers.AsInt32()).AsByte();

    public static int SumInt32(Vector512<byte> vector) => Vector512.Sum(vector.AsInt32());

    public static float Sum(Vector512<byte> vector) => Vector512.Sum(vector.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encode(float* values, float scale, Midpoints thresholds, Vector128<byte> codes)
    {
        float* cells = thresholds.Cells, heap = thresholds.Heap;
        Vector512<int> first = cells is not null ? RankByCell(values, scale, cells) : Rank(values, scale, heap);
        Vector512<int> second = cells is not null ? RankByCell(values + 16, scale, cells) : Rank(values + 16, scale, heap);
        return Nibbles.Merge(Lanes128.Lookup(codes, Avx512F.ConvertToVector128Byte(first)), Lanes128.Lookup(codes, Avx512F.ConvertToVector128Byte(second)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Codes(byte* packed)
    {
        Vector512<ushort> bytes = Avx512BW.ConvertToVector512UInt16(Vector256.Load(packed));
        return ((bytes >> 4) | (bytes << 8)).AsByte() & Vector512.Create((byte)0xF);
    }

    // Two registers hold 32 cells: one comparison takes the place of four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> RankByCell(float* source, float scale, float* cells)
    {
        Vector512<float> x = Vector512.Load(source) * scale;
        Vector512<int> cell = Avx512F.ConvertToVector512Int32WithTruncation(Avx512F.FusedMultiplyAdd(x, Vector512.Create(Midpoints.CellSlope), Vector512.Create(Midpoints.CellOffset)));
        Vector512<int> below = Avx512F.PermuteVar16x32x2(Vector512.Load((int*)cells + 32), cell, Vector512.Load((int*)cells + 48));
        return below - Vector512.GreaterThan(x, Avx512F.PermuteVar16x32x2(Vector512.Load(cells), cell, Vector512.Load(cells + 16))).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Rank(float* source, float scale, float* heap)
    {
        Vector512<float> x = Vector512.Load(source) * scale;
        Vector512<int> rank = -Vector512.GreaterThan(x, Vector512.Create(heap[1])).AsInt32();
        rank = rank + rank - Vector512.GreaterThan(x, Avx512F.PermuteVar16x32(Vector512.Load(heap + 2), rank)).AsInt32();
        rank = rank + rank - Vector512.GreaterThan(x, Avx512F.PermuteVar16x32(Vector512.Load(heap + 4), rank)).AsInt32();
        return rank + rank - Vector512.GreaterThan(x, Avx512F.PermuteVar16x32(Vector512.Load(heap + 8), rank)).AsInt32();
    }
}
