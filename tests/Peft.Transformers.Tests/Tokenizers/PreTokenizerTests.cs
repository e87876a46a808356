using Peft.Tokenizers.PreTokenizers;
using Peft.Tokenizers.Text;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class PreTokenizerTests
{
    [TestCase("Removed", "the|final|countdown")]
    [TestCase("Isolated", "the|-|final|-|-|countdown")]
    [TestCase("MergedWithPrevious", "the-|final-|-|countdown")]
    [TestCase("MergedWithNext", "the|-final|-|-countdown")]
    [TestCase("Contiguous", "the|-|final|--|countdown")]
    public void Split_EachBehavior_CutsAsDefined(string behavior, string expected) =>
        Assert.That(Split($$"""{"type":"Split","pattern":{"String":"-"},"behavior":"{{behavior}}"}""", "the-final--countdown"), Is.EqualTo(expected));

    [TestCase("""{"type":"Split","pattern":{"Regex":"\\w+"},"behavior":"Removed","invert":true}""", "a, bc!", "a|bc")]
    [TestCase("""{"type":"Split","pattern":{"Regex":"\\p{L}+|\\p{N}{1,2}"},"behavior":"Isolated"}""", "𝐀𠀀b𝟏𝟐𝟑😀😀", "𝐀𠀀b|𝟏𝟐|𝟑|😀😀")]
    [TestCase("""{"type":"Digits"}""", "Hey 123 friend!", "Hey |123| friend!")]
    [TestCase("""{"type":"Digits","individual_digits":true}""", "a12²", "a|1|2|²")]
    [TestCase("""{"type":"Punctuation"}""", "Hey friend!     How are you?!?", "Hey friend|!|     How are you|?|!|?")]
    [TestCase("""{"type":"Punctuation","behavior":"Contiguous"}""", "a?!b", "a|?!|b")]
    [TestCase("""{"type":"Whitespace"}""", "How's it_ going?! ", "How|'|s|it_|going|?!")]
    [TestCase("""{"type":"WhitespaceSplit"}""", " a\tb.\u3000c\n", "a|b.|c")]
    [TestCase("""{"type":"BertPreTokenizer"}""", "Hey  friend! $5", "Hey|friend|!|$|5")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always"}""", "Hey   friend!", "▁Hey|▁|▁|▁friend!")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never"}""", "Hey friend", "Hey|▁friend")]
    [TestCase("""{"type":"Metaspace","replacement":"▁","add_prefix_space":true,"split":false}""", "Hey friend", "▁Hey▁friend")]
    [TestCase("""{"type":"ByteLevel","add_prefix_space":true}""", "Hello my day's é!", "ĠHello|Ġmy|Ġday|'s|ĠÃ©|!")]
    [TestCase("""{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}""", "a\n b", "aĊĠb")]
    [TestCase("""{"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},{"type":"Digits"}]}""", "ab1 2", "ab|1|2")]
    [TestCase("""{"type":"Metaspace","replacement":"▁"}""", "", "")]
    public void Split_Text_GivesPieces(string json, string text, string expected) => Assert.That(Split(json, text), Is.EqualTo(expected));

    [Test]
    public void Split_MetaspaceFirst_PrependsOnlyAtTheBeginningOfTheText()
    {
        var metaspace = PreTokenizerTypes.Read(TokenizerJson.Part("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"first"}"""));
        var text = new AlignedText("ab");
        var pieces = new List<AlignedText>();

        metaspace.Split(text.Slice(0, 1), pieces);
        metaspace.Split(text.Slice(1, 1), pieces);

        Assert.That(pieces.Select(p => p.Text), Is.EqualTo(["▁a", "b"]));
    }

    private static string Split(string json, string text)
    {
        var pieces = new List<AlignedText>();
        PreTokenizerTypes.Read(TokenizerJson.Part(json)).Split(new(text), pieces);
        return string.Join('|', pieces.Select(p => p.Text));
    }
}
