using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

[TestFixture]
public sealed class MonteCloraTests
{
    private const string Prefix = "base_model.model.layer.", Sampler = Prefix + "lora_monteclora_sampler.";

    [Test]
    public void Noise_OfAPass_HasTheVariancesThatItsFileHas()
    {
        const double Scale = 0.5;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(5);
        using var model = Sequential(("layer", Linear(2000, 3, hasBias: false)));
        var tensors = model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha, o.MonteClora) = (["layer"], 3, 3, new() { NoiseScale = Scale, Samples = 4 })).AdapterStateDict();
        tensors[Prefix + "lora_B.weight"].copy_(eye(3));
        tensors[Sampler + "std_prior"].copy_(tensor(new[] { -1f, 0f, 1f }));
        model.train();
        var noise = model.call(eye(2000)).t() - model.get_parameter("layer.base_layer.weight")! - tensors[Prefix + "lora_A.weight"];
        var expected = tensors[Sampler + "gaussian_var_prior"].diagonal() * tensors[Sampler + "expert_weights"].square().sum() * (Scale * Scale);

        Assert.That(tensors[Sampler + "expert_weights"].sum().item<float>(), Is.EqualTo(1).Within(1e-5));
        TensorAssert.AreClose(noise.square().mean([1]), expected, 0.2, 0, "variances");
    }

    [Test]
    public void Regularization_AtThePriors_IsThatOfTheVariancesAlone()
    {
        using var scope = NewDisposeScope();
        using var model = Model(prior: 1, out var tensors);
        var peft = PeftModel.For(model);
        model.call(randn(2, 6));
        var variances = tensors[Sampler + "gaussian_var_prior"].diagonal();

        TensorAssert.AreClose(peft.Regularization(), (variances - variances.log() - 1).sum(), 1e-4, 1e-5, "N / 2 · Σ (v − ln v − 1) with N = 2");
    }

    [Test]
    public void Regularization_OfTheMixture_IsTheDivergenceOfDirichletVariables()
    {
        // KL(Dir(1, 1) ‖ Dir(2, 2)) = 2 (ψ(2) − ψ(1)) − ln Γ(4) = 2 − ln 6.
        using var scope = NewDisposeScope();
        using var model = Model(prior: 2, out var tensors);

        Assert.That(PeftModel.For(model).Regularization().item<float>(), Is.EqualTo(2 - Math.Log(6)).Within(1e-4));
    }

    // Unit sizes, concentrations of one; before a pass unit variances.
    private static TorchSharp.Modules.Sequential Model(double prior, out IReadOnlyDictionary<string, Tensor> tensors)
    {
        using var _ = no_grad();
        var model = Sequential(("layer", Linear(6, 5)));
        tensors = model.AddLora(o => (o.TargetModules, o.Rank, o.MonteClora) = (["layer"], 3, new() { Samples = 2, DirichletPrior = prior, DivergenceWeight = 1 })).AdapterStateDict();
        tensors[Sampler + "std_prior"].zero_();
        tensors[Sampler + "expert_weights_prior"].zero_();
        return model;
    }
}
