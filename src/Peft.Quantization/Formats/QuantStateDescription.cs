using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Quantization;

/// <summary>The description of a quantised weight: the JSON object in the state dict's <c>quant_state</c> tensor.</summary>
internal sealed record QuantStateDescription
{
    [JsonPropertyName("quant_type")]
    public required string QuantType { get; init; }

    [JsonPropertyName("blocksize")]
    public required int BlockSize { get; init; }

    [JsonPropertyName("dtype")]
    public required string DType { get; init; }

    [JsonPropertyName("shape")]
    public required long[] Shape { get; init; }

    [JsonPropertyName("nested_blocksize")]
    public int? NestedBlockSize { get; init; }

    [JsonPropertyName("nested_dtype")]
    public string? NestedDType { get; init; }

    [JsonPropertyName("nested_offset")]
    public double? NestedOffset { get; init; }

    internal static QuantStateDescription Of(FourBitParts parts) => new()
    {
        QuantType = parts.Codebook.Name,
        BlockSize = parts.BlockSize,
        DType = FloatTypes.NameOf(parts.DType),
        Shape = parts.Shape,
        NestedBlockSize = parts.Absmax.Nested is null ? null : NestedAbsmax.BlockSize,
        NestedDType = parts.Absmax.Nested is null ? null : "float32",
        NestedOffset = parts.Absmax.Nested?.Offset,
    };

    /// <summary>Reads the JSON object; a field that is missing, unknown or of another type is an error.</summary>
    /// <exception cref="JsonException">The text is not such an object.</exception>
    internal static QuantStateDescription Parse(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, QuantStateJson.Default.QuantStateDescription) ?? throw new JsonException("The text is null.");

    /// <summary>The bytes that Python's json.dumps gives.</summary>
    internal byte[] ToUtf8()
    {
        string nested = NestedOffset is not { } offset ? ""
            : $", \"nested_blocksize\": {NestedBlockSize}, \"nested_dtype\": \"{NestedDType}\", \"nested_offset\": {PythonText(offset)}";
        return Encoding.UTF8.GetBytes($$"""{"quant_type": "{{QuantType}}", "blocksize": {{BlockSize}}, "dtype": "{{DType}}", "shape": [{{string.Join(", ", Shape)}}]{{nested}}}""");
    }

    /// <summary>A number as Python prints it; .NET agrees below 1e16 but for the letter of the exponent and the point.</summary>
    private static string PythonText(double value)
    {
        string text = value.ToString(CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }
}

/// <summary>The serialiser of <see cref="QuantStateDescription"/>, without reflection.</summary>
[JsonSourceGenerationOptions(UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(QuantStateDescription))]
internal sealed partial class QuantStateJson : JsonSerializerContext;
