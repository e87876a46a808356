using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>LoRA on every kind of layer.</summary>
[TestFixture]
public sealed class LoraLayerTests
{
    private static readonly TestCaseData[] s_layers =
    [
        Layer("linear", () => Linear(6, 10), () => randn(3, 6)),
        Layer("Conv1D", () => new Conv1D(new Parameter(randn(6, 10)), new Parameter(randn(10))), () => randn(3, 6)),
        Layer("embedding", () => Embedding(7, 10), () => randint(0, 7, [3, 4])),
        Layer("conv1d, stride", () => Conv1d(6, 10, 3, stride: 2, padding: 1), () => randn(2, 6, 9)),
        Layer("conv2d, dilation", () => Conv2d(6, 10, 3, dilation: 2, padding: 2), () => randn(2, 6, 9, 9)),
        Layer("conv2d, circular", () => Conv2d(6, 10, 3, padding: 1, padding_mode: TorchSharp.PaddingModes.Circular), () => randn(2, 6, 5, 5)),
        Layer("conv3d", () => Conv3d(2, 4, 2), () => randn([2, 2, 4, 4, 4])),
    ];

    [TestCaseSource(nameof(s_layers))]
    public void Merge_AnyLayer_ComputesTheSame(Func<Module<Tensor, Tensor>> create, Func<Tensor> input)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", create()));
        var x = input();
        var plain = model.call(x);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["layer"], 2, LoraInit.Random));
        var adapted = model.call(x);
        peft.Merge();

        Assert.That(adapted.allclose(plain), Is.False);
        TensorAssert.AreClose(model.call(x), adapted, 1e-4, 1e-4, "merged");
    }

    [TestCaseSource(nameof(s_layers))]
    public void AddLora_AnyLayer_StartsWithoutEffectAndTrains(Func<Module<Tensor, Tensor>> create, Func<Tensor> input)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", create()));
        var x = input();
        var plain = model.call(x);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank) = (["layer"], 2));
        var adapted = model.call(x);
        adapted.sum().backward();

        TensorAssert.AreClose(adapted, plain, 0, 1e-6, "output");
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(2));
        Assert.That(peft.TrainableParameters().Count(p => p.grad!.abs().sum().item<float>() > 0), Is.EqualTo(1), "the factor beside the one that is zero");
    }

    [Test]
    public void Merge_AGroupedConvolution_IsRefused()
    {
        using var model = Sequential(("layer", Conv2d(4, 6, 3, groups: 2)));
        var peft = model.AddLora(o => (o.TargetModules, o.Rank) = (["layer"], 2));

        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'layer'"));
    }

    [Test]
    public void AddLora_ARankThatGroupsDoNotDivide_IsRefused()
    {
        using var model = Sequential(("layer", Conv2d(4, 6, 3, groups: 2)));

        Assert.That(() => model.AddLora(o => (o.TargetModules, o.Rank) = (["layer"], 3)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("the rank at 'layer' is 3").And.Message.Contains("2 groups"));
    }

    [Test]
    public void Dropout_OnAnEmbedding_LeavesTheIds()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Embedding(7, 10)));
        model.AddLora(o => (o.TargetModules, o.Init, o.Dropout) = (["layer"], LoraInit.Random, 0.9));
        var x = arange(7);

        TensorAssert.BitEqual(model.call(x), model.call(x), "training mode");
    }

    [TestCase(true, ScalarType.Float32)]
    [TestCase(false, ScalarType.BFloat16)]
    public void AutocastAdapterDtype_OnAHalfPrecisionBase_DecidesTheAdaptersType(bool autocast, ScalarType expected)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10, dtype: ScalarType.BFloat16)));
        var peft = model.AddLora(o => (o.TargetModules, o.Init, o.AutocastAdapterDtype) = (["layer"], LoraInit.Random, autocast));

        Assert.That(peft.TrainableParameters().Select(p => p.dtype), Is.All.EqualTo(expected));
        Assert.That(model.call(randn(3, 6, dtype: ScalarType.BFloat16)).dtype, Is.EqualTo(ScalarType.BFloat16));
    }

    [Test]
    public void FanInFanOut_ALayerOfTheUsersOwn_IsReadTransposed()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", new Transposed()));
        var x = randn(3, 6);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.FanInFanOut) = (["layer"], 2, LoraInit.Random, true));
        var adapted = model.call(x);
        peft.Merge();

        Assert.That(peft.AdapterStateDict()["base_model.model.layer.lora_A.weight"].shape, Is.EqualTo(new long[] { 2, 6 }));
        TensorAssert.AreClose(model.call(x), adapted, 1e-4, 1e-4, "merged");
    }

    private static TestCaseData Layer(string name, Func<Module<Tensor, Tensor>> create, Func<Tensor> input) => new TestCaseData(create, input).SetArgDisplayNames(name);

    private sealed class Transposed : Module<Tensor, Tensor>
    {
        private readonly Parameter weight = new(randn(6, 10));

        internal Transposed()
            : base(nameof(Transposed)) => RegisterComponents();

        public override Tensor forward(Tensor x) => x.mm(weight);
    }
}
