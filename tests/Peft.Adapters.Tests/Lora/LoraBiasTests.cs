using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>Biases of the model that are trained with an adapter, and biases of the adapter itself.</summary>
[TestFixture]
public sealed class LoraBiasTests
{
    [TestCase(TrainedBiases.None)]
    [TestCase(TrainedBiases.AdaptedLayers, "lin1.base_layer.bias")]
    [TestCase(TrainedBiases.All, "lin0.bias", "lin1.base_layer.bias", "lin2.bias")]
    public void Bias_Trained_IsInTheFileAndLeavesTheOriginal(TrainedBiases biases, params string[] expected)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(3, 12);
        var before = model.call(x);
        var peft = model.AddLora(o => (o.TargetModules, o.Bias) = (["lin1"], biases));
        var keys = peft.AdapterStateDict().Keys.Where(k => k.EndsWith("bias", StringComparison.Ordinal)).Select(k => k["base_model.model.".Length..]);
        model.call(x).sum().backward();
        using (var optimizer = optim.SGD(peft.TrainableParameters(), 0.1))
            optimizer.step();

        Assert.That(keys, Is.EquivalentTo(expected));
        Assert.That(model.call(x).allclose(before), Is.False);
        using (peft.DisableAdapters())
            TensorAssert.BitEqual(model.call(x), before, "disabled");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [Test]
    public void MergeAndUnload_TrainedBiases_BecomeTheModels([Values(TrainedBiases.AdaptedLayers, TrainedBiases.All)] TrainedBiases biases)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(3, 12);
        var peft = model.AddLora(o => (o.TargetModules, o.Bias, o.Init) = (["lin1"], biases, LoraInit.Random));
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.lin1.base_layer.bias"].add_(1);
        var adapted = model.call(x);

        peft.MergeAndUnload();

        TensorAssert.AreClose(model.call(x), adapted, 1e-5, 1e-5, "merged");
    }

    [Test]
    public void Bias_OfAModuleToSave_IsTrainedOnce()
    {
        using var model = new OpenMlp();
        var peft = model.AddLora(o => (o.TargetModules, o.Bias, o.ModulesToSave) = (["lin1"], TrainedBiases.All, ["lin2"]));

        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(2 + 2 + 2));
    }

    [Test]
    public void Merge_LoraBias_GoesIntoTheLayersBiasAndBack([Values] bool withDora)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("layer", Linear(6, 10)));
        var x = randn(3, 6);
        var before = model.call(x);
        var peft = model.AddLora(o => (o.TargetModules, o.Init, o.LoraBias) = (["layer"], LoraInit.Random, true));
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.layer.lora_B.bias"].normal_();
        if (withDora)
        {
            peft.AddAdapter(new LoraConfig { TargetModules = ["layer"], Init = LoraInit.Random, UseDora = true, Rank = 2 }, "dora");
            using (no_grad())
                peft.AdapterStateDict("dora")["base_model.model.layer.lora_magnitude_vector"].mul_(2);
            peft.SetActive("default", "dora");
        }
        var adapted = model.call(x);
        peft.Merge(checkFinite: true);
        var merged = model.call(x);
        peft.Unmerge();

        TensorAssert.AreClose(merged, adapted, 1e-5, 1e-5, "merged");
        TensorAssert.AreClose(model.call(x), adapted, 1e-6, 1e-6, "unmerged");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [Test]
    public void Merge_LoraBiasWhereTheLayerHasNone_IsRefused()
    {
        using var model = Sequential(("layer", Linear(6, 10, hasBias: false)));
        var peft = model.AddLora(o => (o.TargetModules, o.LoraBias) = (["layer"], true));

        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'layer'"));
    }

    [Test]
    public void Parse_AnUnknownWord_SaysWhichThereAre() => Assert.That(() => PeftConfigFile.Parse("""{"peft_type": "LORA", "target_modules": ["q"], "bias": "some"}"""),
        Throws.TypeOf<PeftConfigException>().With.Message.Contains("none, lora_only, all"));
}
