using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class StreamingDecoderTests
{
    private static readonly Tokenizer s_bytes = TokenizerJson.Load(
        """{"type":"BPE","byte_fallback":true,"vocab":{"a":0,"▁b":1,"<0xC3>":2,"<0xA9>":3,"<s>":4},"merges":[]}""", """
        "added_tokens": [{"id":4,"content":"<s>","special":true}],
        "decoder": {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
        """);

    [Test]
    public void Append_PartsOfACharacter_GivesItWhenComplete()
    {
        var decoder = new StreamingDecoder(s_bytes);

        string[] given = [.. new[] { 0, 2, 3, 1, 1 }.Select(decoder.Append), decoder.Finish()];

        Assert.That(given, Is.EqualTo(["a", "", "é", " b", " b", ""]));
        Assert.That(decoder.Text, Is.EqualTo("aé b b").And.EqualTo(s_bytes.Decode([0, 2, 3, 1, 1])));
    }

    [Test]
    public void Append_AfterContext_KeepsTheSpaceAndLeavesOutSpecialTokens()
    {
        var decoder = new StreamingDecoder(s_bytes, context: [4, 0]);

        Assert.That(new[] { 1, 4, 0 }.Select(decoder.Append), Is.EqualTo([" b", "", "a"]));
    }

    [Test]
    public void Finish_WithinACharacter_GivesReplacement()
    {
        var decoder = new StreamingDecoder(s_bytes);

        Assert.That(decoder.Append(2), Is.Empty);
        Assert.That(decoder.Finish(), Is.EqualTo("\uFFFD"));
    }
}
