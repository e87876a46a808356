using System.Text.Json;
using System.Text.Json.Nodes;
using Peft.TestUtils;
using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

/// <summary>Tokenizer files made up for one test.</summary>
internal static class TokenizerJson
{
    /// <summary>The part of a file that describes one component.</summary>
    public static JsonPart Part(string json) => new(JsonElement.Parse(json), "tokenizer.json", "$");

    /// <summary>A tokenizer with this model and these other parts; <c>"normalizer": ...</c> and so on.</summary>
    public static Tokenizer Load(string model, string parts = "")
    {
        using var folder = new TempFolder();
        string file = folder.File("tokenizer.json");
        File.WriteAllText(file, $$"""{ "model": {{model}} {{(parts.Length > 0 ? "," + parts : "")}} }""");
        return Tokenizer.FromFile(file);
    }

    /// <summary>A WordPiece model in which these words have the ids 1, 2, ...; 0 is unknown.</summary>
    public static string Words(params string[] words)
    {
        var vocabulary = new JsonObject(words.Prepend("[UNK]").Select((word, id) => KeyValuePair.Create<string, JsonNode?>(word, id)));
        return new JsonObject { ["type"] = "WordPiece", ["unk_token"] = "[UNK]", ["vocab"] = vocabulary }.ToJsonString();
    }

    public static string[] Texts(this Tokenizer tokenizer, IEnumerable<int> ids) => [.. ids.Select(id => tokenizer.TokenOf(id)!)];
}
