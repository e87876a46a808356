using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Peft.Quantization.Kernels.Cpu;

/// <summary>A codebook of 16 values in the forms that kernels look them up in.</summary>
internal sealed class FourBitTables
{
    private readonly Vector128<byte>[] _planes, _int16Planes;

    internal FourBitTables(ReadOnlySpan<float> values, ReadOnlySpan<byte> sortedCodes, ReadOnlySpan<float> midpoints)
    {
        Span<short> integers = stackalloc short[values.Length];
        for (int code = 0; code < values.Length; code++)
            integers[code] = (short)MathF.Round(values[code] * Int16Vector.CodebookOne);
        Lower = Vector256.Create(values);
        Upper = Vector256.Create(values[8..]);
        LowerForHalf = Lower * Rounding.HalfScale;
        UpperForHalf = Upper * Rounding.HalfScale;
        SmallestForHalf = Rounding.SmallestNormalHalf / values.ToArray().Where(value => value != 0).Min(Math.Abs);
        _planes = BytePlanes(MemoryMarshal.AsBytes(values));
        _int16Planes = BytePlanes(MemoryMarshal.AsBytes(integers));
        SortedCodes = Vector128.Create(sortedCodes);
        Midpoints = new Midpoints(midpoints);
    }

    /// <summary>The values of the codes 0 to 7.</summary>
    internal Vector256<float> Lower { get; }

    /// <summary>The values of the codes 8 to 15.</summary>
    internal Vector256<float> Upper { get; }

    /// <summary>The values of the codes 0 to 7 times <see cref="Rounding.HalfScale"/>.</summary>
    internal Vector256<float> LowerForHalf { get; }

    /// <summary>The values of the codes 8 to 15 times <see cref="Rounding.HalfScale"/>.</summary>
    internal Vector256<float> UpperForHalf { get; }

    /// <summary>The smallest absmax that makes no value but zero a subnormal half.</summary>
    internal float SmallestForHalf { get; }

    /// <summary>The first bytes of all values, their second bytes, and so on: processors look bytes up, not floats.</summary>
    internal ReadOnlySpan<Vector128<byte>> Planes => _planes;

    /// <summary>The same of the values as 16-bit integers, in which 1 is <see cref="Int16Vector.CodebookOne"/>.</summary>
    internal ReadOnlySpan<Vector128<byte>> Int16Planes => _int16Planes;

    /// <summary>The codes in the order of their values.</summary>
    internal Vector128<byte> SortedCodes { get; }

    /// <summary>The midpoints between neighbouring values.</summary>
    internal Midpoints Midpoints { get; }

    private static Vector128<byte>[] BytePlanes(ReadOnlySpan<byte> values)
    {
        var planes = new Vector128<byte>[values.Length / 16];
        for (int i = 0; i < values.Length; i++)
        {
            ref Vector128<byte> plane = ref planes[i % planes.Length];
            plane = plane.WithElement(i / planes.Length, values[i]);
        }
        return planes;
    }
}
