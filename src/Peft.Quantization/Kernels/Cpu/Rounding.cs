using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Float32 to the type of an element, to the nearest, halfway to even. T is float, Half or BFloat16 throughout.</summary>
internal static class Rounding
{
    internal static T To<T>(float value)
        where T : unmanaged =>
        typeof(T) == typeof(Half) ? (T)(object)(Half)value : typeof(T) == typeof(BFloat16) ? (T)(object)(BFloat16)value : (T)(object)value;

    /// <summary>The bits of eight Half or BFloat16 values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<ushort> ToBits<T>(Vector256<float> values)
        where T : unmanaged
    {
        Vector256<uint> bits = typeof(T) == typeof(Half) ? ToHalf(values) : ToBFloat16(values);
        return Vector128.Narrow(bits.GetLower(), bits.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> ToBFloat16(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> rounded = (bits + Vector256.Create(0x7FFFu) + ((bits >> 16) & Vector256<uint>.One)) >> 16;
        return Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, Vector256.Create(0x7FC0u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> ToHalf(Vector256<float> values)
    {
        const uint SmallestNormal = 113u << 23, Overflow = 0x47800000, Infinity = 0x7F800000;
        Vector256<uint> sign = (values.AsUInt32() & Vector256.Create(0x80000000u)) >> 16;
        Vector256<uint> magnitude = values.AsUInt32() & Vector256.Create(0x7FFFFFFFu);
        // The exponent's bias goes from 127 to 15; what rounds up past the largest half becomes its infinity by itself.
        Vector256<uint> normal = (magnitude - Vector256.Create((112u << 23) - 0xFFF) + ((magnitude >> 13) & Vector256<uint>.One)) >> 13;
        // Below 2^-14 the last bit counts 2^-24, as that of numbers from 0.5 on does in float32.
        Vector256<uint> subnormal = (magnitude.AsSingle() + Vector256.Create(0.5f)).AsUInt32() - Vector256.Create(0.5f).AsUInt32();
        Vector256<uint> half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(SmallestNormal)), subnormal, normal);
        half = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(Overflow)), half, Vector256.Create(0x7C00u));
        return sign | Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, Vector256.Create(Infinity)), Vector256.Create(0x7E00u), half);
    }
}
