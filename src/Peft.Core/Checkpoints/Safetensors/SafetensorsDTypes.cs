using System.Collections.Frozen;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>Sizes of the format's element types and their counterparts in torch.</summary>
internal static class SafetensorsDTypes
{
    private static readonly FrozenDictionary<string, SafetensorsDType> s_byCode = Enum.GetValues<SafetensorsDType>().ToFrozenDictionary(type => type.ToString());

    private static readonly FrozenDictionary<SafetensorsDType, ScalarType> s_torchTypes = new Dictionary<SafetensorsDType, ScalarType>
    {
        [SafetensorsDType.BOOL] = ScalarType.Bool,
        [SafetensorsDType.U8] = ScalarType.Byte,
        [SafetensorsDType.I8] = ScalarType.Int8,
        [SafetensorsDType.I16] = ScalarType.Int16,
        [SafetensorsDType.I32] = ScalarType.Int32,
        [SafetensorsDType.I64] = ScalarType.Int64,
        [SafetensorsDType.F16] = ScalarType.Float16,
        [SafetensorsDType.BF16] = ScalarType.BFloat16,
        [SafetensorsDType.F32] = ScalarType.Float32,
        [SafetensorsDType.F64] = ScalarType.Float64,
        [SafetensorsDType.C64] = ScalarType.ComplexFloat32,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<ScalarType, SafetensorsDType> s_fileTypes = s_torchTypes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every code the format knows, for messages.</summary>
    internal static string Codes => string.Join(" ", Enum.GetNames<SafetensorsDType>());

    /// <summary>The type a file's dtype string names, case-sensitive.</summary>
    internal static bool TryParse(string code, out SafetensorsDType type) => s_byCode.TryGetValue(code, out type);

    /// <summary>The torch type with the same bits, if there is one.</summary>
    internal static bool TryGetTorchType(this SafetensorsDType type, out ScalarType torchType) => s_torchTypes.TryGetValue(type, out torchType);

    /// <summary>The type a tensor of this torch type has in a file, if the format has one.</summary>
    internal static bool TryGetFileType(ScalarType torchType, out SafetensorsDType type) => s_fileTypes.TryGetValue(torchType, out type);

    /// <summary>The bits of one element.</summary>
    internal static int Bits(this SafetensorsDType type) => type switch
    {
        SafetensorsDType.F4 => 4,
        SafetensorsDType.F6_E2M3 or SafetensorsDType.F6_E3M2 => 6,
        SafetensorsDType.I16 or SafetensorsDType.U16 or SafetensorsDType.F16 or SafetensorsDType.BF16 => 16,
        SafetensorsDType.I32 or SafetensorsDType.U32 or SafetensorsDType.F32 => 32,
        SafetensorsDType.C64 or SafetensorsDType.F64 or SafetensorsDType.I64 or SafetensorsDType.U64 => 64,
        _ => 8,
    };
}
