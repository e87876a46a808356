using System.Numerics;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>The instructions that make a value of up to three others and touch nothing else.</summary>
internal static class PtxArithmetic
{
    internal delegate ulong Operation(ulong a, ulong b, ulong c);

    // What float instructions give instead of any other NaN.
    private const uint FloatNaN = 0x7FFFFFFF;
    private const ushort HalfNaN = 0x7FFF;

    /// <summary>The operation of an opcode, or <see langword="null"/> if it is none or unknown.</summary>
    internal static Operation? Find(string opcode)
    {
        if (opcode is "cvt.rn.f16.f32")
            return (a, _, _) => float.IsNaN(Float(a)) ? HalfNaN : BitConverter.HalfToUInt16Bits((Half)Float(a));
        if (opcode is "cvt.f32.f16")
            return (a, _, _) => Bits((float)BitConverter.UInt16BitsToHalf((ushort)a));
        string[] parts = opcode.Split('.');
        if (parts is ["bar" or "bra", ..] or ["ld" or "st" or "shfl", ..] || parts.Length == 1)
            return null;
        PtxType type = PtxType.Parse(parts[^1]);
        string name = string.Join('.', parts[..^1]);
        if (parts[0] == "setp")
            return type.IsFloat ? PtxComparison.OfFloats(parts[1]) : PtxComparison.OfIntegers(parts[1], type);
        if (opcode is "cvt.rni.s32.f32")
            return (a, _, _) => float.IsNaN(Float(a)) ? 0 : (uint)(int)Math.Clamp(Math.Round((double)Float(a)), int.MinValue, int.MaxValue);
        if (parts is ["cvt", "rn", "f32", _] && type.Kind == 's')
            return (a, _, _) => Bits((long)type.Extend(a));
        if (parts[0] == "cvt")
            return type.IsFloat ? null : Convert(PtxType.Parse(parts[1]), type);
        return type.IsFloat && name is not ("mov" or "selp") ? OfFloats(name) : OfIntegers(name, type);
    }

    internal static float Float(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    private static ulong Bits(float value) => float.IsNaN(value) ? FloatNaN : BitConverter.SingleToUInt32Bits(value);

    private static Operation? Convert(PtxType to, PtxType from) => to.IsFloat ? null : (a, _, _) => to.Truncate(from.Extend(a));

    private static Operation? OfFloats(string name) => name switch
    {
        "add.rn" => (a, b, _) => Bits(Float(a) + Float(b)),
        "sub.rn" => (a, b, _) => Bits(Float(a) - Float(b)),
        "mul.rn" => (a, b, _) => Bits(Float(a) * Float(b)),
        "div.rn" => (a, b, _) => Bits(Float(a) / Float(b)),
        "rcp.rn" => (a, _, _) => Bits(1 / Float(a)),
        "sqrt.rn" => (a, _, _) => Bits(MathF.Sqrt(Float(a))),
        "fma.rn" => (a, b, c) => Bits(MathF.FusedMultiplyAdd(Float(a), Float(b), Float(c))),
        "abs" => (a, _, _) => Bits(MathF.Abs(Float(a))),
        "neg" => (a, _, _) => Bits(-Float(a)),
        "max" => (a, b, _) => Bits(float.MaxNumber(Float(a), Float(b))),
        "min" => (a, b, _) => Bits(float.MinNumber(Float(a), Float(b))),
        _ => null,
    };

    private static Operation? OfIntegers(string name, PtxType type)
    {
        bool signed = type.Kind == 's';
        ulong mask = type.Truncate(ulong.MaxValue);
        // What is not signed fills no more of a register than its type has.
        Operation Exact(Operation operation) => signed ? (a, b, c) => mask & operation(type.Extend(a), type.Extend(b), type.Extend(c)) : (a, b, c) => mask & operation(a, b, c);
        return name switch
        {
            "mov" or "cvta.to.global" or "cvta.global" => Exact((a, _, _) => a),
            "add" => Exact((a, b, _) => a + b),
            "sub" => Exact((a, b, _) => a - b),
            "mul.lo" => Exact((a, b, _) => a * b),
            "mad.lo" => Exact((a, b, c) => (a * b) + c),
            "mul.wide" => (a, b, _) => new PtxType('b', 2 * type.Size).Truncate(type.Extend(a) * type.Extend(b)),
            "and" => Exact((a, b, _) => a & b),
            "or" => Exact((a, b, _) => a | b),
            "xor" => Exact((a, b, _) => a ^ b),
            "not" => type.Kind == 'p' ? (a, _, _) => a ^ 1 : Exact((a, _, _) => ~a),
            "neg" => Exact((a, _, _) => 0 - a),
            "clz" => (a, _, _) => (ulong)(BitOperations.LeadingZeroCount(type.Truncate(a)) - 64 + type.Bits),
            "min" => Exact((a, b, _) => signed ? (ulong)Math.Min((long)a, (long)b) : Math.Min(a, b)),
            "max" => Exact((a, b, _) => signed ? (ulong)Math.Max((long)a, (long)b) : Math.Max(a, b)),
            "shl" => (a, b, _) => b >= (uint)type.Bits ? 0 : type.Truncate(a << (int)b),
            "shr" => (a, b, _) => ShiftRight(type, a, (uint)b),
            "bfe" when !signed && type.Size == 4 => (a, b, c) => Field((uint)a, (int)(b & 255), (int)(c & 255)),
            "selp" => (a, b, c) => c != 0 ? a : b,
            _ => null,
        };
    }

    private static ulong ShiftRight(PtxType type, ulong value, uint count)
    {
        if (type.Kind == 's')
            return type.Truncate((ulong)((long)type.Extend(value) >> (int)Math.Min(count, 63)));
        return count >= type.Bits ? 0 : type.Truncate(value) >> (int)count;
    }

    private static ulong Field(uint value, int first, int length) => first > 31 ? 0 : length > 31 ? value >> first : (value >> first) & ((1u << length) - 1);
}
