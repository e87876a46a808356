using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Lora;

/// <summary>Variants of LoRA in company: of other adapters, passes, element types and tools.</summary>
[TestFixture]
public sealed class LoraVariantCompanyTests
{
    private const string Prefix = "base_model.model.layer.";

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void AddLora_AsPeftStarts_LeavesTheOutput(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var x = randn(3, 12);
        var before = model.call(x);
        bool cutsTheWeight = false;
        LoraVariantTests.Attach(model, o =>
        {
            choose(o);
            (o.Init, cutsTheWeight) = (LoraInit.Default, o.Kasa is not null);
        });
        model.train();

        Assert.That(model.call(x).allclose(before, 1e-5, 1e-6), Is.Not.EqualTo(cutsTheWeight));
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void SetActive_TwoOfAVariant_MergeToWhatTheyDo(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var x = randn(3, 12);
        var peft = Two(model, choose);
        peft.SetActive("one", "two");
        var unmerged = model.call(x);
        peft.Merge();

        TensorAssert.AreClose(model.call(x), unmerged, 1e-4, 1e-5, "merged");
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void UsePerRow_TwoOfAVariant_EachOnItsRows(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var x = randn(4, 12);
        var without = model.call(x);
        var peft = Two(model, choose);
        Tensor Alone(string name)
        {
            peft.SetActive(name);
            return model.call(x);
        }
        var (one, two) = (Alone("one"), Alone("two"));
        using (peft.UsePerRow(["two", null, "one", "two"]))
            TensorAssert.AreClose(model.call(x), stack([two[0], without[1], one[2], two[3]]), 1e-5, 1e-5, "rows");
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void AddWeightedAdapter_OnlyAVariant_DoesWhatItDoes(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var x = randn(3, 12);
        var peft = Two(model, choose);
        peft.SetActive("one");
        var expected = model.call(x);
        peft.AddWeightedAdapter(["one"], [1], "combined", new CombinationOptions { Combination = Combination.Cat });
        peft.SetActive("combined");

        TensorAssert.AreClose(model.call(x), expected, 1e-4, 1e-5, "combined");
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void Backward_AfterTwoPasses_ReachesAllThatIsTrained(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var peft = LoraVariantTests.Attach(model, choose);
        model.train();
        var first = model.call(randn(3, 12));
        first.add(model.call(randn(3, 12))).square().sum().backward();
        BackwardException.ThrowIfPending();

        Assert.That(peft.TrainableParameters().All(p => p.grad is not null && p.grad.isfinite().all().item<bool>()));
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void Train_OnABaseOfHalfPrecision_KeepsTheAdapterInSingle(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        model.to(ScalarType.BFloat16);
        var peft = LoraVariantTests.Attach(model, choose);
        model.train();
        var y = model.call(randn(3, 12).to(ScalarType.BFloat16));
        y.square().sum().backward();

        Assert.That(y.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(peft.TrainableParameters().All(p => p.dtype == ScalarType.Float32 && p.grad is not null && p.grad.isfinite().all().item<bool>()));
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void Train_Repeated_LeaksNothing(Action<LoraConfig> choose)
    {
        using var model = LoraVariantTests.Model();
        var peft = LoraVariantTests.Attach(model, choose);
        model.train();
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            model.call(randn(3, 12)).square().sum().add(peft.Regularization()).backward();
        });
    }

    [Test]
    public void LoraPreconditioner_OnBlocks_LeavesTheirGradients()
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        LoraVariantTests.Attach(model, o => o.BdLora = new() { BlockDiagonalA = ["layer"], Blocks = 2 });

        Assert.That(() => LoraPreconditioner.Riemannian(PeftModel.For(model)), Throws.TypeOf<PeftConfigException>());
    }

    [Test]
    public void Kasa_TheDiagonal_ScalesTheRanks()
    {
        using var scope = NewDisposeScope();
        using var model = LoraVariantTests.Model();
        var weight = model.get_parameter("layer.weight")!.detach().clone();
        var tensors = LoraVariantTests.Attach(model, o => o.Kasa = new()).AdapterStateDict();
        var (u, s, vh) = linalg.svd(weight, fullMatrices: false);
        var cut = u.narrow(1, 0, 6).mul(s.narrow(0, 0, 6)).mm(vh.narrow(0, 0, 6));
        var expected = cut + (4 * tensors[Prefix + "lora_B.weight"].mm(diag(tensors[Prefix + "lora_diag"])).mm(tensors[Prefix + "lora_A.weight"]));

        TensorAssert.AreClose(model.call(eye(12)).t(), expected, 1e-4, 1e-5, "weight");
    }

    private static PeftModel Two(nn.Module model, Action<LoraConfig> choose)
    {
        LoraVariantTests.Attach(model, choose, "one");
        var peft = LoraVariantTests.Attach(model, choose, "two");
        model.eval();
        return peft;
    }
}
