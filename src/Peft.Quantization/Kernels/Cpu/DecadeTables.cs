using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>
/// The rank of a magnitude in a dynamic map, or one less. Within a decade ranks are a linear function of the magnitude. A power of two and the next have at most one end of a
/// decade between them, so the exponent selects a threshold, whose last bits are the number of the decade below it, and a comparison tells which of the two decades it is.
/// </summary>
internal sealed class DecadeTables
{
    // Smaller magnitudes are in the first decade. 1 is the last of 32 exponents, so that their last five bits count from 0.
    private const int SmallestExponent = 127 - 31, ExponentShift = 24;

    // The number of decades, and that of what lies above the last midpoint; what registers are indexed with.
    private const int Above = 7, IndexBits = 15;

    // 1, after rounding.
    private const float LargestMagnitude = 1.000001f;

    // By how many steps a rank may be reckoned too high; by how many the next decade begins too early.
    private const double Margin = 1e-3, Overlap = 1e-2;

    private readonly int[] _thresholds = new int[32];
    private readonly float[] _offsets = new float[16], _slopes = new float[16];

    private DecadeTables(int count, ReadOnlySpan<float> midpoints)
    {
        Array.Fill(_thresholds, int.MaxValue);
        int first = 0;
        for (int decade = 0; decade < Above; decade++)
        {
            double end = Math.Pow(10, decade + 1 - Above);
            int values = (count + 1) / 128 << decade;
            double step = 0.9 * end / values;
            (_offsets[decade], _slopes[decade]) = ((float)(first - (0.1 * end / step) + Margin), (float)(1 / step));
            first += values;
            int threshold = Key((float)(midpoints[first] - (Overlap * step)));
            _thresholds[Exponent(threshold)] = threshold;
        }
        _offsets[Above] = count - 1;
        int number = 0;
        foreach (ref int threshold in _thresholds.AsSpan())
        {
            bool isLast = threshold < int.MaxValue;
            threshold = (threshold & ~IndexBits) | number;
            number += isLast ? 1 : 0;
        }
    }

    /// <summary>The tables of a map's positive values; <see langword="null"/> if they would not give every rank.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="midpoints">Halfway between 0, the values, and each other.</param>
    internal static DecadeTables? Create(int count, ReadOnlySpan<float> midpoints)
    {
        if (count is not (128 or 255))
            return null;
        DecadeTables tables = new(count, midpoints);
        // Between these points ranks only grow.
        IEnumerable<float> ends =
            [.. midpoints, .. tables._thresholds.Select(key => BitConverter.Int32BitsToSingle(key >> 1)), .. Enumerable.Range(SmallestExponent, 32).Select(exponent => BitConverter.Int32BitsToSingle(exponent << 23))];
        foreach (float value in ends.SelectMany(end => new[] { float.BitDecrement(end), end, float.BitIncrement(end) }).Append(0).Where(value => value <= LargestMagnitude))
        {
            int below = 0, upTo = 0;
            foreach (float midpoint in midpoints)
            {
                below += midpoint < value ? 1 : 0;
                upTo += midpoint <= value ? 1 : 0;
            }
            int found = tables.Below(value);
            if (found > below || found < upTo - 1)
                return null;
        }
        return tables;
    }

    /// <summary>The tables as registers.</summary>
    internal void Load(out Vector512<int> lower, out Vector512<int> upper, out Vector512<float> offsets, out Vector512<float> slopes)
    {
        (lower, upper) = (Vector512.LoadUnsafe(ref _thresholds[0]), Vector512.LoadUnsafe(ref _thresholds[16]));
        (offsets, slopes) = (Vector512.LoadUnsafe(ref _offsets[0]), Vector512.LoadUnsafe(ref _slopes[0]));
    }

    /// <summary>Numbers in [-1, 1] as integers in the order of their magnitudes: twice the bits of the magnitude, and the sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Key(Vector512<float> values) => Avx512F.RotateLeft(values.AsInt32(), 1);

    /// <summary>The ranks, or one less, of the magnitudes of numbers in [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Below(Vector512<float> values, Vector512<int> lower, Vector512<int> upper, Vector512<float> offsets, Vector512<float> slopes)
    {
        Vector512<int> key = Key(values), exponent = Vector512.Max(key, Vector512.Create(SmallestExponent << ExponentShift)) >>> ExponentShift;
        // Of indices only as many bits count as there are numbers to choose from.
        Vector512<int> threshold = Avx512F.PermuteVar16x32x2(lower, exponent, upper);
        Vector512<int> decade = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(key, threshold), threshold + Vector512<int>.One, threshold);
        Vector512<float> offset = Avx512F.PermuteVar16x32(offsets, decade), slope = Avx512F.PermuteVar16x32(slopes, decade);
        return Avx512F.ConvertToVector512Int32WithTruncation(Avx512F.FusedMultiplyAdd(Vector512.Abs(values), slope, offset));
    }

    private int Below(float magnitude)
    {
        int threshold = _thresholds[Exponent(Key(magnitude))];
        int decade = (threshold & IndexBits) + (Key(magnitude) >= threshold ? 1 : 0);
        return (int)MathF.FusedMultiplyAdd(magnitude, _slopes[decade], _offsets[decade]);
    }

    private static int Key(float value) => (int)BitOperations.RotateLeft(BitConverter.SingleToUInt32Bits(value), 1);

    private static int Exponent(int key) => Math.Max(key >>> ExponentShift, SmallestExponent) - SmallestExponent;
}
