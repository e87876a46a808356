using Peft.Tokenizers.Normalizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class NormalizerTests
{
    [TestCase("""{"type":"Lowercase"}""", "ÀΣİ𝐀", "àσi̇𝐀")]
    [TestCase("""{"type":"NFC"}""", "e\u0301", "é")]
    [TestCase("""{"type":"NFD"}""", "é", "e\u0301")]
    [TestCase("""{"type":"NFKC"}""", "ﬁ①", "fi1")]
    [TestCase("""{"type":"NFKD"}""", "ñ²", "n\u03032")]
    [TestCase("""{"type":"Prepend","prepend":"▁"}""", "Hello", "▁Hello")]
    [TestCase("""{"type":"Prepend","prepend":"▁"}""", "", "")]
    [TestCase("""{"type":"Replace","pattern":{"String":" "},"content":"▁"}""", "a b  c", "a▁b▁▁c")]
    [TestCase("""{"type":"Replace","pattern":{"Regex":"a+"},"content":""}""", "caab", "cb")]
    [TestCase("""{"type":"Strip","strip_left":true,"strip_right":false}""", " \ta ", "a ")]
    [TestCase("""{"type":"Strip"}""", "   ", "")]
    [TestCase("""{"type":"StripAccents"}""", "a\u0301b\u20DD", "ab")]
    [TestCase("""{"type":"BertNormalizer"}""", "Ünï\tcode\u0000 中文", "uni code  中  文 ")]
    [TestCase("""{"type":"BertNormalizer","lowercase":false,"handle_chinese_chars":false}""", "Ünï 中\r\n", "Ünï 中  ")]
    [TestCase("""{"type":"BertNormalizer","lowercase":false,"strip_accents":true}""", "Ünï", "Uni")]
    [TestCase("""{"type":"Sequence","normalizers":[{"type":"Lowercase"},{"type":"Prepend","prepend":"x"}]}""", "A", "xa")]
    public void Normalize_Text_GivesText(string json, string text, string expected) =>
        Assert.That(NormalizerTypes.Read(TokenizerJson.Part(json)).Normalize(new(text)).Text, Is.EqualTo(expected));
}
