using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>What PEFT writes in <c>init_lora_weights</c>: true, false or a word, one of which ends with a number.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct LoraInitWord(LoraInit Init, int? Iterations = null)
{
    private sealed class Converter : JsonConverter<LoraInitWord>
    {
        public override LoraInitWord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
                return new LoraInitWord(reader.GetBoolean() ? LoraInit.Default : LoraInit.Random);
            string text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : reader.TokenType.ToString();
            string word = text.ToLowerInvariant();
            if (word.StartsWith(FastPissaInitializer.WordPrefix, StringComparison.Ordinal)
                && int.TryParse(word[FastPissaInitializer.WordPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int iterations))
                return new LoraInitWord(LoraInit.FastPissa, iterations);
            return Initializers.Find(word) is { } init and not LoraInit.FastPissa ? new LoraInitWord(init)
                : throw new JsonException($"known are true, false, {string.Join(", ", Initializers.Words.Select(w => w.EndsWith('_') ? w + "N" : w))}.");
        }

        public override void Write(Utf8JsonWriter writer, LoraInitWord value, JsonSerializerOptions options)
        {
            if (Initializers.Of(value.Init).Word is not { } word)
                writer.WriteBooleanValue(value.Init == LoraInit.Default);
            else
                writer.WriteStringValue(value.Init == LoraInit.FastPissa ? word + value.Iterations!.Value.ToString(CultureInfo.InvariantCulture) : word);
        }
    }
}
