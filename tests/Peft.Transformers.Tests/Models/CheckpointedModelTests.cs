using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Every architecture with its layers checkpointed.</summary>
[TestFixture, NonParallelizable]
public sealed class CheckpointedModelTests
{
    private const int Vocabulary = 61;
    private const double Dropout = 0.2;

    private static readonly TestCaseData[] s_models =
    [
        Case("Llama", () => new LlamaForCausalLM(Llama()), (m, ids, mask) => m.call(ids, mask)),
        Case("GPT-2", () => new Gpt2LMHeadModel(new() { VocabSize = Vocabulary, NPositions = 16, NEmbd = 32, NLayer = 3, NHead = 4, EmbdPdrop = Dropout, ResidPdrop = Dropout, AttnPdrop = Dropout }), (m, ids, mask) => m.call(ids, mask)),
        Case("BERT", () => new BertForSequenceClassification(Encoder(new BertConfig())), (m, ids, mask) => m.call(ids, mask)),
        Case("RoBERTa", () => new RobertaForSequenceClassification(Encoder(new RobertaConfig())), (m, ids, mask) => m.call(ids, mask)),
        Case("T5", () => new T5ForConditionalGeneration(new() { VocabSize = Vocabulary, DModel = 32, DKv = 8, DFf = 48, NumLayers = 3, NumHeads = 4, DropoutRate = Dropout }), (m, ids, mask) => m.call(ids, mask, ids, mask)),
    ];

    private static IEnumerable<TestCaseData> Cases => from model in s_models
                                                      from padded in new[] { false, true }
                                                      from storage in Enum.GetValues<ActivationStorage>()
                                                      select new TestCaseData(model.Arguments[0], model.Arguments[1], padded, storage).SetArgDisplayNames($"{model.ArgDisplayNames![0]}{(padded ? ", padded" : "")}, {storage}");

    [TestCaseSource(nameof(Cases))]
    public void Backward_LayersCheckpointed_GivesTheSameGradients(Func<nn.Module> create, Func<nn.Module, Tensor, Tensor?, Tensor> run, bool padded, ActivationStorage storage)
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var model = create();
        model.train();
        var ids = randint(2, Vocabulary, [2, 9], ScalarType.Int64);
        var mask = padded ? cat([ones([2, 7], ScalarType.Int64), zeros([2, 2], ScalarType.Int64)], 1) : null;
        var expected = GradientsOf(model, () => run(model, ids, mask));

        ((ICheckpointedModel)model).EnableGradientCheckpointing(new() { Storage = storage });
        var actual = GradientsOf(model, () => run(model, ids, mask));

        Assert.That(actual, Has.Count.EqualTo(expected.Count));
        foreach (var (name, gradient) in expected)
        {
            // What several layers use, as T5's encoded source, has its gradient summed in another order.
            if (model is T5ForConditionalGeneration)
                TensorAssert.AreClose(actual[name], gradient, 1e-4, 1e-5, name);
            else
                TensorAssert.BitEqual(actual[name], gradient, name);
        }
        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing);
    }

    [Test]
    public void Forward_InTrainingOnly_ComputesAllLayersButTheLastAgain()
    {
        using var scope = NewDisposeScope();
        using var model = new LlamaForCausalLM(Llama());
        int passes = 0;
        foreach (var layer in Layers(model))
            layer.register_forward_hook(_ => passes++);
        var ids = randint(Vocabulary, [1, 5], ScalarType.Int64);
        int PassesOf(Action run)
        {
            passes = 0;
            run();
            return passes;
        }
        void Backward() => model.call(ids).sum().backward();
        void WithCache()
        {
            using var cache = new KvCache();
            model.call(ids, null, null, cache).sum().backward();
        }

        model.train();
        model.EnableGradientCheckpointing();
        Assert.That((PassesOf(Backward), PassesOf(WithCache)), Is.EqualTo((5, 3)), "training");
        model.eval();
        Assert.That(PassesOf(Backward), Is.EqualTo(3), "evaluation");
        model.train();
        model.DisableGradientCheckpointing();
        Assert.That(PassesOf(Backward), Is.EqualTo(3), "switched off");
    }

    [Test]
    public void Train_LayersCheckpointed_LeavesNoTensors() => LeakGuard.NoTensorsLeft(() =>
    {
        using var scope = NewDisposeScope();
        using var model = new LlamaForCausalLM(Llama());
        model.EnableGradientCheckpointing();
        model.call(randint(Vocabulary, [1, 5], ScalarType.Int64)).sum().backward();
    });

    [Test, Platform("Linux")]
    public void Backward_LayersCheckpointed_KeepsAFourthOfTheMemoryAtMost()
    {
        using var scope = NewDisposeScope();
        using var model = new LlamaForCausalLM(new() { VocabSize = Vocabulary, HiddenSize = 64, IntermediateSize = 172, NumHiddenLayers = 8, NumAttentionHeads = 4 });
        long peak = 0;
        foreach (var layer in Layers(model))
            layer.register_forward_hook(_ => peak = Math.Max(peak, NativeHeap.LiveBytes()));
        var ids = randint(Vocabulary, [1, 256], ScalarType.Int64);
        // The least of several: the runtime allocates too, now and then.
        long PeakOf() => Enumerable.Range(0, 4).Min(_ => PeakOfAPass());
        long PeakOfAPass()
        {
            using var inside = NewDisposeScope();
            foreach (var parameter in model.parameters())
                parameter.grad = zeros_like(parameter);
            LeakGuard.RunFinalizers();
            long before = peak = NativeHeap.LiveBytes();
            model.call(ids).sum().backward();
            return peak - before;
        }

        long all = PeakOf();
        model.EnableGradientCheckpointing();

        Assert.That(PeakOf(), Is.LessThan(all / 4));
    }

    private static IEnumerable<nn.Module<Tensor, AttentionContext, Tensor>> Layers(LlamaForCausalLM model) => model.modules().OfType<LlamaDecoderLayer>();

    private static Dictionary<string, Tensor> GradientsOf(nn.Module model, Func<Tensor> run)
    {
        manual_seed(4);
        model.zero_grad();
        run().square().sum().backward();
        return model.named_parameters().Where(p => p.parameter.grad is not null).ToDictionary(p => p.name, p => p.parameter.grad!.clone());
    }

    private static TestCaseData Case<T>(string name, Func<T> create, Func<T, Tensor, Tensor?, Tensor> run)
        where T : nn.Module =>
        new TestCaseData(new Func<nn.Module>(create), new Func<nn.Module, Tensor, Tensor?, Tensor>((model, ids, mask) => run((T)model, ids, mask))).SetArgDisplayNames(name);

    private static LlamaConfig Llama() => new() { VocabSize = Vocabulary, HiddenSize = 32, IntermediateSize = 48, NumHiddenLayers = 3, NumAttentionHeads = 4, NumKeyValueHeads = 2, AttentionDropout = Dropout };

    private static T Encoder<T>(T config)
        where T : EncoderConfig
    {
        (config.VocabSize, config.HiddenSize, config.NumHiddenLayers, config.NumAttentionHeads, config.IntermediateSize) = (Vocabulary, 32, 3, 4, 48);
        (config.MaxPositionEmbeddings, config.HiddenDropoutProb, config.AttentionProbsDropoutProb) = (16, Dropout, Dropout);
        config.Id2Label = new Dictionary<int, string> { [0] = "no", [1] = "yes" };
        return config;
    }
}
