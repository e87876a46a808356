using System.Globalization;
using System.Text.Json;
using Peft.TestUtils;
using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

/// <summary>llama.cpp's hard texts: every script, emoji sequences, runs of spaces and newlines.</summary>
[TestFixture]
public sealed class LlamaCppCasesTests
{
    private static readonly Lazy<Tokenizer> s_gpt2 = new(() => Tokenizer.FromFolder(SharedData.FullPath("tokenizers", "gpt2")));
    private static readonly Lazy<Tokenizer> s_phi3 = new(LoadPhi3);

    private static IEnumerable<TestCaseData> Gpt2() => Cases("gpt2");

    private static IEnumerable<TestCaseData> Phi3() => Cases("phi3-gguf");

    [TestCaseSource(nameof(Gpt2))]
    public void Encode_Gpt2_GivesLlamaCppIds(string text, int[] expected) => Assert.That(s_gpt2.Value.Encode(text), Is.EqualTo(expected));

    [TestCaseSource(nameof(Gpt2))]
    public void Decode_Gpt2_GivesTextBack(string text, int[] ids) => Assert.That(s_gpt2.Value.Decode(ids), Is.EqualTo(text));

    [TestCaseSource(nameof(Phi3))]
    public void Encode_SentencePieceBpe_GivesLlamaCppIds(string text, int[] expected) => Assert.That(s_phi3.Value.Encode(text), Is.EqualTo(expected));

    [TestCaseSource(nameof(Phi3))]
    public void Decode_SentencePieceBpe_GivesTextBack(string text, int[] ids) => Assert.That(s_phi3.Value.Decode(ids), Is.EqualTo(text));

    private static IEnumerable<TestCaseData> Cases(string folder)
    {
        if (!SharedData.Exists)
            return [];
        string[] texts = File.ReadAllText(SharedData.FullPath("tokenizers", folder, "cases.inp")).Split("\n__ggml_vocab_test__\n");
        string[] ids = File.ReadAllLines(SharedData.FullPath("tokenizers", folder, "cases.out"));
        return texts.Zip(ids, (text, line) => new TestCaseData(text, Ints(line)).SetArgDisplayNames(JsonSerializer.Serialize(text)));
    }

    private static int[] Ints(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => int.Parse(s, CultureInfo.InvariantCulture))];

    private static Tokenizer LoadPhi3()
    {
        using var folder = new TempFolder();
        string file = folder.File("phi3.model");
        File.WriteAllBytes(file, GgufVocabulary.ToSentencePiece(SharedData.FullPath("tokenizers", "phi3-gguf", "ggml-vocab-phi-3.gguf")));
        return Tokenizer.FromFile(file);
    }
}
