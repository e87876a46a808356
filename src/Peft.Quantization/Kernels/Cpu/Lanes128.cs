using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>One lane, on any processor with 128-bit vectors: SSSE3, AdvSimd.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<byte>>
{
    public static bool IsSupported => Vector128.IsHardwareAccelerated;

    public static int Width => 16;

    public static Vector128<byte> Load(void* source) => Vector128.Load((byte*)source);

    public static Vector128<byte> LoadWidened(sbyte* source) => Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)source).AsSByte()).AsByte();

    public static void Store(Vector128<byte> vector, void* target) => vector.Store((byte*)target);

    public static void StoreNonTemporal(Vector128<byte> vector, void* target) => vector.StoreAlignedNonTemporal((byte*)target);

    public static Vector128<byte> Repeat(Vector128<byte> lane) => lane;

    public static Vector128<byte> Repeat(float value) => Vector128.Create(value).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> SplitCodes(byte* packed)
    {
        ulong bytes = *(ulong*)packed;
        return Vector128.Create(bytes >> 4, bytes).AsByte() & Vector128.Create((byte)0xF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> CodesFor32Bits(byte* packed)
    {
        Vector128<ushort> bytes = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(ulong*)packed).AsByte());
        return ((bytes >> 4) | (bytes << 8)).AsByte() & Vector128.Create((byte)0xF);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> CodesFor16Bits(byte* packed) => CodesFor32Bits(packed);

    public static Vector128<byte> Lookup(Vector128<byte> table, Vector128<byte> index) => Vector128.ShuffleNative(table, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipLow8(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : (Vector128.WidenLower(a) | (Vector128.WidenLower(b) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipHigh8(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : (Vector128.WidenUpper(a) | (Vector128.WidenUpper(b) << 8)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipLow16(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a.AsInt16(), b.AsInt16()).AsByte() : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a.AsInt16(), b.AsInt16()).AsByte()
        : (Vector128.WidenLower(a.AsUInt16()) | (Vector128.WidenLower(b.AsUInt16()) << 16)).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> ZipHigh16(Vector128<byte> a, Vector128<byte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a.AsInt16(), b.AsInt16()).AsByte() : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a.AsInt16(), b.AsInt16()).AsByte()
        : (Vector128.WidenUpper(a.AsUInt16()) | (Vector128.WidenUpper(b.AsUInt16()) << 16)).AsByte();

    public static Vector128<byte> Multiply(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() * b.AsSingle()).AsByte();

    public static Vector128<byte> MultiplyAdd(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c) =>
        Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).AsByte();

    public static Vector128<byte> Add(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() + b.AsSingle()).AsByte();

    public static Vector128<byte> Subtract(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() - b.AsSingle()).AsByte();

    public static Vector128<byte> Divide(Vector128<byte> a, Vector128<byte> b) => (a.AsSingle() / b.AsSingle()).AsByte();

    public static Vector128<byte> Sqrt(Vector128<byte> vector) => Vector128.Sqrt(vector.AsSingle()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Sign(Vector128<byte> vector)
    {
        Vector128<float> one = Vector128<float>.One, positive = Vector128.GreaterThan(vector.AsSingle(), Vector128<float>.Zero), negative = Vector128.LessThan(vector.AsSingle(), Vector128<float>.Zero);
        return ((one & positive) - (one & negative)).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> MultiplyAddInt16(Vector128<byte> a, Vector128<byte> b, Vector128<byte> sum)
    {
        Vector128<short> x = a.AsInt16(), y = b.AsInt16();
        return (sum.AsInt32() + (Sse2.IsSupported ? Sse2.MultiplyAddAdjacent(x, y)
            : (Vector128.WidenLower(x) * Vector128.WidenLower(y)) + (Vector128.WidenUpper(x) * Vector128.WidenUpper(y)))).AsByte();
    }

    public static Vector128<byte> ToFloat(Vector128<byte> integers) => Vector128.ConvertToSingle(integers.AsInt32()).AsByte();

    public static int SumInt32(Vector128<byte> vector) => Vector128.Sum(vector.AsInt32());

    public static float Sum(Vector128<byte> vector) => Vector128.Sum(vector.AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Encode(float* values, float scale, Midpoints thresholds, Vector128<byte> codes)
    {
        Vector128<byte> first = Ranks(values, scale, thresholds.Heap), second = Ranks(values + 16, scale, thresholds.Heap);
        return Nibbles.Merge(Lookup(codes, first), Lookup(codes, second));
    }

    // Every threshold below a value adds one; four vectors at a time, so that a threshold is loaded once for 16 values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Ranks(float* values, float scale, float* heap)
    {
        Vector128<float> x0 = Vector128.Load(values) * scale, x1 = Vector128.Load(values + 4) * scale;
        Vector128<float> x2 = Vector128.Load(values + 8) * scale, x3 = Vector128.Load(values + 12) * scale;
        Vector128<int> n0 = default, n1 = default, n2 = default, n3 = default;
        for (int i = 1; i < 16; i++)
        {
            Vector128<float> threshold = Vector128.Create(heap[i]);
            n0 -= Vector128.GreaterThan(x0, threshold).AsInt32();
            n1 -= Vector128.GreaterThan(x1, threshold).AsInt32();
            n2 -= Vector128.GreaterThan(x2, threshold).AsInt32();
            n3 -= Vector128.GreaterThan(x3, threshold).AsInt32();
        }
        return Vector128.Narrow(Vector128.Narrow(n0, n1), Vector128.Narrow(n2, n3)).AsByte();
    }
}
