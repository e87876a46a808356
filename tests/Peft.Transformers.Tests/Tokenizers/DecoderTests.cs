using Peft.Tokenizers.Decoders;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class DecoderTests
{
    [TestCase("""{"type":"ByteFallback"}""", "a|<0xC3>|<0xA9>|b", "aéb")]
    [TestCase("""{"type":"ByteFallback"}""", "<0xE5>|<0x8f>|a", "\uFFFD\uFFFDa")]
    [TestCase("""{"type":"ByteFallback"}""", "<0xZZ>|<0x123>", "<0xZZ><0x123>")]
    [TestCase("""{"type":"ByteLevel"}""", "Hell|oĠ|wÃ©|<日>", "Hello wé<日>")]
    [TestCase("""{"type":"ByteLevel"}""", "Ã", "\uFFFD")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"}""", "▁Hey|▁you▁", "Hey you ")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}""", "▁Hey", " Hey")]
    [TestCase("""{"type":"Replace","pattern":{"String":"▁"},"content":" "}""", "▁a▁b|c▁", " a bc ")]
    [TestCase("""{"type":"Strip","content":"x","start":1,"stop":2}""", "xxaxxx|x", "xax")]
    [TestCase("""{"type":"WordPiece","prefix":"##","cleanup":true}""", "un|##aff|##able|!|it|'s", "unaffable! it's")]
    [TestCase("""{"type":"WordPiece","prefix":"##","cleanup":false}""", "a|!", "a !")]
    [TestCase("""{"type":"Sequence","decoders":[{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}""", " a| b", "a b")]
    public void Decode_Tokens_GivesText(string json, string tokens, string expected) =>
        Assert.That(string.Concat(DecoderTypes.Read(TokenizerJson.Part(json)).Decode(tokens.Split('|'))), Is.EqualTo(expected));
}
