using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>LoRA on TorchSharp's MultiheadAttention, which computes by itself.</summary>
[TestFixture]
public sealed class LoraAttentionTests
{
    private const string Prefix = "base_model.model.attention.";

    [Test]
    public void AddLora_Attention_IsStoredAsPython()
    {
        using var model = new Model(MultiheadAttention(8, 2));
        var shapes = Attach(model).AdapterStateDict().ToDictionary(t => t.Key[Prefix.Length..], t => t.Value.shape);

        Assert.That(shapes.Keys, Is.EquivalentTo(new[] { "lora_A.weight", "lora_B.weight", "base_layer.out_proj.lora_A.weight", "base_layer.out_proj.lora_B.weight" }));
        Assert.That(shapes["lora_B.weight"], Is.EqualTo(new long[] { 24, 2 }));
    }

    [Test]
    public void Forward_AnyOptions_IsThatOfTheMergedModel([Values(1, 2, 4)] int heads, [Values] bool bias, [Values] bool addBias, [Values] bool addZeros)
    {
        using var scope = NewDisposeScope();
        using var model = new Model(MultiheadAttention(8, heads, bias: bias, add_bias_kv: addBias, add_zero_attn: addZeros));
        var x = randn(5, 3, 8);
        var before = model.call(x);
        var peft = Attach(model);
        var (adapted, weights) = (model.call(x), model.Weights!);
        peft.Merge();
        var merged = model.call(x);

        Assert.That(adapted.allclose(before), Is.False);
        TensorAssert.AreClose(merged, adapted, 1e-4, 1e-5, "output");
        TensorAssert.AreClose(model.Weights!, weights, 1e-4, 1e-5, "weights");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [TestCase(ScalarType.Bool)]
    [TestCase(ScalarType.Float32)]
    public void Forward_Masks_AreThoseOfTheMergedModel(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = new Model(MultiheadAttention(8, 2));
        var causal = ones(5, 5).triu(1);
        model.Mask = type == ScalarType.Bool ? causal.to(ScalarType.Bool) : causal.mul(-1e9);
        model.Padding = tensor(new[] { false, false, false, false, true, false, false, false, false, false, false, false, false, true, true }).view(3, 5);
        var x = randn(5, 3, 8);
        var peft = Attach(model);
        var adapted = model.call(x);
        peft.Merge();

        TensorAssert.AreClose(model.call(x), adapted, 1e-4, 1e-5, "output");
    }

    [Test]
    public void Backward_Attention_ReachesOnlyTheAdapter()
    {
        using var scope = NewDisposeScope();
        using var model = new Model(MultiheadAttention(8, 2));
        var peft = Attach(model);
        model.train();
        model.call(randn(5, 3, 8)).square().sum().backward();

        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(4));
        Assert.That(peft.TrainableParameters().All(p => p.grad!.abs().sum().item<float>() > 0));
    }

    [Test]
    public void DisableAdapters_Attention_GivesTheBaseBitForBit()
    {
        using var scope = NewDisposeScope();
        using var model = new Model(MultiheadAttention(8, 2));
        var x = randn(5, 3, 8);
        var before = model.call(x);
        var peft = Attach(model);
        using var _ = peft.DisableAdapters();

        TensorAssert.BitEqual(model.call(x), before, "output");
    }

    [Test]
    public void Training_AttentionWithDropout_IsRefusedAndEvaluationIsNot()
    {
        using var scope = NewDisposeScope();
        using var model = new Model(MultiheadAttention(8, 2, dropout: 0.5));
        Attach(model);
        var x = randn(5, 3, 8);
        model.train();
        Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>().With.Message.Contains("dropout"));
        model.eval();
        Assert.That(() => model.call(x), Throws.Nothing);
    }

    private static PeftModel Attach(Model model) => model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["attention"], 2, LoraInit.Random));

    private sealed class Model : Module<Tensor, Tensor>
    {
        private readonly MultiheadAttention attention;

        internal Model(MultiheadAttention attention)
            : base(nameof(Model))
        {
            this.attention = attention;
            RegisterComponents();
        }

        internal Tensor? Mask { get; set; }

        internal Tensor? Padding { get; set; }

        internal Tensor? Weights { get; private set; }

        public override Tensor forward(Tensor x)
        {
            (var output, Weights) = attention.call(x, x, x, Padding, true, Mask);
            return output;
        }
    }
}
