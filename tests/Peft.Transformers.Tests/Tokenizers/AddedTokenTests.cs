using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class AddedTokenTests
{
    private const string Parts = """
        "pre_tokenizer": {"type":"WhitespaceSplit"},
        "added_tokens": [
            {"id": 10, "content": "<s>", "special": true},
            {"id": 11, "content": "<s>>"},
            {"id": 12, "content": "<l>", "lstrip": true},
            {"id": 13, "content": "<r>", "rstrip": true},
            {"id": 14, "content": "ing", "single_word": true},
            {"id": 15, "content": "[N]", "normalized": true},
            {"id": 16, "content": "[R]", "normalized": false}],
        "normalizer": {"type":"Lowercase"}
        """;

    private static readonly Tokenizer s_tokenizer = TokenizerJson.Load(TokenizerJson.Words("a", "b", "sing"), Parts);

    [TestCase("a<s>b", new[] { 1, 10, 2 })]
    [TestCase("a<s>>b", new[] { 1, 11, 2 }, TestName = "the longest wins")]
    [TestCase("a <l> b", new[] { 1, 12, 2 })]
    [TestCase("sing ing", new[] { 3, 14 })]
    [TestCase("A[n]b", new[] { 1, 15, 2 }, TestName = "normalized tokens are found in normalized text")]
    [TestCase("[r]", new[] { 0 }, TestName = "others only as they are written")]
    [TestCase("[R]", new[] { 16 })]
    public void Encode_AddedToken_IsFound(string text, int[] expected) => Assert.That(s_tokenizer.Encode(text), Is.EqualTo(expected));

    [TestCase("a  <l> b", 1, 6)]
    [TestCase("a <r>  b", 2, 7)]
    public void EncodeToTokens_StrippingToken_SwallowsWhiteSpace(string text, int start, int end) =>
        Assert.That(s_tokenizer.EncodeToTokens(text)[1], Has.Property("Start").EqualTo(start).And.Property("End").EqualTo(end));

    [Test]
    public void Decode_SpecialToken_IsLeftOutOnRequest()
    {
        Assert.That(s_tokenizer.Decode([1, 10, 2]), Is.EqualTo("a b"));
        Assert.That(s_tokenizer.Decode([1, 10, 2], skipSpecialTokens: false), Is.EqualTo("a <s> b"));
    }

    [Test]
    public void VocabularySize_AddedTokensBeyondTheModel_CountsThem()
    {
        Assert.That(s_tokenizer.VocabularySize, Is.EqualTo(17));
        Assert.That((s_tokenizer.IdOf("<s>"), s_tokenizer.TokenOf(11), s_tokenizer.TokenOf(5), s_tokenizer.IdOf("x")), Is.EqualTo((10, "<s>>", (string?)null, (int?)null)));
    }
}
