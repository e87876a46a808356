using Peft.TestUtils;
using Peft.Tokenizers;

namespace Peft.Transformers.Tests.Tokenizers;

[TestFixture]
public sealed class SpecialTokensTests
{
    [Test]
    public void FromFolder_BothFiles_ReadsTextAndObjectForm()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("tokenizer.json"), $$"""{ "model": {{TokenizerJson.Words("<s>", "</s>", "<pad>")}} }""");
        File.WriteAllText(folder.File("tokenizer_config.json"), """{ "bos_token": {"content": "<s>", "lstrip": false}, "eos_token": "</s>", "pad_token": null }""");
        File.WriteAllText(folder.File("special_tokens_map.json"), """{ "eos_token": "<s>", "pad_token": "<pad>", "unk_token": "<gone>" }""");

        var tokenizer = Tokenizer.FromFolder(folder.Path);

        Assert.That((tokenizer.BosTokenId, tokenizer.EosTokenId, tokenizer.PadTokenId, tokenizer.UnknownTokenId), Is.EqualTo(((int?)1, (int?)2, (int?)3, (int?)null)));
    }
}
