using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>AdapterFusion against its paper's formula, and what being made of other adapters means.</summary>
[TestFixture]
[FormulaOf("ADAPTER_FUSION")]
public sealed class AdapterFusionTests
{
    private const string Prefix = "base_model.model.fc.";

    // Section 3.2, literally: a key and a value for each adapter, and one position after another.
    [Test]
    public void Forward_ThreeAdapters_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("fc", Linear(5, 6)));
        var x = randn(2, 3, 5);
        var peft = Fused(model, "a", "b", "c");
        var (q, k, v) = (peft.AdapterStateDict("fusion")[Prefix + "fusion_query.weight"], peft.AdapterStateDict("fusion")[Prefix + "fusion_key.weight"], peft.AdapterStateDict("fusion")[Prefix + "fusion_value.weight"]);
        using (no_grad())
        {
            foreach (var matrix in new[] { q, k, v })
                matrix.normal_();
        }
        Tensor y;
        using (peft.DisableAdapters())
            y = model.call(x);
        var outputs = new[] { "a", "b", "c" }.Select(name =>
        {
            using (peft.Use(name))
                return model.call(x);
        }).ToArray();
        var actual = model.call(x);

        for (int row = 0; row < 2; row++)
        {
            for (int token = 0; token < 3; token++)
            {
                var query = q.mv(y[row, token]);
                double[] weights = [.. outputs.Select(h => Math.Exp(query.dot(k.mv(h[row, token])).item<float>()))];
                var expected = outputs.Zip(weights).Select(p => v.mv(p.First[row, token]) * (p.Second / weights.Sum())).Aggregate((left, right) => left + right);
                TensorAssert.AreClose(actual[row, token], expected, 1e-4, 1e-4, $"row {row}, token {token}");
            }
        }
    }

    [Test]
    public void Forward_NewFusionOfEqualAdapters_IsNearThem()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("fc", Linear(8, 8)));
        var x = randn(4, 8);
        var peft = Fused(model, "a", "b");
        using var _ = no_grad();
        foreach (var (key, tensor) in peft.AdapterStateDict("b"))
            tensor.copy_(peft.AdapterStateDict("a")[key]);
        var fused = model.call(x);
        using (peft.Use("a"))
            TensorAssert.AreClose(fused, model.call(x), 0, 1e-4, "output");
        Assert.That((peft.AdapterStateDict("fusion")[Prefix + "fusion_value.weight"] - eye(8)).abs().max().item<float>(), Is.InRange(1e-7, 1e-5), "noise beside the diagonal");
    }

    // Three matrices at each layer: for BERT-base with one fusion in each of its 12 layers 3 · 768² · 12, about 21 million.
    [Test]
    public void CountParameters_AFusion_IsThreeMatricesAndNothingOfTheAdapters()
    {
        const int Features = 768;
        using var model = Sequential(("fc", Linear(Features, Features)));
        var peft = Fused(model, "a", "b", "c");

        Assert.That(peft.CountParameters().Trainable, Is.EqualTo(3 * Features * Features));
        Assert.That(peft.TrainableParameters().Select(p => p.requires_grad), Is.All.True);
        Assert.That(peft.AdapterStateDict("a").Values.Select(t => t.requires_grad), Is.All.False);
    }

    [Test]
    public void Regularization_ChangedValues_IsTheirDistanceFromTheIdentity()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("fc", Linear(4, 6)), ("out", Linear(6, 5)));
        var peft = Fused(model, "a", "b");
        double expected = 0;
        using (no_grad())
        {
            foreach (var (_, value) in peft.AdapterStateDict("fusion").Where(t => t.Key.EndsWith("value.weight", StringComparison.Ordinal)))
                expected += 0.01 * (value.normal_() - eye(value.shape[0])).square().sum().item<float>();
        }
        var loss = peft.Regularization();

        Assert.That(loss.item<float>(), Is.EqualTo(expected).Within(1e-4));
        loss.backward();
        Assert.That(peft.AdapterStateDict("fusion")[Prefix + "fusion_value.weight"].grad, Is.Not.Null);
    }

    [Test]
    public void AddAdapter_WithoutTargets_IsWhereItsAdaptersAre()
    {
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        foreach (string name in new[] { "a", "b" })
            peft.AddAdapter(new BottleneckConfig { TargetModules = ["lin0", "lin1"] }, name);
        peft.AddAdapter(new AdapterFusionConfig { Adapters = ["a", "b"] }, "fusion");

        Assert.That(peft.Sites.Where(s => s.Adapters.Contains("fusion")).Select(s => s.Path), Is.EqualTo(["lin0", "lin1"]));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(["fusion"]));
    }

    [Test]
    public void LoadAdapter_AFusion_NeedsItsAdaptersAndComputesTheSame()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Sequential(("fc", Linear(5, 6)));
        using var other = Sequential(("fc", Linear(5, 6)));
        other.load_state_dict(model.state_dict());
        var peft = Fused(model, "a", "b");
        var x = randn(3, 5);
        foreach (string name in peft.AdapterNames)
            peft.SaveAdapter(folder.File(name), name);

        var loaded = PeftModel.Load(other, folder.File("b"), "b");
        Assert.That(() => loaded.LoadAdapter(folder.File("fusion"), "fusion"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("made of 'a'").And.Message.Contains("The model has: b"));
        Assert.That(loaded.AdapterNames, Is.EqualTo(["b"]));
        loaded.LoadAdapter(folder.File("a"), "a");
        loaded.LoadAdapter(folder.File("fusion"), "fusion");

        Assert.That(((AdapterFusionConfig)loaded.ConfigOf("fusion")).Adapters, Is.EqualTo(["a", "b"]));
        TensorAssert.BitEqual(other.call(x), model.call(x), "output");
    }

    [Test]
    public void DeleteRenameAndHotSwap_AFusedAdapter_AreRefusedWhileTheFusionIsThere()
    {
        using var folder = new TempFolder();
        using var model = Sequential(("fc", Linear(5, 6)));
        var peft = Fused(model, "a", "b");
        peft.SaveAdapter(folder.Path, "b");
        foreach (Action change in new Action[] { () => peft.DeleteAdapter("a"), () => peft.RenameAdapter("a", "c"), () => peft.HotSwap(folder.Path, "a") })
            Assert.That(() => change(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'fusion' is made of it"));
        Assert.That(peft.AdapterNames, Is.EqualTo(["a", "b", "fusion"]));
        peft.DeleteAdapter("fusion");
        peft.DeleteAdapter("a");
        Assert.That(peft.AdapterNames, Is.EqualTo(["b"]));
    }

    [Test]
    public void HotSwap_TheFusion_FusesWhatTheFileNames()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Sequential(("fc", Linear(5, 6)));
        var x = randn(3, 5);
        var peft = Fused(model, "a", "b", "c");
        var expected = model.call(x);
        peft.SaveAdapter(folder.Path, "fusion");
        peft.DeleteAdapter("fusion");
        peft.AddAdapter(new AdapterFusionConfig { Adapters = ["a", "b"] }, "fusion");
        peft.HotSwap(folder.Path, "fusion");

        TensorAssert.BitEqual(model.call(x), expected, "output");
        Assert.That(() => peft.DeleteAdapter("c"), Throws.TypeOf<AdapterStateException>());
    }

    [Test]
    public void HotSwap_ToAFusionOfWhatIsActiveBesideIt_IsRefused()
    {
        using var folder = new TempFolder();
        using var model = Sequential(("fc", Linear(5, 6)));
        var peft = Fused(model, "a", "b", "c");
        peft.SaveAdapter(folder.Path, "fusion");
        peft.DeleteAdapter("fusion");
        peft.AddAdapter(new AdapterFusionConfig { Adapters = ["a", "b"] }, "fusion");
        peft.SetActive("fusion", "c");

        Assert.That(() => peft.HotSwap(folder.Path, "fusion"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("made of 'c'").And.Message.Contains("act twice"));
        peft.SetActive("c");
        Assert.That(() => peft.HotSwap(folder.Path, "fusion"), Throws.Nothing);
    }

    [Test]
    public void SetActive_AnAdapterBesideOneThatIsMadeOfIt_IsRefused()
    {
        using var model = Sequential(("fc", Linear(5, 6)));
        var peft = Fused(model, "a", "b");
        peft.AddAdapter(new UniPeltConfig { Adapters = ["fusion"] }, "gates");
        peft.SetActive("fusion");

        foreach (Action choose in new Action[] { () => peft.SetActive("fusion", "a"), () => peft.Use("a", "fusion"), () => peft.SetActive("gates", "a") })
            Assert.That(() => choose(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'a'").And.Message.Contains("would act twice"));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(["fusion"]));
        Assert.That(() => peft.SetActive("a", "b"), Throws.Nothing);
    }

    [Test]
    public void AddAdapter_OfAMergedAdapter_IsRefused()
    {
        using var model = Sequential(("fc", Linear(5, 6)));
        var peft = model.AddAdapter(new LoraConfig { TargetModules = ["fc"] });
        peft.Merge();

        Assert.That(() => peft.AddAdapter(new UniPeltConfig { Adapters = ["default"] }, "gates"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'default', which is merged"));
    }

    [TestCase("a", TestName = "{m}(one)")]
    [TestCase("a", "a", TestName = "{m}(twice)")]
    [TestCase(TestName = "{m}(none)")]
    public void AddAdapter_FewerThanTwo_IsRefused(params string[] names)
    {
        using var model = Sequential(("fc", Linear(5, 6)));
        var peft = Fused(model, "a", "b");

        Assert.That(() => peft.AddAdapter(new AdapterFusionConfig { Adapters = names }, "other"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("at least 2, each once"));
    }

    [TestCase("lora", "'lora' is no bottleneck")]
    [TestCase("fusion", "'fusion' is no bottleneck")]
    [TestCase("elsewhere", "'elsewhere' is not at 'fc'")]
    [TestCase("whole", "'whole', which acts on the whole model or trains")]
    [TestCase("unknown", "'unknown', which the model does not have")]
    public void AddAdapter_OfWhatCannotBeFused_IsRefused(string name, string message)
    {
        using var model = Sequential(("fc", Linear(5, 6)), ("out", Linear(6, 6)));
        var peft = Fused(model, "a", "b");
        peft.AddAdapter(new LoraConfig { TargetModules = ["fc"] }, "lora");
        peft.AddAdapter(new BottleneckConfig { TargetModules = ["out"] }, "elsewhere");
        peft.AddAdapter(new BottleneckConfig { TargetModules = ["fc"], ModulesToSave = ["out"] }, "whole");

        Assert.That(() => peft.AddAdapter(new AdapterFusionConfig { Adapters = ["a", name] }, "other"), Throws.InstanceOf<PeftException>().With.Message.Contains(message));
        Assert.That(peft.AdapterNames, Has.Count.EqualTo(6));
    }

    /// <summary>A model with bottlenecks on all its layers, not the identity, and a fusion of them.</summary>
    private static PeftModel Fused(Module<Tensor, Tensor> model, params string[] names)
    {
        var peft = PeftModel.For(model);
        foreach (string name in names)
            peft.AddAdapter(new BottleneckConfig { ReductionFactor = 2, InitWeights = false, TargetModules = ModuleTargets.AllLinear }, name);
        peft.AddAdapter(new AdapterFusionConfig { Adapters = names }, "fusion");
        return peft;
    }
}
