using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Float32 to the type of an element, to the nearest, halfway to even. T is float, Half or BFloat16 throughout; bits come with the sign extended to 32.</summary>
internal static class Rounding
{
    /// <summary>The factor from a float32 to the one whose bits, 13 fewer, are those of the half: it takes the difference of the biases off the exponent.</summary>
    internal const float HalfScale = 1f / (1L << 56) / (1L << 56);

    internal const float SmallestNormalHalf = 1f / (1 << 14), LargestHalf = 65504;

    internal static T To<T>(float value)
        where T : unmanaged =>
        typeof(T) == typeof(Half) ? (T)(object)(Half)value : typeof(T) == typeof(BFloat16) ? (T)(object)(BFloat16)value : (T)(object)value;

    /// <summary>The bits of Half or BFloat16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ToBits<T>(Vector256<float> values)
        where T : unmanaged => typeof(T) == typeof(Half) ? ToHalf(values) : ToBFloat16(values);

    /// <summary>The bits of halves that are zero or normal, from values that were multiplied with <see cref="HalfScale"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<int> ToNormalHalf(Vector256<float> scaledValues)
    {
        Vector256<int> bits = scaledValues.AsInt32();
        Vector256<int> rounded = bits + Vector256.Create(0xFFF) + ((bits >> 13) & Vector256<int>.One);
        return ((rounded >> 13) & Vector256.Create(0x7FFF)) | ((rounded >> 16) & Vector256.Create(~0x7FFF));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> ToBFloat16(Vector256<float> values)
    {
        Vector256<int> bits = values.AsInt32();
        Vector256<int> rounded = (bits + Vector256.Create(0x7FFF) + ((bits >> 16) & Vector256<int>.One)) >> 16;
        return Vector256.ConditionalSelect(Vector256.Equals(values, values).AsInt32(), rounded, Vector256.Create(0x7FC0));
    }

    private static Vector256<int> ToHalf(Vector256<float> values)
    {
        const int Overflow = 0x47800000, Infinity = 0x7F800000;
        Vector256<int> sign = (values.AsInt32() >> 16) & Vector256.Create(~0x7FFF);
        Vector256<int> magnitude = values.AsInt32() & Vector256.Create(0x7FFFFFFF);
        // The exponent's bias goes from 127 to 15; what rounds up past the largest half becomes infinity by itself.
        Vector256<int> normal = (magnitude - Vector256.Create((112 << 23) - 0xFFF) + ((magnitude >> 13) & Vector256<int>.One)) >> 13;
        // Below the smallest normal half the last bit counts 2^-24, as that of a float32 from 0.5 on does.
        Vector256<int> subnormal = (magnitude.AsSingle() + Vector256.Create(0.5f)).AsInt32() - Vector256.Create(0.5f).AsInt32();
        Vector256<int> half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(SmallestNormalHalf).AsInt32()), subnormal, normal);
        half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Overflow)), half, Vector256.Create(0x7C00));
        return sign | Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, Vector256.Create(Infinity)), Vector256.Create(0x7E00), half);
    }
}
