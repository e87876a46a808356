using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>Bottleneck adapters against the papers' formulas.</summary>
[TestFixture]
[FormulaOf("BOTTLENECK")]
public sealed class BottleneckTests
{
    private const string Prefix = "base_model.model.block.adapter_";

    [TestCase(false)]
    [TestCase(true)]
    public void Forward_AroundABlock_IsTheFormula(bool parallel)
    {
        using var scope = NewDisposeScope();
        using var block = Sequential(("fc0", Linear(6, 10)), ("act", ReLU()), ("fc1", Linear(10, 6)));
        using var model = Sequential(("block", (Module<Tensor, Tensor>)block));
        var x = randn(2, 3, 6);
        var y = model.call(x);
        var peft = model.AddAdapter(new BottleneckConfig { ReductionFactor = 2, IsParallel = parallel, Nonlinearity = Nonlinearity.Silu, Scaling = 4, InitWeights = false, TargetModules = ["block"] });
        var t = peft.AdapterStateDict();
        using (no_grad())
            t[Prefix + "up.bias"].normal_();

        var z = (parallel ? x : y).matmul(t[Prefix + "down.weight"].t()) + t[Prefix + "down.bias"];
        z = z / ((-z).exp() + 1);
        var expected = y + (4 * (z.matmul(t[Prefix + "up.weight"].t()) + t[Prefix + "up.bias"]));
        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-5, "output");
    }

    // Section 2.1: 2 m d + d + m numbers for each of the two adapters of a layer.
    [TestCase(64)]
    [TestCase(256)]
    public void CountParameters_BothSublayersOfALayer_IsThePapersCount(int width)
    {
        const int Features = 1024;
        using var model = Sequential(("attention_output", Linear(Features, Features)), ("feed_forward", (Module<Tensor, Tensor>)Sequential(("in", Linear(Features, 4 * Features)), ("out", Linear(4 * Features, Features)))));
        var peft = model.AddAdapter(new BottleneckConfig { ReductionFactor = Features / width, TargetModules = ["attention_output", "feed_forward"] });

        Assert.That(peft.CountParameters().Trainable, Is.EqualTo(2L * ((2 * width * Features) + Features + width)));
    }

    [Test]
    public void Merge_ABottleneck_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.AddAdapter(new BottleneckConfig { TargetModules = ["lin0"] });

        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lin0'"));
    }

    [Test]
    public void AddLora_OnABlock_IsRefused()
    {
        using var model = ReferenceModel.Blocks.Create();

        Assert.That(() => model.AddLora(o => o.TargetModules = ["block"]), Throws.InstanceOf<PeftException>());
    }
}
