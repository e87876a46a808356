using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// A dynamic map for processors that look bytes up among 128 at once (AVX-512 VBMI), 64 codes at a time. Decoding looks the four bytes of a value up, each in a table of its
/// own. Encoding reckons the code, or the one below, from the map's even steps within a decade, and then compares with the midpoint above it, looked up like a value: to the
/// bit what a search gives.
/// </summary>
internal sealed unsafe class WideCodebook
{
    internal const int Step = 64;

    private readonly ByteTables _values, _midpoints;
    private readonly DecadeTables _decades;
    private readonly int _zero;

    private WideCodebook(ReadOnlySpan<float> values, ReadOnlySpan<float> midpoints, DecadeTables decades)
    {
        _values = new ByteTables(values);
        _midpoints = new ByteTables([.. midpoints, float.PositiveInfinity]);
        _decades = decades;
        _zero = values.IndexOf(0);
    }

    internal static bool IsSupported => Avx512Vbmi.IsSupported && Lanes512.IsSupported;

    /// <summary>The tables of a map in ascending order; <see langword="null"/> if it is no dynamic one, or the processor cannot use them.</summary>
    internal static WideCodebook? Create(ReadOnlySpan<float> values, ReadOnlySpan<float> midpoints)
    {
        int zero = values.IndexOf(0);
        if (!IsSupported || zero < 0)
            return null;
        ReadOnlySpan<float> above = midpoints[zero..];
        for (int i = 0; i < zero; i++)
        {
            if (midpoints[zero - 1 - i] != -above[i])
                return null;
        }
        return DecadeTables.Create(values.Length - 1 - zero, above) is { } decades ? new WideCodebook(values, midpoints, decades) : null;
    }

    // A matrix of 4 × 4 groups of four bytes, transposed; and one of 4 × 4 bytes in each lane.
    private static Vector512<int> Groups => Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);

    private static Vector512<byte> Bytes => Lanes512.Repeat(Vector128.Create((byte)0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));

    /// <summary>value = map[code] · absmax.</summary>
    /// <param name="codes">The codes.</param>
    /// <param name="count">A multiple of 64.</param>
    /// <param name="absmax">The factor.</param>
    /// <param name="values">Receives the values.</param>
    internal void Decode(byte* codes, int count, float absmax, float* values)
    {
        byte* tables = _values.Start;
        Vector512<float> scale = Vector512.Create(absmax);
        for (int i = 0; i < count; i += Step)
        {
            // Codes in such an order that zips give values in theirs.
            Lookup(tables, Avx512F.PermuteVar16x32(Vector512.Load((int*)(codes + i)), Groups).AsByte(), out var v0, out var v1, out var v2, out var v3);
            (v0 * scale).Store(values + i);
            (v1 * scale).Store(values + i + 16);
            (v2 * scale).Store(values + i + 32);
            (v3 * scale).Store(values + i + 48);
        }
    }

    /// <summary>The codes of finite values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">A multiple of 64.</param>
    /// <param name="factor">What brings them to [-1, 1].</param>
    /// <param name="codes">Receives the codes.</param>
    internal void Encode(float* values, int count, float factor, byte* codes)
    {
        byte* tables = _midpoints.Start;
        Vector512<float> scale = Vector512.Create(factor);
        Vector512<int> zero = Vector512.Create(_zero);
        _decades.Load(out var lower, out var upper, out var offsets, out var slopes);
        for (int i = 0; i < count; i += Step)
        {
            Vector512<float> x0 = Vector512.Load(values + i) * scale, x1 = Vector512.Load(values + i + 16) * scale;
            Vector512<float> x2 = Vector512.Load(values + i + 32) * scale, x3 = Vector512.Load(values + i + 48) * scale;
            Vector512<int> c0 = Below(x0, zero, lower, upper, offsets, slopes), c1 = Below(x1, zero, lower, upper, offsets, slopes);
            Vector512<int> c2 = Below(x2, zero, lower, upper, offsets, slopes), c3 = Below(x3, zero, lower, upper, offsets, slopes);
            Lookup(tables, Pack(c0, c1, c2, c3), out var m0, out var m1, out var m2, out var m3);
            Vector512<byte> packed = Pack(Finish(x0, c0, m0), Finish(x1, c1, m1), Finish(x2, c2, m2), Finish(x3, c3, m3));
            Avx512F.PermuteVar16x32(packed.AsInt32(), Groups).Store((int*)(codes + i));
        }
    }

    /// <summary>Codes that are right or one too low: ranks from zero upwards, or their complements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Below(Vector512<float> values, Vector512<int> zero, Vector512<float> lower, Vector512<float> upper,
        Vector512<float> offsets, Vector512<float> slopes)
    {
        Vector512<int> bits = values.AsInt32();
        return Vector512.Max(zero + (DecadeTables.Below(bits, lower, upper, offsets, slopes) ^ (bits >> 31)), Vector512<int>.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Finish(Vector512<float> values, Vector512<int> codes, Vector512<float> midpoints) => codes - Vector512.GreaterThan(values, midpoints).AsInt32();

    /// <summary>Numbers below 256 as bytes: in each lane four of the first vector, four of the second, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Pack(Vector512<int> c0, Vector512<int> c1, Vector512<int> c2, Vector512<int> c3) =>
        Avx512BW.Shuffle((c0 | (c1 << 8) | (c2 << 16) | (c3 << 24)).AsByte(), Bytes);

    /// <summary>Numbers by index: those of the first four bytes of each lane, of the next four, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lookup(byte* tables, Vector512<byte> index, out Vector512<float> v0, out Vector512<float> v1, out Vector512<float> v2, out Vector512<float> v3)
    {
        Vector512<byte> upper = Vector512.LessThan(index.AsSByte(), Vector512<sbyte>.Zero).AsByte();
        Vector512<byte> b0 = Plane(tables, index, upper), b1 = Plane(tables + 256, index, upper), b2 = Plane(tables + 512, index, upper), b3 = Plane(tables + 768, index, upper);
        Vector512<byte> low = Lanes512.ZipLow8(b0, b1), high = Lanes512.ZipLow8(b2, b3);
        (v0, v1) = (Lanes512.ZipLow16(low, high).AsSingle(), Lanes512.ZipHigh16(low, high).AsSingle());
        low = Lanes512.ZipHigh8(b0, b1);
        high = Lanes512.ZipHigh8(b2, b3);
        (v2, v3) = (Lanes512.ZipLow16(low, high).AsSingle(), Lanes512.ZipHigh16(low, high).AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Plane(byte* table, Vector512<byte> index, Vector512<byte> upper) => Vector512.ConditionalSelect(upper,
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table + 128), index, Vector512.Load(table + 192)),
        Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), index, Vector512.Load(table + 64)));

    /// <summary>256 numbers as four tables of their bytes.</summary>
    private readonly struct ByteTables
    {
        private readonly byte[] _bytes = GC.AllocateArray<byte>(4 * 256, pinned: true);

        internal ByteTables(ReadOnlySpan<float> numbers)
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                uint bits = BitConverter.SingleToUInt32Bits(numbers[i]);
                for (int plane = 0; plane < 4; plane++)
                    _bytes[(plane * 256) + i] = (byte)(bits >> (8 * plane));
            }
        }

        internal byte* Start => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
    }
}
