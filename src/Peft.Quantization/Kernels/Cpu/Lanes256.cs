using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Two lanes: AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<byte>>
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int Width => 32;

    public static Vector256<byte> Load(void* source) => Vector256.Load((byte*)source);

    public static Vector256<byte> LoadWidened(sbyte* source) => Avx2.ConvertToVector256Int16(source).AsByte();

    public static void Store(Vector256<byte> vector, void* target) => vector.Store((byte*)target);

    public static void StoreNonTemporal(Vector256<byte> vector, void* target) => vector.StoreAlignedNonTemporal((byte*)target);

    public static Vector256<byte> Repeat(Vector128<byte> lane) => Vector256.Create(lane, lane);

    public static Vector256<byte> Repeat(float value) => Vector256.Create(value).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> SplitCodes(byte* packed)
    {
        Vector256<uint> bytes = Avx2.BroadcastVector128ToVector256((uint*)packed);
        return Avx2.ShiftRightLogicalVariable(bytes, Vector256.Create(4u, 4, 4, 4, 0, 0, 0, 0)).AsByte() & Vector256.Create((byte)0xF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> CodesFor32Bits(byte* packed) => Avx2.PermuteVar8x32(Codes(packed).AsInt32(), Vector256.Create(0, 2, 4, 6, 1, 3, 5, 7)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> CodesFor16Bits(byte* packed) => Avx2.Permute4x64(Codes(packed).AsInt64(), 0b_11_01_10_00).AsByte();

    public static Vector256<byte> Lookup(Vector256<byte> table, Vector256<byte> index) => Avx2.Shuffle(table, index);

    public static Vector256<byte> ZipLow8(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackLow(a, b);

    public static Vector256<byte> ZipHigh8(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackHigh(a, b);

    public static Vector256<byte> ZipLow16(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackLow(a.AsInt16(), b.AsInt16()).AsByte();

    public static Vector256<byte> ZipHigh16(Vector256<byte> a, Vector256<byte> b) => Avx2.UnpackHigh(a.AsInt16(), b.AsInt16()).AsByte();

    public static Vector256<byte> Multiply(Vector256<byte> a, Vector256<byte> b) => (a.AsSingle() * b.AsSingle()).AsByte();

    public static Vector256<byte> MultiplyAdd(Vector256<byte> a, Vector256<byte> b, Vector256<byte> c) => Fma.MultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsByte();

    public static Vector256<byte> Add(Vector256<byte> a, Vector256<byte> b) => (a.AsSingle() + b.AsSingle()).AsByte();

    public static Vector256<byte> Subtract(Vector256<byte> a, Vector256<byte> b) => (a.AsSingle() - b.AsSingle()).AsByte();

    public static Vector256<byte> Divide(Vector256<byte> a, Vector256<byte> b) => (a.AsSingle() / b.AsSingle()).AsByte();

    public static Vector256<byte> Sqrt(Vector256<byte> vector) => Vector256.Sqrt(vector.AsSingle()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Sign(Vector256<byte> vector)
    {
        Vector256<float> one = Vector256<float>.One, positive = Vector256.GreaterThan(vector.AsSingle(), Vector256<float>.Zero), negative = Vector256.LessThan(vector.AsSingle(), Vector256<float>.Zero);
        return ((one & positive) - (one & negative)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> MultiplyAddInt16(Vector256<byte> a, Vector256<byte> b, Vector256<byte> sum) =>
        AvxVnni.IsSupported ? AvxVnni.MultiplyWideningAndAdd(sum.AsInt32(), a.AsInt16(), b.AsInt16()).AsByte()
        : (sum.AsInt32() + Avx2.MultiplyAddAdjacent(a.AsInt16(), b.AsInt16())).AsByte();

    public static Vector256<byte> ToFloat(Vector256<byte> integers) => Avx.ConvertToVector256Single(integers.AsInt32()).AsByte();

    public static int SumInt32(Vector256<byte> vector) => Vector256.Sum(vector.AsInt32());

    public static float Sum(Vector256<byte> vector) => Vector256.Sum(vector.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encode(float* values, float scale, Midpoints thresholds, Vector128<byte> codes)
    {
        // Down the tree level by level: the thresholds of a level stand in one register, from which the rank so far picks.
        Vector256<int> r0 = Rank(values, scale, thresholds.Heap), r1 = Rank(values + 8, scale, thresholds.Heap), r2 = Rank(values + 16, scale, thresholds.Heap), r3 = Rank(values + 24, scale, thresholds.Heap);
        Vector256<byte> ranks = Vector256.Narrow(Vector256.Narrow(r0, r1), Vector256.Narrow(r2, r3)).AsByte();
        Vector256<byte> found = Lookup(Repeat(codes), ranks);
        return Nibbles.Merge(found.GetLower(), found.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Codes(byte* packed)
    {
        Vector256<ushort> bytes = Avx2.ConvertToVector256Int16(packed).AsUInt16();
        return ((bytes >> 4) | (bytes << 8)).AsByte() & Vector256.Create((byte)0xF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rank(float* source, float scale, float* heap)
    {
        Vector256<float> x = Vector256.Load(source) * scale;
        Vector256<int> rank = -Vector256.GreaterThan(x, Vector256.Create(heap[1])).AsInt32();
        rank = rank + rank - Vector256.GreaterThan(x, Avx2.PermuteVar8x32(Vector256.Load(heap + 2), rank)).AsInt32();
        rank = rank + rank - Vector256.GreaterThan(x, Avx2.PermuteVar8x32(Vector256.Load(heap + 4), rank)).AsInt32();
        return rank + rank - Vector256.GreaterThan(x, Avx2.PermuteVar8x32(Vector256.Load(heap + 8), rank)).AsInt32();
    }
}
