namespace Peft.Quantization.Kernels.Cpu;

/// <summary>The upper half of a float32.</summary>
internal readonly record struct BFloat16(ushort Bits)
{
    private const ushort NaN = 0x7FC0;

    /// <summary>Rounds to the nearest, halfway to even.</summary>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return new BFloat16(float.IsNaN(value) ? NaN : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    public static explicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);
}
