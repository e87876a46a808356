namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class ModelTests
{
    [TestCase("unaffable", "un|##aff|##able")]
    [TestCase("unfit", "[UNK]")]
    [TestCase("un", "un")]
    public void Encode_WordPiece_TakesLongestFromTheLeft(string word, string expected)
    {
        var tokenizer = TokenizerJson.Load(TokenizerJson.Words("un", "##aff", "##able", "##a", "##f"));

        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode(word))), Is.EqualTo(expected));
    }

    [Test]
    public void Encode_WordPieceLongWord_IsUnknown()
    {
        var tokenizer = TokenizerJson.Load(TokenizerJson.Words("a", "##a"));

        Assert.That(tokenizer.Encode(new string('a', 100)), Has.Length.EqualTo(100));
        Assert.That(tokenizer.Encode(new string('a', 101)), Is.EqualTo([0]));
    }

    [Test]
    public void Encode_Bpe_JoinsLowestRankFirstAndLeftmostAmongEquals()
    {
        var tokenizer = TokenizerJson.Load("""{"type":"BPE","vocab":{"a":0,"b":1,"aa":2,"ab":3,"aab":4},"merges":[["a","a"],["a","b"],["a","ab"]]}""");

        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode("aaaab"))), Is.EqualTo("aa|aa|b"));
        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode("aaab"))), Is.EqualTo("aa|ab"));
    }

    [TestCase("false", "[UNK]|[UNK]|a|[UNK]")]
    [TestCase("true", "[UNK]|a|[UNK]")]
    public void Encode_BpeUnknown_FusesWhenTold(string fuse, string expected)
    {
        var tokenizer = TokenizerJson.Load($$"""{"type":"BPE","unk_token":"[UNK]","fuse_unk":{{fuse}},"vocab":{"[UNK]":0,"a":1},"merges":[]}""");

        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode("xyaz"))), Is.EqualTo(expected));
    }

    [Test]
    public void Encode_BpeWithWordMarks_UsesThem()
    {
        var tokenizer = TokenizerJson.Load(
            """{"type":"BPE","continuing_subword_prefix":"##","end_of_word_suffix":"</w>","vocab":{"l":0,"##o":1,"##w</w>":2,"lo":3,"low</w>":4},"merges":["l ##o","lo ##w</w>"]}""");

        Assert.That(tokenizer.Encode("low"), Is.EqualTo([4]));
        Assert.That(tokenizer.Encode("lol"), Is.EqualTo([3]), "a character that no token covers is dropped where there is no unknown token");
    }

    [Test]
    public void Encode_Unigram_TakesTheMostProbableWay()
    {
        var tokenizer = TokenizerJson.Load("""{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["a",-1],["b",-2],["ab",-2.5],["abc",-9],["c",-3]]}""");

        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode("abc"))), Is.EqualTo("ab|c"));
        Assert.That(string.Join('|', tokenizer.Texts(tokenizer.Encode("axya"))), Is.EqualTo("a|<unk>|a"));
    }

    [Test]
    public void Encode_LongText_NeedsNoQuadraticTime()
    {
        var tokenizer = TokenizerJson.Load("""{"type":"BPE","vocab":{"a":0,"aa":1,"aaaa":2},"merges":[["a","a"],["aa","aa"]]}""");

        Assert.That(tokenizer.Encode(new string('a', 200_000)), Is.EqualTo(Enumerable.Repeat(2, 50_000)));
    }
}
