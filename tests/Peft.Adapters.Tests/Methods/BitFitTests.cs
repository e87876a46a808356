using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>BitFit against its formula: y = W x + b'.</summary>
[TestFixture]
[FormulaOf("BITFIT")]
public sealed class BitFitTests
{
    [Test]
    public void Forward_ChangedBiases_IsTheLayerWithThem()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(3, 12);
        var before = model.call(x);
        var peft = model.AddAdapter(new BitFitConfig { TargetModules = ["lin2"] });
        var shift = randn(6);
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.lin2.bias"].add_(shift);

        TensorAssert.AreClose(model.call(x), before + shift, 1e-6, 1e-6, "output");
    }

    [Test]
    public void AddAdapter_WithoutTargets_TrainsAllBiasesAndNothingElse()
    {
        using var model = new OpenMlp();
        var peft = model.AddAdapter(new BitFitConfig());

        Assert.That(peft.AdapterStateDict().Keys, Is.EquivalentTo(["base_model.model.lin0.bias", "base_model.model.lin1.bias", "base_model.model.lin2.bias"]));
        Assert.That(peft.CountParameters().Trainable, Is.EqualTo(20 + 20 + 6));
    }

    [Test]
    public void SetActive_TwoThatTrainTheSame_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.AddAdapter(new BitFitConfig(), "one");
        peft.AddAdapter(new BitFitConfig(), "two");

        Assert.That(() => peft.SetActive("one", "two"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("lin0.bias"));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(["two"]));
    }

    [Test]
    public void AddAdapter_NothingToTrain_IsRefused()
    {
        using var model = nn.Sequential(("fc", nn.Linear(2, 2, hasBias: false)), ("out", nn.Linear(2, 2)));

        Assert.That(() => model.AddAdapter(new BitFitConfig { TargetModules = ["fc"] }), Throws.TypeOf<AdapterStateException>().With.Message.Contains("nothing to train"));
    }
}
