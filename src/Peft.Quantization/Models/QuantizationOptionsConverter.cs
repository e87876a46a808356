using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Options as transformers writes them into <c>config.json</c>.</summary>
internal sealed class QuantizationOptionsConverter : JsonConverter<QuantizationOptions>
{
    private const string Method = "quant_method", BitsAndBytes = "bitsandbytes";
    private const string FourBit = "load_in_4bit", EightBit = "load_in_8bit", QuantType = "bnb_4bit_quant_type", Nested = "bnb_4bit_use_double_quant";
    private const string Compute = "bnb_4bit_compute_dtype", Storage = "bnb_4bit_quant_storage", Threshold = "llm_int8_threshold";

    internal const string Skip = "llm_int8_skip_modules";

    private static readonly Dictionary<ScalarType, string> s_storage = new()
    {
        [ScalarType.Byte] = "uint8",
        [ScalarType.Int8] = "int8",
        [ScalarType.Float16] = "float16",
        [ScalarType.BFloat16] = "bfloat16",
        [ScalarType.Float32] = "float32",
        [ScalarType.Float64] = "float64",
    };

    public override QuantizationOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Read(JsonNode.Parse(ref reader)!.AsObject());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new JsonException($"a value is of another type than expected: {e.Message}", e);
        }
    }

    public override void Write(Utf8JsonWriter writer, QuantizationOptions value, JsonSerializerOptions options)
    {
        bool fourBit = value.Type != QuantizationType.Int8;
        new JsonObject
        {
            ["_" + FourBit] = fourBit,
            ["_" + EightBit] = !fourBit,
            [Compute] = FloatTypes.NameOf(value.ComputeType ?? ScalarType.Float32),
            [Storage] = s_storage[value.StorageType],
            [QuantType] = value.Type == QuantizationType.NF4 ? "nf4" : "fp4",
            [Nested] = value.DoubleQuantize,
            ["llm_int8_enable_fp32_cpu_offload"] = false,
            ["llm_int8_has_fp16_weight"] = false,
            [Skip] = value.Skip is null ? null : new JsonArray([.. value.Skip.Select(name => JsonValue.Create(name))]),
            [Threshold] = value.Threshold,
            [FourBit] = fourBit,
            [EightBit] = !fourBit,
            [Method] = BitsAndBytes,
        }.WriteTo(writer);
    }

    private static QuantizationOptions Read(JsonObject fields)
    {
        string method = Text(fields, Method, BitsAndBytes);
        if (method != BitsAndBytes)
            throw new JsonException($"the weights are quantised by '{method}'; expected '{BitsAndBytes}'.");
        if (!Flag(fields, FourBit) && !Flag(fields, EightBit))
            throw new JsonException($"neither {FourBit} nor {EightBit} is true.");
        string type = Flag(fields, FourBit) ? Text(fields, QuantType, "fp4") : "int8";
        return new QuantizationOptions
        {
            Type = Enum.TryParse<QuantizationType>(type, ignoreCase: true, out var known) ? known : throw new JsonException($"{QuantType} is '{type}'; expected nf4 or fp4."),
            DoubleQuantize = Flag(fields, Nested),
            ComputeType = FloatTypes.Find(Text(fields, Compute, "float32")) ?? throw new JsonException($"{Compute} is {fields[Compute]}; expected float32, float16 or bfloat16."),
            StorageType = StorageOf(Text(fields, Storage, "uint8")),
            Threshold = fields[Threshold]?.GetValue<double>() ?? 6,
            Skip = fields[Skip]?.AsArray().Select(name => name!.GetValue<string>()).ToList(),
        };
    }

    private static bool Flag(JsonObject fields, string name) => fields[name]?.GetValue<bool>() ?? false;

    private static string Text(JsonObject fields, string name, string otherwise) => fields[name]?.GetValue<string>() ?? otherwise;

    private static ScalarType StorageOf(string name) =>
        s_storage.FirstOrDefault(t => t.Value == name) is { Value: not null } found ? found.Key : throw new JsonException($"{Storage} is '{name}'; expected one of {string.Join(", ", s_storage.Values)}.");
}
