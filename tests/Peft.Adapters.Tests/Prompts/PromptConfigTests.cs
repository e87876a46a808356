using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>What the configurations of methods with virtual tokens refuse, fill in and start with.</summary>
[TestFixture]
public sealed class PromptConfigTests
{
    private static IEnumerable<TestCaseData> Wrong =>
    [
        Case(new PromptTuningConfig(), "NumVirtualTokens is 0"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, TargetModules = ["q_proj"] }, "have no effect"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, Init = PromptTuningInit.Text }, "InitText is empty"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, Init = PromptTuningInit.Text, InitText = "a" }, "no Tokenize"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, Init = PromptTuningInit.Text, InitText = "a", Tokenize = _ => [3, 99] }, "[3, 99]"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, Init = PromptTuningInit.OnlySourceShared }, "must be one of Random, Text, SampleVocab"),
        Case(new PromptTuningConfig { NumVirtualTokens = 2, TokenDim = 7, NumLayers = 9 }, "TokenDim is 7, but the model's is 16. NumLayers is 9, but the model's is 2."),
        Case(new PTuningConfig { NumVirtualTokens = 2, EncoderHiddenSize = 0, EncoderDropout = 1 }, "EncoderHiddenSize is 0"),
        Case(new PrefixTuningConfig { NumVirtualTokens = 2, EncoderHiddenSize = -1 }, "EncoderHiddenSize is -1"),
        Case(new MultitaskPromptTuningConfig { NumVirtualTokens = 2, NumTasks = 0 }, "NumTasks is 0"),
        Case(new MultitaskPromptTuningConfig { NumVirtualTokens = 2, NumTasks = 2, Init = PromptTuningInit.ExactSourceTask, InitStateDictPath = "x" }, "make it 1"),
        Case(new MultitaskPromptTuningConfig { NumVirtualTokens = 2, Init = PromptTuningInit.AverageSourceTasks }, "InitStateDictPath is empty"),
    ];

    [TestCaseSource(nameof(Wrong))]
    public void AddAdapter_WrongConfiguration_SaysWhatIsWrongAndLeavesTheModel(PromptConfig config, string message)
    {
        using var model = SmallLlama.Create();

        Assert.That(() => model.AddAdapter(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains(message).And.Message.Contains("help:"));
        Assert.That(model.parameters().All(p => p.requires_grad));
    }

    [Test]
    public void AddAdapter_ModelWithoutAPlace_SaysHowToMakeOne()
    {
        using var model = new OpenMlp(4, 4, 4);

        Assert.That(() => model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 2 }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("IPromptedModel"));
    }

    [Test]
    public void AddAdapter_GroupedHeads_FillsInTheSizesAsPeftDoes()
    {
        using var model = SmallLlama.Create();
        var (prefix, prompt) = (new PrefixTuningConfig { NumVirtualTokens = 2 }, new PromptTuningConfig { NumVirtualTokens = 2 });
        var peft = model.AddAdapter(prefix, "prefix");
        peft.AddAdapter(prompt, "prompt");

        Assert.That((prefix.TokenDim, prefix.NumAttentionHeads, prefix.NumLayers, prefix.NumTransformerSubmodules, prefix.EncoderHiddenSize), Is.EqualTo((8, 2, 2, 1, 8)));
        Assert.That((prompt.TokenDim, prompt.NumAttentionHeads), Is.EqualTo((16, 4)));
        Assert.That(peft.CountParameters().Trainable, Is.EqualTo(2 * 16));
    }

    [Test]
    public void AddAdapter_FromTheVocabulary_StartsWithEmbeddings()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        var rows = model.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 6, Init = PromptTuningInit.SampleVocab }).AdapterStateDict()["prompt_embeddings"];
        var distances = cdist(rows, model.Model.Embedding.parameters().First());

        Assert.That(distances.amin([1]).max().item<float>(), Is.LessThan(1e-3));
    }

    // Li and Liang (2101.00190), table 1: 0.1 % of GPT-2 medium. Its prefixes of 5 (E2E, WebNLG) and 10 (DART) are 250K and 500K numbers.
    [TestCase(5, 245_760)]
    [TestCase(10, 491_520)]
    public void AddAdapter_PrefixOfGpt2Medium_HasThePapersShareOfItsParameters(int tokens, long expected)
    {
        const double Gpt2Medium = 354_823_168;
        using var model = new PromptPlace(new() { Width = 1024, Vocabulary = 4, Layers = 24, Heads = 16, KeyHeads = 16, HeadWidth = 64 });
        long trained = model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = tokens }).CountParameters().Trainable;

        Assert.That(trained, Is.EqualTo(expected));
        Assert.That(Math.Round(100 * trained / Gpt2Medium, 1), Is.EqualTo(0.1));
    }

    [Test]
    public void LoadAdapter_TrainedByAnEncoder_TrainsWhatItMade()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var first = SmallLlama.Create();
        using var second = SmallLlama.Create();
        first.AddAdapter(new PTuningConfig { NumVirtualTokens = 2, Encoder = PTuningEncoder.Lstm }).SaveAdapter(folder.Path);
        var peft = PeftModel.Load(second, folder.Path, trainable: true);
        var ids = tensor(new long[,] { { 1, 2, 3 } });

        Assert.That(peft.AdapterStateDict().Keys, Is.EqualTo(new[] { "prompt_embeddings" }));
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(1));
        using var _ = no_grad();
        TensorAssert.BitEqual(second.call(ids), first.call(ids), "logits");
    }

    [Test]
    public void Forward_ModelThatNeverAsks_IsAnErrorInTraining()
    {
        using var model = new PromptPlace(new() { Width = 2, Vocabulary = 4, Layers = 1, Heads = 1, KeyHeads = 1, HeadWidth = 2 });
        model.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 2 });
        model.eval();
        model.call(zeros([1, 2], ScalarType.Int64));
        model.train();

        Assert.That(() => model.call(zeros([1, 2], ScalarType.Int64)), Throws.TypeOf<AdapterStateException>().With.Message.Contains("has not asked"));
    }

    private static TestCaseData Case(PromptConfig config, string message) => new TestCaseData(config, message).SetArgDisplayNames(config.GetType().Name, message);
}
