using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// A dynamic map for processors that look bytes up among 128 at once (AVX-512 VBMI), 64 codes at a time. Decoding looks the four bytes of a value up, each in a table of its
/// own. Encoding reckons the rank of a magnitude, or the one below, from the map's even steps within a decade, and then compares with the midpoint above it, looked up like a
/// value: to the bit what a search gives.
/// </summary>
internal sealed unsafe class WideCodebook
{
    internal const int Step = 64;

    private readonly ByteTables _values, _midpoints;
    private readonly DecadeTables _decades;
    private readonly byte _zero;

    private WideCodebook(ReadOnlySpan<float> values, ReadOnlySpan<float> midpoints, DecadeTables decades, int zero)
    {
        _values = new ByteTables(MemoryMarshal.Cast<float, int>(values));
        _midpoints = new ByteTables([.. midpoints.ToArray().Select(midpoint => BitConverter.SingleToInt32Bits(midpoint) << 1), int.MaxValue]);
        _decades = decades;
        _zero = (byte)zero;
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
        return DecadeTables.Create(values.Length - 1 - zero, above) is { } decades ? new WideCodebook(values, above, decades, zero) : null;
    }

    // A matrix of 4 × 4 groups of four bytes, transposed.
    private static Vector512<int> Groups => Vector512.Create(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);

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
            Lookup(tables, Avx512F.PermuteVar16x32(Vector512.Load((int*)(codes + i)), Groups).AsByte(), 256, out var v0, out var v1, out var v2, out var v3);
            (v0.AsSingle() * scale).Store(values + i);
            (v1.AsSingle() * scale).Store(values + i + 16);
            (v2.AsSingle() * scale).Store(values + i + 32);
            (v3.AsSingle() * scale).Store(values + i + 48);
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
        int ranks = 256 - _zero;
        Vector512<float> scale = Vector512.Create(factor);
        Vector512<byte> zero = Vector512.Create(_zero);
        _decades.Load(out var lower, out var upper, out var offsets, out var slopes);
        for (int i = 0; i < count; i += Step)
        {
            Vector512<float> x0 = Vector512.Load(values + i) * scale, x1 = Vector512.Load(values + i + 16) * scale;
            Vector512<float> x2 = Vector512.Load(values + i + 32) * scale, x3 = Vector512.Load(values + i + 48) * scale;
            Vector512<byte> rank = Avx512BW.PackUnsignedSaturate(
                Avx512BW.PackSignedSaturate(DecadeTables.Below(x0, lower, upper, offsets, slopes), DecadeTables.Below(x1, lower, upper, offsets, slopes)),
                Avx512BW.PackSignedSaturate(DecadeTables.Below(x2, lower, upper, offsets, slopes), DecadeTables.Below(x3, lower, upper, offsets, slopes)));
            Lookup(tables, rank, ranks, out var m0, out var m1, out var m2, out var m3);
            // Twice the midpoint, and twice the magnitude and its sign: at a midpoint a positive number has the rank below, a negative one that above.
            Vector512<byte> isAbove = Negative(m0 - DecadeTables.Key(x0), m1 - DecadeTables.Key(x1), m2 - DecadeTables.Key(x2), m3 - DecadeTables.Key(x3));
            rank = Vector512.ConditionalSelect(isAbove, rank + Vector512<byte>.One, rank);
            Vector512<byte> isNegative = Negative(x0.AsInt32(), x1.AsInt32(), x2.AsInt32(), x3.AsInt32());
            Vector512<byte> packed = Vector512.ConditionalSelect(isNegative, Avx512BW.SubtractSaturate(zero, rank), zero + rank);
            Avx512F.PermuteVar16x32(packed.AsInt32(), Groups).Store((int*)(codes + i));
        }
    }

    /// <summary>Of which numbers the sign is set: in each lane four of the first vector, four of the second, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Negative(Vector512<int> v0, Vector512<int> v1, Vector512<int> v2, Vector512<int> v3) => Vector512.LessThan(
        Avx512BW.PackSignedSaturate(Avx512BW.PackSignedSaturate(v0, v1), Avx512BW.PackSignedSaturate(v2, v3)), Vector512<sbyte>.Zero).AsByte();

    /// <summary>Numbers by index, out of 128 or 256: those of the first four bytes of each lane, of the next four, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lookup(byte* tables, Vector512<byte> index, int numbers, out Vector512<int> v0, out Vector512<int> v1, out Vector512<int> v2, out Vector512<int> v3)
    {
        Vector512<byte> b0 = Plane(tables, index), b1 = Plane(tables + 256, index), b2 = Plane(tables + 512, index), b3 = Plane(tables + 768, index);
        if (numbers > 128)
        {
            Vector512<byte> upper = Vector512.LessThan(index.AsSByte(), Vector512<sbyte>.Zero).AsByte();
            b0 = Vector512.ConditionalSelect(upper, Plane(tables + 128, index), b0);
            b1 = Vector512.ConditionalSelect(upper, Plane(tables + 256 + 128, index), b1);
            b2 = Vector512.ConditionalSelect(upper, Plane(tables + 512 + 128, index), b2);
            b3 = Vector512.ConditionalSelect(upper, Plane(tables + 768 + 128, index), b3);
        }
        Vector512<byte> low = Lanes512.ZipLow8(b0, b1), high = Lanes512.ZipLow8(b2, b3);
        (v0, v1) = (Lanes512.ZipLow16(low, high).AsInt32(), Lanes512.ZipHigh16(low, high).AsInt32());
        low = Lanes512.ZipHigh8(b0, b1);
        high = Lanes512.ZipHigh8(b2, b3);
        (v2, v3) = (Lanes512.ZipLow16(low, high).AsInt32(), Lanes512.ZipHigh16(low, high).AsInt32());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Plane(byte* table, Vector512<byte> index) => Avx512Vbmi.PermuteVar64x8x2(Vector512.Load(table), index, Vector512.Load(table + 64));

    /// <summary>Up to 256 numbers as four tables of their bytes.</summary>
    private readonly struct ByteTables
    {
        private readonly byte[] _bytes = GC.AllocateArray<byte>((4 * 256) + CacheLine.Bytes, pinned: true);

        internal ByteTables(ReadOnlySpan<int> numbers)
        {
            Start = CacheLine.Align(Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes)));
            for (int i = 0; i < numbers.Length; i++)
            {
                for (int plane = 0; plane < 4; plane++)
                    Start[(plane * 256) + i] = (byte)(numbers[i] >> (8 * plane));
            }
        }

        internal byte* Start { get; }
    }
}
