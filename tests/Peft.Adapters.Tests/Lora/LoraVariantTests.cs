using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>What holds for every variant of LoRA on linear layers.</summary>
[TestFixture]
public sealed class LoraVariantTests
{
    private const string Prefix = "base_model.model.layer.";

    internal static readonly TestCaseData[] Variants =
    [
        Variant("BD-LoRA, A", o => o.BdLora = new() { BlockDiagonalA = ["layer"], Blocks = 2 }),
        Variant("BD-LoRA, B", o => o.BdLora = new() { BlockDiagonalB = ["layer"], Blocks = 2 }),
        Variant("KaSA", o => o.Kasa = new()),
        Variant("VeLoRA", o => o.Velora = new() { Groups = 3 }),
        Variant("QA-LoRA", o => (o.UseQaLora, o.QaLoraGroupSize) = (true, 3)),
        Variant("MonteCLoRA", o => o.MonteClora = new() { Samples = 3 }),
    ];

    [TestCaseSource(nameof(Variants))]
    public void Merge_AnyVariant_ComputesTheSameAndDetachesExactly(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var x = randn(3, 12);
        var before = model.call(x);
        var peft = Attach(model, choose);
        model.eval();
        var adapted = model.call(x);
        Tensor disabled;
        using (peft.DisableAdapters())
            disabled = model.call(x);
        peft.Merge();
        var merged = model.call(x);
        peft.Detach();

        Assert.That(adapted.allclose(before), Is.False);
        TensorAssert.BitEqual(disabled, before, "disabled");
        TensorAssert.AreClose(merged, adapted, 1e-4, 1e-5, "merged");
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [TestCaseSource(nameof(Variants))]
    public void Save_AnyVariant_LoadsBack(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Model();
        using var other = Model();
        other.load_state_dict(model.state_dict());
        var x = randn(3, 12);
        var peft = Attach(model, choose);
        model.eval();
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(other, folder.Path);
        other.eval();

        TensorAssert.AreClose(other.call(x), model.call(x), 1e-5, 1e-5, "output");
    }

    [TestCaseSource(nameof(Variants))]
    public void Backward_AnyVariant_ReachesAllThatIsTrained(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Attach(model, choose);
        model.train();
        model.call(randn(3, 12)).square().sum().backward();

        Assert.That(peft.TrainableParameters().All(p => p.grad is not null && p.grad.isfinite().all().item<bool>() && p.grad.abs().sum().item<float>() > 0));
    }

    [Test]
    public void BdLora_BlocksOfA_DoNotMixInputs()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var tensors = Attach(model, o => o.BdLora = new() { BlockDiagonalA = ["layer"], Blocks = 2 }).AdapterStateDict();
        var (a, b) = (tensors[Prefix + "lora_A.weight"], tensors[Prefix + "lora_B.weight"]);
        var x = randn(3, 12);
        var z = cat([functional.linear(x.narrow(1, 0, 6), a.narrow(0, 0, 2)), functional.linear(x.narrow(1, 6, 6), a.narrow(0, 2, 2))], 1);
        var plain = model.get_parameter("layer.base_layer.weight")!;

        TensorAssert.AreClose(model.call(x), functional.linear(x, plain) + (functional.linear(z, b) * 2), 1e-4, 1e-5, "output");
    }

    [Test]
    public void QaLora_TheUpdate_SeesTheMeansOfGroupsTimesTheirNumber()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var tensors = Attach(model, o => (o.UseQaLora, o.QaLoraGroupSize) = (true, 3)).AdapterStateDict();
        var (a, b) = (tensors[Prefix + "lora_A.weight"], tensors[Prefix + "lora_B.weight"]);
        var x = randn(2, 3, 12);
        var means = functional.avg_pool1d(x, 3) * 4;
        var plain = model.get_parameter("layer.base_layer.weight")!;

        Assert.That(a.shape, Is.EqualTo(new long[] { 4, 4 }));
        TensorAssert.AreClose(model.call(x), functional.linear(x, plain) + (functional.linear(functional.linear(means, a), b) * 2), 1e-4, 1e-5, "output");
    }

    [Test]
    public void QaLora_GroupsThatDoNotDivideTheInputs_AreRefused()
    {
        using var model = Model();

        Assert.That(() => Attach(model, o => (o.UseQaLora, o.QaLoraGroupSize) = (true, 5)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'layer'").And.Message.Contains("groups of 5"));
        Assert.That(() => Attach(model, o => (o.UseQaLora, o.QaLoraGroupSize) = (true, 0)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("QaLoraGroupSize is 0"));
    }

    [Test]
    public void Kasa_TheAdapter_LeavesTheWeightWithoutItsSmallestPart()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var weight = model.get_parameter("layer.weight")!.detach().clone();
        var peft = Attach(model, o => (o.Kasa, o.Init) = (new(), LoraInit.Default));
        var (u, s, vh) = linalg.svd(weight, fullMatrices: false);
        var expected = u.narrow(1, 0, 6).mul(s.narrow(0, 0, 6)).mm(vh.narrow(0, 0, 6));

        TensorAssert.AreClose(model.call(eye(12)).t(), expected, 1e-4, 1e-5, "weight");
    }

    [Test]
    public void Velora_GroupsAsManyAsFeatures_HasTheExactGradient()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Attach(model, o => o.Velora = new() { Groups = 12, Projection = VeloraProjection.Random });
        var x = randn(3, 12);
        Tensor Gradient()
        {
            var a = peft.AdapterStateDict()[Prefix + "lora_A.weight"];
            a.grad = null;
            model.call(x).square().sum().backward();
            return a.grad!.clone();
        }
        var compressed = Gradient();
        model.eval();

        TensorAssert.AreClose(compressed, Gradient(), 1e-4, 1e-5, "gradient of A");
    }

    [Test]
    public void MonteClora_InTraining_DrawsAnewAndInInferenceIsLora()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        Attach(model, o => o.MonteClora = new() { NoiseScale = 0.1 });
        var x = randn(3, 12);
        model.train();
        Assert.That(model.call(x).allclose(model.call(x)), Is.False, "training");
        model.eval();
        TensorAssert.BitEqual(model.call(x), model.call(x), "inference");
    }

    [Test]
    public void Regularization_Kasa_IsTheEquation()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Attach(model, o => o.Kasa = new() { Beta = 0.5, Gamma = 0.25 });
        var (a, b, d) = (peft.AdapterStateDict()[Prefix + "lora_A.weight"], peft.AdapterStateDict()[Prefix + "lora_B.weight"], peft.AdapterStateDict()[Prefix + "lora_diag"]);
        var expected = (0.5 * d.square().sum()) + (0.25 * ((b.t().mm(b) - eye(2)).norm() + (a.mm(a.t()) - eye(2)).norm()));

        TensorAssert.AreClose(peft.Regularization(), expected, 1e-5, 1e-6, "loss");
    }

    [Test]
    public void Regularization_MonteClora_IsADivergence()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Attach(model, o => o.MonteClora = new() { DivergenceWeight = 1 });
        model.call(randn(3, 12));
        var loss = peft.Regularization();
        loss.backward();
        var trained = peft.AdapterStateDict();

        Assert.That(loss.item<float>(), Is.GreaterThan(0));
        Assert.That(trained[Prefix + "lora_monteclora_sampler.std_prior"].grad!.abs().sum().item<float>(), Is.GreaterThan(0));
        Assert.That(trained[Prefix + "lora_monteclora_sampler.expert_weights_prior"].grad!.abs().sum().item<float>(), Is.GreaterThan(0));
    }

    [Test]
    public void Regularization_PlainLora_IsZero()
    {
        using var scope = NewDisposeScope();
        using var model = Model();

        Assert.That(Attach(model, _ => { }).Regularization().item<float>(), Is.Zero);
    }

    [Test]
    public void Validate_TwoVariants_AreRefused() => Assert.That(() => Attach(Model(), o => (o.Kasa, o.UseDora) = (new(), true)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("KasaConfig and UseDora"));

    [Test]
    public void Attach_AVariantOnAConvolution_IsRefused()
    {
        using var model = Sequential(("layer", Conv2d(4, 6, 3)));

        Assert.That(() => model.AddLora(o => (o.TargetModules, o.Rank, o.Velora) = (["layer"], 2, new())), Throws.TypeOf<PeftConfigException>().With.Message.Contains("linear layers"));
    }

    internal static TorchSharp.Modules.Sequential Model() => Sequential(("layer", Linear(12, 8, hasBias: false)));

    internal static PeftModel Attach(Module model, Action<LoraConfig> choose, string name = PeftModel.DefaultAdapter) => model.AddLora(o =>
    {
        (o.TargetModules, o.Alpha, o.Init) = (["layer"], 8, LoraInit.Random);
        choose(o);
        o.Rank = o.Kasa is null ? 4 : 2;
    }, name);

    private static TestCaseData Variant(string name, Action<LoraConfig> choose) => new TestCaseData(choose).SetArgDisplayNames(name);
}
