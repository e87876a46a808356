using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>Rows of Half or BFloat16 to float32, which is exact, and back, to the nearest, halfway to even.</summary>
internal static unsafe class SixteenBits
{
    internal static void Widen<T>(T* source, int count, float* target)
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
        {
            Vector256<ushort> bits = Vector256.Load((ushort*)(source + i));
            Widen<T>(Vector256.WidenLower(bits)).Store(target + i);
            Widen<T>(Vector256.WidenUpper(bits)).Store(target + i + 8);
        }
        for (; i < count; i++)
            target[i] = typeof(T) == typeof(Half) ? (float)((Half*)source)[i] : (float)((BFloat16*)source)[i];
    }

    internal static void Narrow<T>(float* source, int count, T* target)
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - 16; i += 16)
            Vector256.Narrow(Rounding.ToBits<T>(Vector256.Load(source + i)), Rounding.ToBits<T>(Vector256.Load(source + i + 8))).Store((short*)(target + i));
        for (; i < count; i++)
            target[i] = Rounding.To<T>(source[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen<T>(Vector256<uint> bits)
        where T : unmanaged => typeof(T) == typeof(Half) ? WidenHalf(bits) : (bits << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> WidenHalf(Vector256<uint> bits)
    {
        const uint Exponent = 0x7C00, Half = 0x3F000000, Bias = 112 << 23;
        Vector256<uint> sign = (bits & Vector256.Create(0x8000u)) << 16, magnitude = bits & Vector256.Create(0x7FFFu), exponent = bits & Vector256.Create(Exponent);
        // The exponent's bias goes from 15 to 127; that of infinity and NaN to the largest there is.
        Vector256<uint> normal = (magnitude << 13) + Vector256.Create(Bias) + (Vector256.Equals(exponent, Vector256.Create(Exponent)) & Vector256.Create(Bias));
        // Below the smallest normal half the last bit counts 2^-24, as that of a float32 from 0.5 on does.
        Vector256<uint> subnormal = ((magnitude | Vector256.Create(Half)).AsSingle() - Vector256.Create(0.5f)).AsUInt32();
        return (sign | Vector256.ConditionalSelect(Vector256.Equals(exponent, Vector256<uint>.Zero), subnormal, normal)).AsSingle();
    }
}
