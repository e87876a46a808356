using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>AdaLoRA against its paper's formula.</summary>
[TestFixture]
[FormulaOf("ADALORA")]
public sealed class AdaLoraTests
{
    // Equation 3: W + P Λ Q, times α / r.
    [Test]
    public void Forward_ALayer_IsTheFormula()
    {
        const int Rank = 4, Alpha = 6;
        using var scope = NewDisposeScope();
        using var model = Sequential(("fc", Linear(5, 8)));
        var x = randn(3, 5);
        var y = model.call(x);
        var peft = model.AddAdapter(new AdaLoraConfig { InitialRank = Rank, TargetRank = 2, Alpha = Alpha, TotalSteps = 10, InitWeights = false, TargetModules = ["fc"] });
        var t = peft.AdapterStateDict();
        var (p, lambda, q) = (t["base_model.model.fc.lora_B"], t["base_model.model.fc.lora_E"].flatten().diag(), t["base_model.model.fc.lora_A"]);

        TensorAssert.AreClose(model.call(x), y + (x.matmul(p.matmul(lambda).matmul(q).t()) * ((double)Alpha / Rank)), 1e-4, 1e-4, "output");
        TensorAssert.AreClose(peft.Regularization()!, 0.5 * (Distance(p.t().matmul(p)) + Distance(q.matmul(q.t()))) / 2, 1e-4, 1e-4, "regularisation");

        static Tensor Distance(Tensor gram) => (gram - eye(Rank)).norm();
    }
}
