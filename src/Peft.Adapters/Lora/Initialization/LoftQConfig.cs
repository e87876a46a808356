using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>The options of <see cref="LoraInit.LoftQ"/>; PEFT's <c>LoftQConfig</c>.</summary>
public sealed class LoftQConfig
{
    /// <summary>The quantised weight's bits per element.</summary>
    /// <value>Default: 4, NF4 in blocks of 64. Or 8, integers with a scale for each output.</value>
    [JsonPropertyName("loftq_bits")]
    public int Bits { get; set; } = 4;

    /// <summary>How often quantisation and factors are fitted to each other in turn.</summary>
    /// <value>Default: 1. At least 1.</value>
    [JsonPropertyName("loftq_iter")]
    public int Iterations { get; set; } = 1;

    /// <summary>Fields of the file that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    internal void Validate(ICollection<string> failures)
    {
        if (Bits is not (4 or 8))
            failures.Add($"LoftQ.Bits is {Bits}; it must be 4 or 8.");
        failures.RequireAtLeast(1, Iterations, "LoftQ.Iterations");
    }
}

/// <summary>PEFT writes an empty object where LoftQ is not used.</summary>
internal sealed class LoftQConfigConverter : JsonConverter<LoftQConfig?>
{
    public override bool HandleNull => true;

    public override LoftQConfig? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind == JsonValueKind.Null || (element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any()) ? null : element.Deserialize<LoftQConfig>(options);
    }

    public override void Write(Utf8JsonWriter writer, LoftQConfig? value, JsonSerializerOptions options)
    {
        if (value is not null)
        {
            JsonSerializer.Serialize(writer, value, options);
            return;
        }
        writer.WriteStartObject();
        writer.WriteEndObject();
    }
}
