using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>LoRA on parameters of modules that are no layers.</summary>
[TestFixture]
public sealed class LoraParameterTests
{
    private const string Prefix = "base_model.model.experts.";

    private static LoraConfig Config => new() { TargetParameters = ["experts.up", "experts.down"], Rank = 2, Alpha = 6, Init = LoraInit.Random };

    [Test]
    public void AddLora_TwoParametersOfAModule_NestsThemInFilesAsPython()
    {
        using var model = new Mixture();
        var shapes = model.AddLora(Config).AdapterStateDict().ToDictionary(t => t.Key[Prefix.Length..], t => t.Value.shape);

        Assert.That(shapes.Keys, Is.EquivalentTo(new[] { "base_layer.lora_A.weight", "base_layer.lora_B.weight", "lora_A.weight", "lora_B.weight" }));
        Assert.That(shapes["base_layer.lora_A.weight"], Is.EqualTo(new long[] { 3 * 2, 4 }), "up is registered first, so it is the inner one");
        Assert.That(shapes["base_layer.lora_B.weight"], Is.EqualTo(new long[] { 5, 3 * 2 }));
        Assert.That(shapes["lora_A.weight"], Is.EqualTo(new long[] { 2, 5 }));
    }

    [Test]
    public void Forward_Experts_AddsAProductToEach()
    {
        using var scope = NewDisposeScope();
        using var model = new Mixture();
        var (up, down) = (model.get_parameter("experts.up")!, model.get_parameter("experts.down")!);
        var tensors = model.AddLora(Config).AdapterStateDict();
        var x = randn(7, 4);
        var (a, b) = (tensors[Prefix + "base_layer.lora_A.weight"], tensors[Prefix + "base_layer.lora_B.weight"]);
        var ups = Enumerable.Range(0, 3).Select(e => up[e] + 3 * b.view(5, 2, 3).select(2, e).mm(a.view(3, 2, 4).select(0, e)));
        var expected = Mixture.Compute(x, stack(ups, 0), down + 3 * tensors[Prefix + "lora_B.weight"].mm(tensors[Prefix + "lora_A.weight"]));

        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-5, "output");
    }

    [Test]
    public void Backward_Experts_ReachesOnlyTheAdapter()
    {
        using var scope = NewDisposeScope();
        using var model = new Mixture();
        var peft = model.AddLora(Config);
        for (int step = 0; step < 2; step++)
            model.call(randn(7, 4)).square().sum().backward();

        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(4));
        Assert.That(peft.TrainableParameters().All(p => p.grad!.abs().sum().item<float>() > 0));
        Assert.That(model.get_parameter("experts.up")!.grad, Is.Null);
        Assert.That(peft.Sites.Select(s => s.Strategy), Is.All.EqualTo(SiteStrategy.Reparametrise));
    }

    [Test]
    public void Merge_Experts_ComputesTheSameAndDetachesExactly()
    {
        using var scope = NewDisposeScope();
        using var model = new Mixture();
        var x = randn(7, 4);
        var before = model.call(x);
        var peft = model.AddLora(Config);
        var adapted = model.call(x);
        Tensor disabled;
        using (peft.DisableAdapters())
            disabled = model.call(x);
        peft.Merge();
        var merged = model.call(x);
        peft.Detach();

        TensorAssert.BitEqual(disabled, before, "disabled");
        TensorAssert.AreClose(merged, adapted, 1e-5, 1e-5, "merged");
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [Test]
    public void AddLora_AnUnknownParameter_IsAnErrorWithTheNearest()
    {
        using var model = new Mixture();

        Assert.That(() => model.AddLora(o => o.TargetParameters = ["experts.upp"]), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("up"));
    }

    [Test]
    public void AddLora_WithDropout_IsRefused()
    {
        using var model = new Mixture();

        Assert.That(() => model.AddLora(o => (o.TargetParameters, o.Dropout) = (["experts.up"], 0.1)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("TargetParameters"));
    }

    private sealed class Mixture : Module<Tensor, Tensor>
    {
        private readonly Experts experts = new();

        internal Mixture()
            : base(nameof(Mixture)) => RegisterComponents();

        internal static Tensor Compute(Tensor x, Tensor up, Tensor down) => functional.linear(functional.relu(stack([.. Enumerable.Range(0, 3).Select(e => functional.linear(x, up[e]))], 0).sum([0])), down);

        public override Tensor forward(Tensor x) => experts.call(x, x);
    }

    private sealed class Experts : Module<Tensor, Tensor, Tensor>
    {
        private readonly Parameter up = new(randn(3, 5, 4)), down = new(randn(6, 5));

        internal Experts()
            : base(nameof(Experts)) => RegisterComponents();

        public override Tensor forward(Tensor x, Tensor unused) => Mixture.Compute(x, up, down);
    }
}
