using Peft.Attachment;
using Peft.Quantization;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Quantized;

/// <summary>Adapters on layers that keep their weight in fewer bits: this library's and a user's.</summary>
[TestFixture]
public sealed class QuantizedLayerTests
{
    private static readonly (string Name, Func<Module<Tensor, Tensor>> Create)[] s_layers =
    [
        ("4 bit", () => new Linear4bit(NF4Tensor.Quantize(randn(32, 64)), Bias())),
        ("4 bit, double quantised", () => new Linear4bit(NF4Tensor.Quantize(randn(32, 64), new() { DoubleQuantize = true }), Bias())),
        ("8 bit", () => new Linear8bit(Int8Tensor.Quantize(randn(32, 64)), Bias())),
        ("the user's", () => new CoarseLinear(randn(32, 64))),
    ];

    private static IEnumerable<TestCaseData> Cases =>
        from layer in s_layers
        from dora in new[] { false, true }
        select new TestCaseData(layer.Create, dora).SetArgDisplayNames(layer.Name, dora ? "DoRA" : "LoRA");

    [TestCaseSource(nameof(Cases))]
    public void Forward_AdaptedLayer_IsThatOfTheDequantizedWeight(Func<Module<Tensor, Tensor>> create, bool dora)
    {
        using var scope = NewDisposeScope();
        using var layer = create();
        using var model = Sequential(("inner", layer));
        using var dense = Sequential(("inner", DenseTwin(layer)));
        var (peft, twin) = (Adapt(model, dora), Adapt(dense, dora));
        Randomise(peft, twin);
        var x = randn(5, 64);

        TensorAssert.AreClose(model.call(x), dense.call(x), 1e-4, 1e-4, "output");
        Assert.That(peft.CountParameters(), Is.EqualTo(twin.CountParameters()));
    }

    [TestCaseSource(nameof(Cases))]
    public void Merge_AdaptedLayer_QuantizesAgainReportsTheErrorAndUnmergesToTheByte(Func<Module<Tensor, Tensor>> create, bool dora)
    {
        using var scope = NewDisposeScope();
        using var layer = create();
        using var model = Sequential(("inner", layer));
        var peft = Adapt(model, dora);
        Randomise(peft);
        model.eval();
        var x = randn(5, 64);
        using var _ = no_grad();
        var (before, kept) = (model.call(x), ((IQuantizedLayer)layer).QuantizedWeight);
        var wanted = peft.Sites.Count == 1 ? Merged(peft, layer) : throw new InvalidOperationException();

        var report = peft.Merge(checkFinite: true);
        var stored = ((IQuantizedLayer)layer).QuantizedWeight.Dequantize();
        Assert.That(report.QuantizationErrors.Keys, Is.EqualTo(["inner"]));
        Assert.That(report.LargestError, Is.EqualTo((stored - wanted).norm().item<float>() / wanted.norm().item<float>()).Within(1e-5));
        Assert.That(report.LargestError, Is.InRange(1e-4, 0.2));
        TensorAssert.AreClose(model.call(x), functional.linear(x, stored) + (layer.named_parameters().Select(p => p.parameter).FirstOrDefault() ?? zeros(32)), 3e-2, 3e-1, "merged output");

        peft.Unmerge();
        Assert.That(((IQuantizedLayer)layer).QuantizedWeight, Is.SameAs(kept));
        TensorAssert.BitEqual(model.call(x), before, "unmerged output");
    }

    [Test]
    public void MergeAndUnload_QuantizedLayer_StaysQuantizedAndLeavesNoTensors()
    {
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using var layer = new Linear4bit(NF4Tensor.Quantize(randn(32, 64)));
            using var model = Sequential(("inner", layer));
            Adapt(model, dora: true).MergeAndUnload();
            Assert.That(model.named_children().Single().module, Is.SameAs(layer));
        });
    }

    [Test]
    public void AddLora_Embedding4bit_AddsToTheVectorsAndMerges()
    {
        using var scope = NewDisposeScope();
        using var layer = new Embedding4bit(NF4Tensor.Quantize(randn(10, 64)));
        using var model = Sequential(("inner", layer));
        var peft = Adapt(model, dora: false);
        Randomise(peft);
        var ids = tensor(new long[] { 3, 9, 0 });
        var state = peft.AdapterStateDict().ToDictionary(t => t.Key.Split("inner.")[1], t => t.Value);
        var expected = layer.QuantizedWeight.Dequantize().index_select(0, ids) + (state["lora_embedding_A"].t().index_select(0, ids).mm(state["lora_embedding_B"].t()) * 2);

        TensorAssert.AreClose(model.call(ids), expected, 1e-5, 1e-5, "vectors");
        Assert.That(peft.Merge().LargestError, Is.InRange(1e-4, 0.2));
    }

    [Test]
    public void AddAdapter_ModelQuantizedSinceItWasLookedAt_IsOnTheQuantizedLayers()
    {
        using var model = Sequential(("inner", Linear(64, 32)));
        var peft = PeftModel.For(model);
        Assert.That(() => model.AddLora(o => o.TargetModules = ["typo"]), Throws.TypeOf<TargetModulesNotFoundException>());
        model.Quantize(_ => { });
        peft.AddAdapter(new LoraConfig { TargetModules = ModuleTargets.AllLinear });

        Assert.That(peft.Sites.Select(s => s.Path), Is.EqualTo(new[] { "inner" }));
        Assert.That(peft.CountParameters().All, Is.EqualTo((32 * 64) + 32 + (8 * 96)));
    }

    [Test]
    public void AddLora_SealedFieldOfQuantizedLayer_ActsThroughAHook()
    {
        using var scope = NewDisposeScope();
        using var model = new Holder();
        var x = randn(2, 64);
        var before = model.call(x);
        var peft = Adapt(model, dora: false);
        Randomise(peft);

        Assert.That((model.call(x) - before).abs().max().item<float>(), Is.GreaterThan(1e-3f));
        Assert.That(peft.Sites.Single().Strategy, Is.EqualTo(SiteStrategy.Hook));
    }

    [Test]
    public void AddLora_TrainedBiases_TrainsThoseOfQuantizedLayers()
    {
        using var scope = NewDisposeScope();
        using var layer = new Linear4bit(NF4Tensor.Quantize(randn(32, 64)), Bias());
        using var model = Sequential(("inner", layer));
        var original = layer.Bias!;
        var peft = model.AddLora(c => (c.TargetModules, c.Bias) = (["inner"], TrainedBiases.All));
        model.call(randn(2, 64)).sum().backward();

        Assert.That(layer.Bias, Is.Not.SameAs(original));
        Assert.That(layer.Bias!.grad!.sum().item<float>(), Is.EqualTo(64).Within(1e-3));
        peft.Detach();
        Assert.That(layer.Bias, Is.SameAs(original));
    }

    [Test]
    public void Backward_ThroughQuantizedLayer_ReachesAdapterAndInput()
    {
        using var scope = NewDisposeScope();
        using var layer = new Linear4bit(NF4Tensor.Quantize(randn(32, 64)));
        using var model = Sequential(("inner", layer));
        var peft = Adapt(model, dora: false);
        Randomise(peft);
        var x = randn(2, 64).requires_grad_();
        model.call(x).square().sum().backward();
        var (gradient, weight) = (x.grad!, Merged(peft, layer));
        var expected = (functional.linear(x, weight) * 2).mm(weight);

        TensorAssert.AreClose(gradient, expected.detach(), 1e-4, 1e-3, "gradient of the input");
        Assert.That(peft.TrainableParameters().All(p => p.grad is not null));
    }

    private static PeftModel Adapt(Module model, bool dora) => model.AddLora(c => (c.TargetModules, c.Rank, c.Alpha, c.UseDora) = (["inner"], 4, 8, dora));

    // The same values in each.
    private static void Randomise(params PeftModel[] models)
    {
        using var _ = no_grad();
        foreach (var (parameter, i) in models[0].TrainableParameters().Select((p, i) => (p, i)))
        {
            parameter.add_(randn_like(parameter).mul_(0.1));
            foreach (var model in models.Skip(1))
                model.TrainableParameters()[i].copy_(parameter);
        }
    }

    private static Tensor Merged(PeftModel peft, Module layer)
    {
        var weight = ((IQuantizedLayer)layer).QuantizedWeight.Dequantize();
        var state = peft.AdapterStateDict().ToDictionary(t => t.Key.Split("inner.")[1], t => t.Value.detach());
        var sum = weight + (state["lora_B.weight"].mm(state["lora_A.weight"]) * 2);
        return state.TryGetValue("lora_magnitude_vector", out var magnitude) ? sum * (magnitude / sum.norm(1)).unsqueeze(1) : sum;
    }

    private static Linear DenseTwin(Module<Tensor, Tensor> layer)
    {
        var bias = layer.named_parameters().Select(p => p.parameter).FirstOrDefault();
        var twin = Linear(64, 32, hasBias: bias is not null);
        using var _ = no_grad();
        twin.weight.copy_(((IQuantizedLayer)layer).QuantizedWeight.Dequantize());
        if (bias is not null)
            twin.bias!.copy_(bias);
        return twin;
    }

    private static Parameter Bias() => new(randn(32));

    private sealed class Holder : Module<Tensor, Tensor>
    {
        private readonly Linear4bit inner = new(NF4Tensor.Quantize(randn(32, 64)));

        public Holder()
            : base(nameof(Holder)) => RegisterComponents();

        public override Tensor forward(Tensor input) => inner.call(input);
    }

    /// <summary>A user's layer, with a weight of multiples of 1 / 16.</summary>
    private sealed class CoarseLinear : Module<Tensor, Tensor>, IQuantizedLayer
    {
        public CoarseLinear(Tensor weight)
            : base(nameof(CoarseLinear)) => QuantizedWeight = new CoarseWeight(weight);

        public IQuantizedWeight QuantizedWeight { get; set; }

        public override Tensor forward(Tensor input)
        {
            using var weight = QuantizedWeight.Dequantize();
            return functional.linear(input, weight);
        }
    }

    private sealed class CoarseWeight(Tensor weight) : IQuantizedWeight
    {
        private readonly Tensor _codes = weight.detach().mul(16).round().to_type(ScalarType.Int16).DetachFromDisposeScope();

        public IReadOnlyList<long> Shape => _codes.shape;

        public ScalarType DType => ScalarType.Float32;

        public Device Device => _codes.device;

        public long ByteCount => _codes.numel() * 2;

        public Tensor Dequantize(ScalarType? dtype = null) => _codes.to_type(dtype ?? DType).div(16);

        public IQuantizedWeight Requantize(Tensor weight) => new CoarseWeight(weight);

        public IQuantizedWeight To(Device device) => new CoarseWeight(Dequantize().to(device));

        public void Dispose() => _codes.Dispose();
    }
}
