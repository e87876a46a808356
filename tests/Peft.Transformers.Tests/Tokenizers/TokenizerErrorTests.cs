using NUnit.Framework.Constraints;
using Peft.TestUtils;
using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class TokenizerErrorTests
{
    [TestCase("\"normalizer\": {\"type\":\"Nmt\"}", "$.normalizer: the normalizer type \"Nmt\" is not supported.")]
    [TestCase("\"pre_tokenizer\": {\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Foo\"}]}", "$.pre_tokenizer.pretokenizers[0]: the pre-tokenizer type \"Foo\"")]
    [TestCase("\"decoder\": {\"type\":\"CTC\"}", "the decoder type \"CTC\"")]
    [TestCase("\"post_processor\": {\"type\":\"X\"}", "the post-processor type \"X\"")]
    [TestCase("\"pre_tokenizer\": {}", "\"type\" is missing; it should be a string.")]
    [TestCase("\"pre_tokenizer\": {\"type\":\"Split\",\"pattern\":{\"Regex\":\"a++\"},\"behavior\":\"Isolated\"}", "the regular expression a++")]
    [TestCase("\"pre_tokenizer\": {\"type\":\"Split\",\"pattern\":{\"String\":\"a\"},\"behavior\":\"Sideways\"}", "the split behavior \"Sideways\"")]
    [TestCase("\"added_tokens\": [{\"id\":\"1\",\"content\":\"a\"}]", "$.added_tokens[0]: \"id\" should be a whole number but is String.")]
    [TestCase("\"normalizer\": {\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"}", "precompiled_charsmap cannot be read")]
    public void FromFile_UnusableComponent_SaysWhatAndWhere(string parts, string problem) => Assert.That(
        () => TokenizerJson.Load(TokenizerJson.Words("a"), parts), Fails(problem));

    [TestCase("""{"type":"WordLevel","vocab":{}}""", "the model type \"WordLevel\" is not supported. help: Supported are BPE, Unigram, WordPiece.")]
    [TestCase("""{"type":"BPE","vocab":{"a":0},"merges":["a b"]}""", "$.model.merges[0]: the merge of \"a\" and \"b\" needs \"b\"")]
    [TestCase("""{"type":"BPE","vocab":{"a":0},"merges":["abc"]}""", "a merge should name two tokens but is abc")]
    [TestCase("""{"type":"BPE","vocab":{"a":-1},"merges":[]}""", "the id of \"a\"")]
    [TestCase("""{"type":"BPE","unk_token":"u","vocab":{"a":0},"merges":[]}""", "unk_token is \"u\"")]
    [TestCase("""{"type":"Unigram","unk_id":3,"vocab":[["a",0]]}""", "unk_id is 3")]
    public void FromFile_UnusableModel_SaysWhatAndWhere(string model, string problem) =>
        Assert.That(() => TokenizerJson.Load(model), Fails(problem));

    [Test]
    public void FromFile_DamagedFiles_SayWhich()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a.json"), "{");
        File.WriteAllBytes(folder.File("b.model"), [0x0A, 0xFF]);

        Assert.That(() => Tokenizer.FromFile(folder.File("a.json")), Fails("a.json: it is not JSON"));
        Assert.That(() => Tokenizer.FromFile(folder.File("b.model")), Fails("b.model: it is not a SentencePiece model"));
        Assert.That(() => Tokenizer.FromFile(folder.File("c.json")), Fails("there is no such file"));
        Assert.That(() => Tokenizer.FromFolder(folder.Path), Fails("neither tokenizer.json nor tokenizer.model"));
    }

    private static IResolveConstraint Fails(string problem) =>
        Throws.TypeOf<TokenizerException>().With.Message.Contains(problem).And.Message.Match(@"(tokenizer\.json|a\.json|b\.model|c\.json|peft-tests-\w+): .* help: ");
}
