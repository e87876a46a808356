using System.Text;
using System.Text.Json;
using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

/// <summary>Real tokenizers against what Hugging Face's tokenizers and SentencePiece make of the same texts.</summary>
[TestFixture]
public sealed class ReferenceEncodingTests
{
    private static readonly Dictionary<string, Tokenizer> s_loaded = [];

    private static IEnumerable<TestCaseData> Files() => SharedData.Exists
        ? SharedData.Json("tokenizers", "expected.json").EnumerateObject().SelectMany(file => file.Value.EnumerateArray().Select(c => Case(file.Name, c)))
        : [];

    private static IEnumerable<TestCaseData> Stories() => SharedData.Exists
        ? SharedData.Json("stories260K", "reference", "tokenizer_cases.json").EnumerateArray().Select(c => Case("stories260K", c))
        : [];

    [TestCaseSource(nameof(Files))]
    public void Encode_RealTokenizer_GivesReferenceIds(string file, JsonElement expected)
    {
        var tokenizer = Load(SharedData.FullPath("tokenizers", file));
        string text = expected.GetProperty("text").GetString()!;

        int[] ids = tokenizer.Encode(text);

        string tokens = expected.TryGetProperty("tokens", out _) ? "tokens" : "pieces";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids, Is.EqualTo(Ints(expected.GetProperty("ids"))));
            Assert.That(tokenizer.Decode(ids), Is.EqualTo(expected.GetProperty("decoded").GetString()));
            if (tokens == "tokens")
                Assert.That(ids.Select(tokenizer.TokenOf), Is.EqualTo(expected.GetProperty(tokens).EnumerateArray().Select(t => t.GetString())));
        }
    }

    [TestCaseSource(nameof(Stories))]
    public void EncodeToTokens_Stories_GivesReferenceIdsAndOffsets(string folder, JsonElement expected)
    {
        var tokenizer = Load(SharedData.FullPath(folder, "hf"));
        string text = expected.GetProperty("text").GetString()!;

        var tokens = tokenizer.EncodeToTokens(text);

        int[] ids = [.. tokens.Select(t => t.Id)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ids, Is.EqualTo(Ints(expected.GetProperty("ids"))));
            Assert.That(tokenizer.Encode(text, addSpecialTokens: false), Is.EqualTo(Ints(expected.GetProperty("ids_no_bos"))));
            Assert.That(tokens.Select(t => new[] { CodePoints(text, t.Start), CodePoints(text, t.End) }), Is.EqualTo(expected.GetProperty("offsets").EnumerateArray().Select(Ints)));
            Assert.That(tokenizer.Decode(ids), Is.EqualTo(expected.GetProperty("decoded").GetString()));
        }
    }

    private static TestCaseData Case(string file, JsonElement expected) =>
        new TestCaseData(file, expected).SetArgDisplayNames(file, JsonSerializer.Serialize(expected.GetProperty("text").GetString()));

    private static Tokenizer Load(string path)
    {
        lock (s_loaded)
        {
            if (!s_loaded.TryGetValue(path, out var tokenizer))
                s_loaded[path] = tokenizer = File.Exists(path) ? Tokenizer.FromFile(path) : Tokenizer.FromFolder(path);
            return tokenizer;
        }
    }

    private static int[] Ints(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetInt32())];

    /// <summary>References count code points, strings UTF-16 units.</summary>
    private static int CodePoints(string text, int index) => text[..index].EnumerateRunes().Count();
}
