using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The largest magnitude. As integers magnitudes are in the order of their values, and NaN is above all, so integers are compared.</summary>
internal static class Magnitude
{
    internal static unsafe float Largest(ReadOnlySpan<float> values)
    {
        fixed (float* start = values)
            return Largest(start, values.Length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe float Largest(float* values, int count)
    {
        Vector256<int> magnitude = Vector256.Create(int.MaxValue), max0 = default, max1 = default;
        int* p = (int*)values, end = p + count;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<int> magnitudes = Vector512.Create(int.MaxValue), wide0 = default, wide1 = default;
            for (; p <= end - 32; p += 32)
            {
                wide0 = Vector512.Max(wide0, Vector512.Load(p) & magnitudes);
                wide1 = Vector512.Max(wide1, Vector512.Load(p + 16) & magnitudes);
            }
            wide0 = Vector512.Max(wide0, wide1);
            (max0, max1) = (wide0.GetLower(), wide0.GetUpper());
        }
        for (; p <= end - 16; p += 16)
        {
            max0 = Vector256.Max(max0, Vector256.Load(p) & magnitude);
            max1 = Vector256.Max(max1, Vector256.Load(p + 8) & magnitude);
        }
        max0 = Vector256.Max(max0, max1);
        Vector128<int> max = Vector128.Max(max0.GetLower(), max0.GetUpper());
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create(2, 3, 0, 1)));
        max = Vector128.Max(max, Vector128.Shuffle(max, Vector128.Create(1, 0, 3, 2)));
        int largest = max.ToScalar();
        for (; p < end; p++)
            largest = Math.Max(largest, *p & int.MaxValue);
        return BitConverter.Int32BitsToSingle(largest);
    }
}
