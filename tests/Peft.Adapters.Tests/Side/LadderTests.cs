using Peft.Generation;
using Peft.Quantization;
using Peft.TestUtils;
using Peft.Transformers;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Side;

/// <summary>Side networks beside the library's models.</summary>
[TestFixture]
public sealed class LadderTests
{
    private static readonly int[][] s_rows = [[1, 5, 3, 7, 2], [4, 4, 9]];

    private static IEnumerable<TestCaseData> CausalModels =>
    [
        new TestCaseData(() => (CausalLanguageModel)SmallLlama.Create(3)).SetArgDisplayNames("Llama"),
        new TestCaseData(() => (CausalLanguageModel)new LlamaForCausalLM(new LlamaConfig
        {
            VocabSize = 12, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 3, NumAttentionHeads = 4, MaxPositionEmbeddings = 32, InitializerRange = 0.3,
            RopeParameters = new() { RopeType = "dynamic", Factor = 2 }, SlidingWindow = 4,
        })).SetArgDisplayNames("Llama whose cached keys are turned anew"),
        new TestCaseData(() => (CausalLanguageModel)new Gpt2LMHeadModel(new Gpt2Config { VocabSize = 12, NEmbd = 16, NHead = 4, NLayer = 3, NPositions = 32, InitializerRange = 0.3 })).SetArgDisplayNames("GPT-2"),
    ];

    private static IEnumerable<TestCaseData> Classifiers =>
    [
        new TestCaseData(() => (SequenceClassifier)new BertForSequenceClassification(new BertConfig { VocabSize = 12, HiddenSize = 16, NumHiddenLayers = 2, NumAttentionHeads = 2, IntermediateSize = 24, MaxPositionEmbeddings = 32 })).SetArgDisplayNames("BERT"),
        new TestCaseData(() => (SequenceClassifier)new RobertaForSequenceClassification(new RobertaConfig { VocabSize = 12, HiddenSize = 16, NumHiddenLayers = 2, NumAttentionHeads = 2, IntermediateSize = 24, MaxPositionEmbeddings = 32 })).SetArgDisplayNames("RoBERTa"),
    ];

    [TestCaseSource(nameof(CausalModels))]
    public void Generate_WithALadder_IsTheSameWithAndWithoutACacheAndInBatches(Func<CausalLanguageModel> create)
    {
        using var model = create();
        model.eval();
        IReadOnlyList<int[]> Continue(bool useCache) => model.GenerateBatch(s_rows, new() { MaxNewTokens = 8, UseCache = useCache });
        var plain = Continue(useCache: true);
        AddChanged(model);

        Assert.That(Continue(useCache: true), Is.EqualTo(Continue(useCache: false)));
        Assert.That(Continue(useCache: true), Is.Not.EqualTo(plain), "the adapter acts");
        Assert.That(Continue(useCache: true), Is.EqualTo(s_rows.Select(row => model.Generate(row, new() { MaxNewTokens = 8 }))));
    }

    [TestCaseSource(nameof(CausalModels))]
    public void Forward_InTwoPassesWithACache_GivesTheLogitsOfOne(Func<CausalLanguageModel> create)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = create();
        model.eval();
        AddChanged(model);
        using var cache = new KvCache();
        var ids = Ids(s_rows[0]);
        var whole = model.call(ids);
        model.call(ids.narrow(1, 0, 3), null, null, cache);

        TensorAssert.AreClose(model.call(ids.narrow(1, 3, 2), null, null, cache), whole.narrow(1, 3, 2), 1e-4, 1e-5 * whole.abs().max().item<float>(), "logits");
    }

    [Test]
    public void Forward_CacheThatTheSideNetworkHasNotSeen_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        using var cache = new KvCache();
        var ids = Ids(s_rows[0]);
        model.call(ids.narrow(1, 0, 3), null, null, cache);
        AddChanged(model);

        Assert.That(() => model.call(ids.narrow(1, 3, 2), null, null, cache), Throws.TypeOf<AdapterStateException>().With.Message.Contains("holds 3 positions, of which its side network has seen 0"));
        Assert.That(is_grad_enabled(), Is.False);
    }

    [TestCaseSource(nameof(Classifiers))]
    public void Classifier_WithALadder_TrainsItsHeadTooAndIgnoresPadding(Func<SequenceClassifier> create)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        manual_seed(4);
        using var model = create();
        using var other = create();
        other.load_state_dict(model.state_dict());
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = 2, ModulesToSave = ["classifier"] });
        var (ids, mask, labels) = (tensor(new long[,] { { 4, 5, 6, 3 }, { 8, 4, 1, 1 } }), tensor(new long[,] { { 1, 1, 1, 1 }, { 1, 1, 0, 0 } }), tensor(new long[] { 0, 1 }));
        model.train();
        var losses = Train(peft, () => SequenceClassifier.Loss(model.call(ids, mask), labels), 30);
        model.eval();
        other.eval();
        peft.SaveAdapter(folder.Path);
        var loaded = PeftModel.Load(other, folder.Path).AdapterStateDict();
        using var _ = no_grad();

        Assert.That(losses[^1], Is.LessThan(0.5 * losses[0]));
        Assert.That(peft.TrainableParameters().Select(p => p.grad), Is.All.Not.Null);
        foreach (var (key, tensor) in peft.AdapterStateDict())
            TensorAssert.BitEqual(loaded[key], tensor, key);
        // How a product is rounded may depend on where in memory its tensors lie.
        TensorAssert.AreClose(other.call(ids, mask), model.call(ids, mask), 1e-5, 1e-5, "loaded");
        TensorAssert.AreClose(model.call(ids, mask)[1], model.call(ids.narrow(0, 1, 1).narrow(1, 0, 2), null)[0], 1e-4, 1e-5, "the padded row alone");
    }

    [TestCaseSource(nameof(CausalModels))]
    public void Training_ALadder_RecordsNothingInTheModel(Func<CausalLanguageModel> create)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = 2 });
        model.train();
        var recorded = new List<bool>();
        foreach (var (_, layer) in model.named_modules().Where(m => m.name.EndsWith("mlp", StringComparison.Ordinal) && !m.name.Contains("of_model")))
            ((Module<Tensor, Tensor>)layer).register_forward_hook((_, x, y) => { recorded.AddRange([x.requires_grad, y.requires_grad, is_grad_enabled()]); return y; });
        var ids = Ids(s_rows[0]);
        var losses = Train(peft, () => CausalLanguageModel.Loss(model.call(ids), ids), 20);

        Assert.That(recorded, Has.Count.EqualTo(20 * 3 * 3).And.All.False);
        Assert.That(is_grad_enabled());
        Assert.That(losses[^1], Is.LessThan(0.8 * losses[0]));
        Assert.That(peft.TrainableParameters().Select(p => p.grad), Is.All.Not.Null);
    }

    // What is alive between forward and backward, with rungs at two blocks: a ladder's does not change with the number of blocks, LoRA's does.
    [Test]
    public void Forward_DeeperModel_KeepsNoMoreForBackward()
    {
        static long Kept(int layers, PeftConfig config)
        {
            manual_seed(1);
            using var model = new LlamaForCausalLM(new LlamaConfig { VocabSize = 12, HiddenSize = 64, IntermediateSize = 160, NumHiddenLayers = layers, NumAttentionHeads = 4 });
            model.AddAdapter(config);
            using var ids = randint(0, 12, [8, 64]);
            return NativeHeap.MedianOf(() =>
            {
                long before = NativeHeap.LiveBytes();
                using var scope = NewDisposeScope();
                var loss = CausalLanguageModel.Loss(model.call(ids), ids);
                long kept = NativeHeap.LiveBytes() - before;
                loss.backward();
                return kept;
            });
        }
        LadderConfig Ladder() => new() { ReductionFactor = 4, LayersToTransform = [0, 1] };
        LoraConfig Lora() => new() { TargetModules = ModuleTargets.AllLinear };
        var (few, many, fewOfLora, manyOfLora) = (Kept(2, Ladder()), Kept(8, Ladder()), Kept(2, Lora()), Kept(8, Lora()));
        const long Activation = 8 * 64 * 64 * 4;

        Assert.That(many, Is.EqualTo(few).Within(Activation / 2), "less than half of one activation");
        Assert.That(manyOfLora - fewOfLora, Is.GreaterThan(6 * 10 * Activation));
    }

    [Test]
    public void Train_BesideAnotherAdapterOrAnotherLadder_IsRefusedAndLeavesGradientsOn()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = SmallLlama.Create();
        var ids = Ids(s_rows[0]);
        var peft = model.AddAdapter(new LoraConfig { TargetModules = ["q_proj"], Init = LoraInit.Random }, "lora");
        peft.AddAdapter(new LadderConfig { ReductionFactor = 2 }, "ladder");
        peft.AddAdapter(new LadderConfig { ReductionFactor = 2 }, "second");
        peft.SaveAdapter(folder.Path, "lora");
        peft.SetActive("lora", "ladder");
        Assert.That(() => model.call(ids), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lora'").And.Message.Contains("cannot be trained"));
        using (no_grad())
            Assert.That(() => model.call(ids), Throws.Nothing);
        peft.SetActive("ladder", "second");
        Assert.That(() => model.call(ids), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'second'").And.Message.Contains("one head"));
        peft.LoadAdapter(folder.Path, "frozen");
        peft.SetActive("frozen", "ladder");

        Assert.That(model.call(ids).requires_grad);
        Assert.That(is_grad_enabled());
    }

    [TestCase("layers.1", "model.layers.1.input_layernorm.weight")]
    [TestCase("model.norm", "model.norm.weight")]
    [TestCase("embed_tokens", "model.embed_tokens.weight")]
    public void Train_WhatRunsBeneathTheLadderWhole_IsRefusedByName(string saved, string parameter)
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        model.AddAdapter(new LadderConfig { ReductionFactor = 2, ModulesToSave = [saved] });
        var ids = Ids(s_rows[0]);

        Assert.That(() => model.call(ids), Throws.TypeOf<AdapterStateException>().With.Message.Contains($"'{parameter}'").And.Message.Contains("no gradients come"));
        Assert.That(is_grad_enabled());
        using (no_grad())
            Assert.That(() => model.call(ids), Throws.Nothing);
    }

    [Test]
    public void Forward_ThatFails_LeavesGradientsOn()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        model.AddAdapter(new LadderConfig { ReductionFactor = 2 });
        var layer = (Module<Tensor, AttentionContext, Tensor>)model.named_modules().Single(m => m.name == "model.layers.1").module;
        layer.register_forward_hook((_, _, _, _) => throw new InvalidOperationException("stop"));

        Assert.That(() => model.call(Ids(s_rows[0])), Throws.InvalidOperationException);
        Assert.That(is_grad_enabled());
    }

    [Test]
    public void Backward_CheckpointedModel_GivesTheSameGradients()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create(3);
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = 2 });
        var ids = Ids(s_rows[0]);
        model.train();
        CausalLanguageModel.Loss(model.call(ids), ids).backward();
        var expected = peft.TrainableParameters().Select(p => p.grad!.clone()).ToList();
        peft.TrainableParameters().ToList().ForEach(p => p.grad = null);
        model.EnableGradientCheckpointing();
        CausalLanguageModel.Loss(model.call(ids), ids).backward();

        foreach (var (parameter, grad) in peft.TrainableParameters().Zip(expected))
            TensorAssert.BitEqual(parameter.grad!, grad, "gradient");
    }

    [TestCaseSource(nameof(CausalModels))]
    public void Start_QuantizedModel_IsThatOfItsDequantizedWeights(Func<CausalLanguageModel> create)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        using var dense = create();
        dense.load_state_dict(model.state_dict());
        model.Quantize(o => o.BlockSize = 64);
        foreach (var (name, layer) in model.named_modules().Where(m => m.module is IQuantizedLayer))
        {
            using var _ = no_grad();
            var (weight, own) = (((IQuantizedLayer)layer).QuantizedWeight.Dequantize(), dense.get_parameter(name + ".weight")!);
            own.copy_(weight.shape.SequenceEqual(own.shape) && dense is LlamaForCausalLM ? weight : weight.t());
        }
        PeftModel.For(model).AddAdapter(new LoraConfig { TargetModules = [model is LlamaForCausalLM ? "down_proj" : "mlp.c_proj"] }, "lora");
        var (quantized, expected) = (AddNew(model), AddNew(dense));

        foreach (var (key, tensor) in expected.Where(t => t.Key.Contains(".block.")))
            TensorAssert.BitEqual(quantized[key], tensor, key);
    }

    [Test]
    public void Measure_ALadder_CountsAsAnAdapter()
    {
        using var model = SmallLlama.Create();
        var own = PeftModel.For(model).MeasureMemory().Use.Weights;
        var peft = model.AddAdapter(new LadderConfig { ReductionFactor = 2 });

        Assert.That(peft.MeasureMemory().Use.Weights, Is.EqualTo(own));
        Assert.That(peft.MeasureMemory().Use.Adapters, Is.EqualTo(4 * peft.CountParameters().Trainable));
    }

    [Test]
    public void AddAdapter_WhatDoesNotFitTheModel_IsRefusedByName()
    {
        using var llama = SmallLlama.Create();
        using var plain = Sequential(("fc", Linear(4, 4)));

        Assert.That(() => llama.AddAdapter(new LadderConfig { ReductionFactor = 4 }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("ReductionFactor is 4; for this model it must divide 2"));
        Assert.That(() => llama.AddAdapter(new LadderConfig { ReductionFactor = 2, LayersToTransform = [1, 5] }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("LayersToTransform has 5, but the model has 2 blocks"));
        Assert.That(() => llama.AddAdapter(new LadderConfig { ReductionFactor = 0, GateTemperature = 0, LayersToTransform = [], TargetModules = ["q_proj"] }),
            Throws.TypeOf<PeftConfigException>().With.Message.Contains("ReductionFactor is 0").And.Message.Contains("GateTemperature is 0").And.Message.Contains("LayersToTransform is empty").And.Message.Contains("TargetModules has no effect"));
        Assert.That(() => plain.AddAdapter(new LadderConfig { ReductionFactor = 2 }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("does not say where a side network stands"));
        Assert.That(llama.named_parameters().Select(p => p.parameter.requires_grad), Is.All.True);
    }

    private static IReadOnlyDictionary<string, Tensor> AddNew(Module model)
    {
        PeftModel.For(model).AddAdapter(new LadderConfig { ReductionFactor = 2 }, "ladder");
        return PeftModel.For(model).AdapterStateDict("ladder");
    }

    private static void AddChanged(Module model)
    {
        using var _ = no_grad();
        manual_seed(9);
        foreach (var parameter in model.AddAdapter(new LadderConfig { ReductionFactor = 2 }).TrainableParameters())
            parameter.add_(randn_like(parameter), 0.3);
        model.eval();
    }

    private static List<float> Train(PeftModel peft, Func<Tensor> loss, int steps)
    {
        using var optimizer = optim.Adam(peft.TrainableParameters(), 0.02);
        var losses = new List<float>();
        for (int step = 0; step < steps; step++)
        {
            optimizer.zero_grad();
            var value = loss();
            losses.Add(value.item<float>());
            value.backward();
            optimizer.step();
        }
        return losses;
    }

    private static Tensor Ids(int[] row) => tensor([.. row.Select(id => (long)id)]).unsqueeze(0);
}
