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
    // Smaller magnitudes are in the first decade. The numbers of decades, and of what lies above the last midpoint, fill three bits.
    private const int SmallestExponent = 127 - 21, Above = 7;

    // By how many steps a rank may be reckoned too high; by how many the next decade begins too early.
    private const double Margin = 1e-3, Overlap = 1e-2;

    private readonly float[] _thresholds = new float[32], _offsets = new float[16], _slopes = new float[16];

    private DecadeTables(int count, ReadOnlySpan<float> midpoints)
    {
        Array.Fill(_thresholds, float.MaxValue);
        int first = 0;
        for (int decade = 0; decade < Above; decade++)
        {
            double end = Math.Pow(10, decade + 1 - Above);
            int values = (count + 1) / 128 << decade;
            double step = 0.9 * end / values;
            (_offsets[decade], _slopes[decade]) = ((float)(first - (0.1 * end / step) + Margin), (float)(1 / step));
            first += values;
            float threshold = (float)(midpoints[first] - (Overlap * step));
            _thresholds[Exponent(threshold)] = threshold;
        }
        _offsets[Above] = count - 1;
        int number = 0;
        foreach (ref float threshold in _thresholds.AsSpan())
        {
            bool isLast = threshold < float.MaxValue;
            threshold = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(threshold) & ~Above) | number);
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
        IEnumerable<float> ends = [.. midpoints, .. tables._thresholds[..^1], .. Enumerable.Range(0, 23).Select(i => BitConverter.Int32BitsToSingle((SmallestExponent + i) << 23))];
        foreach (float value in ends.SelectMany(end => new[] { float.BitDecrement(end), end, float.BitIncrement(end) }).Append(0).Where(value => value < 2))
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
    internal void Load(out Vector512<float> lower, out Vector512<float> upper, out Vector512<float> offsets, out Vector512<float> slopes)
    {
        (lower, upper) = (Vector512.LoadUnsafe(ref _thresholds[0]), Vector512.LoadUnsafe(ref _thresholds[16]));
        (offsets, slopes) = (Vector512.LoadUnsafe(ref _offsets[0]), Vector512.LoadUnsafe(ref _slopes[0]));
    }

    /// <summary>The ranks, or one less, of the magnitudes of numbers in [-1, 1].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<int> Below(Vector512<int> bits, Vector512<float> lower, Vector512<float> upper, Vector512<float> offsets, Vector512<float> slopes)
    {
        Vector512<int> magnitude = bits & Vector512.Create(int.MaxValue);
        Vector512<int> exponent = Vector512.Max((magnitude >> 23) - Vector512.Create(SmallestExponent), Vector512<int>.Zero);
        Vector512<int> threshold = Avx512F.PermuteVar16x32x2(lower, exponent, upper).AsInt32();
        Vector512<int> decade = (threshold & Vector512.Create(Above)) - Vector512.GreaterThanOrEqual(magnitude, threshold);
        Vector512<float> offset = Avx512F.PermuteVar16x32(offsets, decade), slope = Avx512F.PermuteVar16x32(slopes, decade);
        return Avx512F.ConvertToVector512Int32WithTruncation(Avx512F.FusedMultiplyAdd(magnitude.AsSingle(), slope, offset));
    }

    private int Below(float magnitude)
    {
        float threshold = _thresholds[Exponent(magnitude)];
        int decade = (BitConverter.SingleToInt32Bits(threshold) & Above) + (magnitude >= threshold ? 1 : 0);
        return (int)MathF.FusedMultiplyAdd(magnitude, _slopes[decade], _offsets[decade]);
    }

    private static int Exponent(float magnitude) => Math.Max((BitConverter.SingleToInt32Bits(magnitude) >> 23) - SmallestExponent, 0);
}
