using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft;

/// <summary>Which of a model's own biases are trained with an adapter, and saved with it; PEFT's <c>bias</c>.</summary>
public enum TrainedBiases
{
    /// <summary>None. PEFT's <c>none</c>.</summary>
    None,

    /// <summary>Those of the adapted layers. PEFT's name of the method with <c>_only</c>.</summary>
    AdaptedLayers,

    /// <summary>All. PEFT's <c>all</c>.</summary>
    All,
}

/// <summary>The words that PEFT writes for <see cref="TrainedBiases"/>; one of them differs between methods.</summary>
/// <param name="only">The word for <see cref="TrainedBiases.AdaptedLayers"/>, such as <c>lora_only</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TrainedBiasesWordsAttribute(string only) : JsonConverterAttribute
{
    public override JsonConverter CreateConverter(Type typeToConvert) => new Converter(["none", only, "all"]);

    private sealed class Converter(string[] words) : JsonConverter<TrainedBiases>
    {
        public override TrainedBiases Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            int index = reader.TokenType == JsonTokenType.String ? Array.IndexOf(words, reader.GetString()) : -1;
            return index >= 0 ? (TrainedBiases)index : throw new JsonException($"it must be one of {string.Join(", ", words)}.");
        }

        public override void Write(Utf8JsonWriter writer, TrainedBiases value, JsonSerializerOptions options) => writer.WriteStringValue(words[(int)value]);
    }
}
