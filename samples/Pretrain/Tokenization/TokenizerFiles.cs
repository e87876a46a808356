using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Peft.Samples.Pretrain.Tokenization;

/// <summary>Writes a byte-level BPE tokenizer as Hugging Face's <c>tokenizer.json</c> and <c>tokenizer_config.json</c>.</summary>
public static class TokenizerFiles
{
    public const string Begin = "<s>", End = "</s>";
    public const int BeginId = 0, EndId = 1;

    // The byte characters stay readable.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static void Write(string folder, IReadOnlyList<(string Left, string Right)> merges, int maxLength)
    {
        Directory.CreateDirectory(folder);
        Write(Path.Combine(folder, "tokenizer.json"), Tokenizer(merges));
        Write(Path.Combine(folder, "tokenizer_config.json"), new JsonObject
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["bos_token"] = Begin,
            ["eos_token"] = End,
            ["pad_token"] = End,
            ["model_max_length"] = maxLength,
            ["clean_up_tokenization_spaces"] = false,
        });
    }

    private static JsonObject Tokenizer(IReadOnlyList<(string Left, string Right)> merges) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray(Special(BeginId, Begin), Special(EndId, End)),
        ["normalizer"] = null,
        ["pre_tokenizer"] = ByteLevel(),
        ["post_processor"] = BeginBeforeText(),
        ["decoder"] = ByteLevel(),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["dropout"] = null,
            ["unk_token"] = null,
            ["continuing_subword_prefix"] = null,
            ["end_of_word_suffix"] = null,
            ["fuse_unk"] = false,
            ["byte_fallback"] = false,
            ["ignore_merges"] = false,
            ["vocab"] = Vocabulary(merges),
            ["merges"] = new JsonArray([.. merges.Select(m => $"{m.Left} {m.Right}")]),
        },
    };

    private static JsonObject Vocabulary(IReadOnlyList<(string Left, string Right)> merges)
    {
        var vocabulary = new JsonObject();
        // Two different pairs may give the same token.
        foreach (string token in new[] { Begin, End }.Concat(ByteAlphabet.Symbols).Concat(merges.Select(m => m.Left + m.Right)).Distinct())
            vocabulary[token] = vocabulary.Count;
        return vocabulary;
    }

    private static JsonObject Special(int id, string content) => new()
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject ByteLevel() => new() { ["type"] = "ByteLevel", ["add_prefix_space"] = false, ["trim_offsets"] = true, ["use_regex"] = true };

    private static JsonObject BeginBeforeText()
    {
        JsonObject begin() => new() { ["SpecialToken"] = new JsonObject { ["id"] = Begin, ["type_id"] = 0 } };
        JsonObject text(string id) => new() { ["Sequence"] = new JsonObject { ["id"] = id, ["type_id"] = 0 } };
        return new()
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(begin(), text("A")),
            ["pair"] = new JsonArray(begin(), text("A"), text("B")),
            ["special_tokens"] = new JsonObject
            {
                [Begin] = new JsonObject { ["id"] = Begin, ["ids"] = new JsonArray(BeginId), ["tokens"] = new JsonArray(Begin) },
            },
        };
    }

    private static void Write(string path, JsonObject json) => File.WriteAllText(path, json.ToJsonString(s_json) + "\n");
}
