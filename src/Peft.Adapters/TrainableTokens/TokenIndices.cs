using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>Which tokens' vectors are trained: of the model's input embeddings, or of embeddings given by name. PEFT's <c>trainable_token_indices</c>.</summary>
/// <remarks>Write <c>[32000, 32001]</c>, or <c>TokenIndices.Of(new() { ["embed_tokens"] = [32000] })</c>.</remarks>
[CollectionBuilder(typeof(TokenIndices), nameof(OfInputs))]
[JsonConverter(typeof(Converter))]
public sealed class TokenIndices : IEnumerable<long>
{
    private TokenIndices(IReadOnlyDictionary<string, long[]> layers) => Layers = layers;

    /// <summary>The tokens by the names of the embeddings; the model's input embeddings have none, that is, the empty one.</summary>
    public IReadOnlyDictionary<string, long[]> Layers { get; }

    /// <summary>Tokens of the model's input embeddings.</summary>
    /// <param name="tokens">Token ids.</param>
    public static TokenIndices OfInputs(ReadOnlySpan<long> tokens) => new(new Dictionary<string, long[]> { [""] = tokens.ToArray() });

    /// <summary>Tokens of embeddings given by name.</summary>
    /// <param name="layers">The embeddings' names, or ends of their paths, and token ids of each.</param>
    public static TokenIndices Of(Dictionary<string, long[]> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return new(new Dictionary<string, long[]>(layers));
    }

    /// <inheritdoc/>
    public IEnumerator<long> GetEnumerator() => Layers.Values.SelectMany(tokens => tokens).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Converter : JsonConverter<TokenIndices>
    {
        public override TokenIndices Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.StartArray)
                return OfInputs(JsonSerializer.Deserialize<long[]>(ref reader, options));
            var layers = JsonSerializer.Deserialize<Dictionary<string, long[]>>(ref reader, options)!;
            return layers.Values.Any(tokens => tokens is null) ? throw new JsonException("each embedding has to have a list of tokens.") : Of(layers);
        }

        public override void Write(Utf8JsonWriter writer, TokenIndices value, JsonSerializerOptions options)
        {
            if (value.Layers.TryGetValue("", out long[]? tokens))
                JsonSerializer.Serialize(writer, tokens, options);
            else
                JsonSerializer.Serialize(writer, value.Layers, options);
        }
    }
}
