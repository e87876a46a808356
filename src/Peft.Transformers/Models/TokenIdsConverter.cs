using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Transformers;

/// <summary>Token ids as Hugging Face writes them: null, one number, or a list.</summary>
internal sealed class TokenIdsConverter : JsonConverter<IReadOnlyList<int>>
{
    public override bool HandleNull => true;

    public override IReadOnlyList<int> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => [],
        JsonTokenType.Number => [reader.GetInt32()],
        _ => JsonSerializer.Deserialize<int[]>(ref reader, options)!,
    };

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<int> value, JsonSerializerOptions options)
    {
        if (value.Count == 0)
            writer.WriteNullValue();
        else if (value.Count == 1)
            writer.WriteNumberValue(value[0]);
        else
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}
