using Peft.Transformers.Tests.Llama;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>What is no batch of token ids is refused with words, before an embedding is asked for it.</summary>
[TestFixture]
public sealed class TokenIdsTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> s_models = new()
    {
        ["Llama"] = ids =>
        {
            using var model = TinyLlama.Create();
            return model.call(ids);
        },
        ["GPT-2"] = ids =>
        {
            using var model = new Gpt2LMHeadModel(new() { VocabSize = 11, NPositions = 16, NEmbd = 32, NLayer = 1, NHead = 4 });
            return model.call(ids);
        },
        ["BERT"] = ids =>
        {
            using var model = new BertForSequenceClassification(new BertConfig { VocabSize = 11, HiddenSize = 32, IntermediateSize = 32, NumHiddenLayers = 1, NumAttentionHeads = 4 });
            return model.call(ids);
        },
        ["T5"] = ids =>
        {
            using var model = new T5ForConditionalGeneration(new T5Config { VocabSize = 11, DModel = 32, DKv = 8, DFf = 48, NumLayers = 1, NumHeads = 4 });
            return model.call(ids, null, ids);
        },
    };

    [Test]
    public void Forward_OneSequenceWithoutABatch_SaysWhatIsExpected([ValueSource(nameof(Names))] string model) =>
        Assert.That(() => s_models[model](randint(0, 11, [3])), Throws.ArgumentException.With.Message.Contains("[3] of Int64 but should be (batch, length)").And.Message.Contains("unsqueeze(0)"));

    [Test]
    public void Forward_NumbersThatAreNotIds_SaysWhatIsExpected([ValueSource(nameof(Names))] string model) =>
        Assert.That(() => s_models[model](rand(1, 3)), Throws.ArgumentException.With.Message.Contains("[1, 3] of Float32"));

    private static IEnumerable<string> Names => s_models.Keys;
}
