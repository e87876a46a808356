namespace Peft.Checkpoints;

/// <summary>
/// The 8-bit float formats, decoded exactly: every one of their values is a float32.
/// A code is sign, exponent, mantissa; with exponent bias b and m mantissa bits it stands for ±(1 + mantissa / 2^m) * 2^(exponent - b),
/// or, if the exponent is 0, for ±(mantissa / 2^m) * 2^(1 - b).
/// </summary>
internal static class Float8
{
    private const byte NegativeZero = 0x80;

    private static readonly float[] s_e5m2 = Table(mantissaBits: 2, bias: 15, code => (code & 0x7F) switch { 0x7C => float.PositiveInfinity, > 0x7C => float.NaN, _ => null });
    private static readonly float[] s_e4m3 = Table(mantissaBits: 3, bias: 7, code => (code & 0x7F) == 0x7F ? float.NaN : null);
    private static readonly float[] s_e5m2Fnuz = Table(mantissaBits: 2, bias: 16, code => code == NegativeZero ? float.NaN : null);
    private static readonly float[] s_e4m3Fnuz = Table(mantissaBits: 3, bias: 8, code => code == NegativeZero ? float.NaN : null);
    private static readonly float[] s_e8m0 = [.. Enumerable.Range(0, 255).Select(code => MathF.ScaleB(1, code - 127)), float.NaN];

    /// <summary>The 256 values of a format, by code; <see langword="null"/> if the type is no 8-bit float.</summary>
    internal static float[]? Values(SafetensorsDType type) => type switch
    {
        SafetensorsDType.F8_E5M2 => s_e5m2,
        SafetensorsDType.F8_E4M3 => s_e4m3,
        SafetensorsDType.F8_E5M2FNUZ => s_e5m2Fnuz,
        SafetensorsDType.F8_E4M3FNUZ => s_e4m3Fnuz,
        SafetensorsDType.F8_E8M0 => s_e8m0,
        _ => null,
    };

    private static float[] Table(int mantissaBits, int bias, Func<int, float?> special) => [.. Enumerable.Range(0, 256).Select(code => Decode(code, mantissaBits, bias, special))];

    private static float Decode(int code, int mantissaBits, int bias, Func<int, float?> special)
    {
        int exponent = (code & 0x7F) >> mantissaBits;
        int mantissa = code & ((1 << mantissaBits) - 1);
        float magnitude = special(code) ?? (exponent == 0
            ? MathF.ScaleB(mantissa, 1 - bias - mantissaBits)
            : MathF.ScaleB((1 << mantissaBits) + mantissa, exponent - bias - mantissaBits));
        return code >= 0x80 ? -magnitude : magnitude;
    }
}
