using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft;

/// <summary>A list that PEFT also writes as a single value when it has one; read in either form and written back as it was read.</summary>
internal sealed class OneOrManyConverter<T> : JsonConverter<IList<T>>
{
    public override IList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.StartArray
        ? JsonSerializer.Deserialize<List<T>>(ref reader, options)!
        : new One { JsonSerializer.Deserialize<T>(ref reader, options)! };

    public override void Write(Utf8JsonWriter writer, IList<T> value, JsonSerializerOptions options)
    {
        if (value is One { Count: 1 })
            JsonSerializer.Serialize(writer, value[0], options);
        else
            JsonSerializer.Serialize(writer, value.AsEnumerable(), options);
    }

    private sealed class One : List<T>
    {
    }
}
