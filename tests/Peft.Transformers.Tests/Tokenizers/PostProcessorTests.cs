using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class PostProcessorTests
{
    private const string Bert = """{"type":"BertProcessing","cls":["[CLS]",8],"sep":["[SEP]",9]}""";

    private const string Template = """
        {"type":"TemplateProcessing",
         "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
         "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},
                 {"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
         "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[8],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[9],"tokens":["[SEP]"]}}}
        """;

    [TestCase(Bert, "8:0 1:0 9:0", "8:0 1:0 9:0 2:1 1:1 9:1")]
    [TestCase(Template, "8:0 1:0 9:0", "8:0 1:0 9:0 2:1 1:1 9:1")]
    [TestCase("""{"type":"RobertaProcessing","cls":["<s>",8],"sep":["</s>",9],"trim_offsets":true,"add_prefix_space":true}""", "8:0 1:0 9:0", "8:0 1:0 9:0 9:0 2:0 1:0 9:0")]
    [TestCase("""{"type":"ByteLevel"}""", "1:0", "1:0 2:1 1:1")]
    public void Process_OneTextAndTwo_AddsTokensAndTypes(string processor, string one, string two)
    {
        var tokenizer = Load(processor);

        Assert.That(Show(tokenizer.EncodeToTokens("a")), Is.EqualTo(one));
        Assert.That(Show(tokenizer.EncodePairToTokens("a", "b a")), Is.EqualTo(two));
        Assert.That(Show(tokenizer.EncodeToTokens("a", addSpecialTokens: false)), Is.EqualTo("1:0"));
    }

    [Test]
    public void Process_Template_MarksWhatItAdded() =>
        Assert.That(Load(Template).EncodeToTokens("a").Select(t => t.IsSpecial), Is.EqualTo([true, false, true]));

    [Test]
    public void Process_ByteLevel_LeavesSpacesOutOfOffsets()
    {
        var tokenizer = TokenizerJson.Load("""{"type":"BPE","vocab":{"a":0,"Ġ":1,"Ġa":2},"merges":[["Ġ","a"]]}""", """
            "pre_tokenizer": {"type":"ByteLevel","add_prefix_space":false}, "post_processor": {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true}
            """);

        Assert.That(tokenizer.EncodeToTokens("a a").Select(t => (t.Id, t.Start, t.End)), Is.EqualTo([(0, 0, 1), (2, 2, 3)]));
    }

    private static Tokenizer Load(string processor) => TokenizerJson.Load(TokenizerJson.Words("a", "b"), $$"""
        "pre_tokenizer": {"type":"WhitespaceSplit"}, "post_processor": {{processor}}
        """);

    private static string Show(IEnumerable<EncodedToken> tokens) => string.Join(' ', tokens.Select(t => $"{t.Id}:{t.TypeId}"));
}
