namespace Peft.Quantization.Tests.Ptx;

/// <summary>The type that ends an opcode. Registers hold values of all types in 64 bits, those above the type's are zero.</summary>
internal readonly record struct PtxType(char Kind, int Size)
{
    public static PtxType Parse(string name) => name switch
    {
        "pred" => new('p', 1),
        "b8" or "u8" or "s8" => new(name[0], 1),
        "b16" or "u16" or "s16" or "f16" => new(name[0], 2),
        "b32" or "u32" or "s32" or "f32" => new(name[0], 4),
        "b64" or "u64" or "s64" => new(name[0], 8),
        _ => throw new PtxException($"unknown type {name}"),
    };

    public bool IsFloat => Kind == 'f';

    public int Bits => 8 * Size;

    /// <summary>A value as a 64-bit integer.</summary>
    public ulong Extend(ulong value) => (Kind, Size) switch
    {
        ('s', 1) => (ulong)(sbyte)value,
        ('s', 2) => (ulong)(short)value,
        ('s', 4) => (ulong)(int)value,
        _ => Truncate(value),
    };

    public ulong Truncate(ulong value) => Size == 8 ? value : value & ((1ul << Bits) - 1);
}
