using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>16 values of 32 bits, split into one vector for the first byte of each, one for the second, and so on.</summary>
internal readonly struct Planes32
{
    private readonly Vector128<byte> _plane0, _plane1, _plane2, _plane3;

    internal Planes32(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<uint> bits = MemoryMarshal.Cast<float, uint>(values);
        Vector128<ushort> low0 = Halves(bits, 0), low1 = Halves(bits[8..], 0), high0 = Halves(bits, 16), high1 = Halves(bits[8..], 16);
        _plane0 = Vector128.Narrow(low0, low1);
        _plane1 = Vector128.Narrow(low0 >> 8, low1 >> 8);
        _plane2 = Vector128.Narrow(high0, high1);
        _plane3 = Vector128.Narrow(high0 >> 8, high1 >> 8);
    }

    internal Vector128<byte> this[int index] => index switch { 0 => _plane0, 1 => _plane1, 2 => _plane2, _ => _plane3 };

    private static Vector128<ushort> Halves(ReadOnlySpan<uint> bits, int shift) => Vector128.Narrow(Vector128.Create(bits) >> shift, Vector128.Create(bits[4..]) >> shift);
}
