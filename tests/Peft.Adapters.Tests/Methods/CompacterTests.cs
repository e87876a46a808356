using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>Compacter against its paper's formula.</summary>
[TestFixture]
[FormulaOf("COMPACTER")]
public sealed class CompacterTests
{
    [Test]
    public void Forward_AfterALayer_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("fc", Linear(5, 8)));
        var x = randn(3, 5);
        var y = model.call(x);
        var peft = model.AddAdapter(new CompacterConfig { ReductionFactor = 2, Products = 2, Rank = 1, Nonlinearity = Nonlinearity.Relu, InitWeights = false, TargetModules = ["fc"] });
        var t = peft.AdapterStateDict();

        TensorAssert.AreClose(model.call(x), y + Layer(functional.relu(Layer(y, "down")), "up"), 1e-5, 1e-5, "output");

        Tensor Layer(Tensor input, string name)
        {
            var weight = zeros(0);
            for (int i = 0; i < 2; i++)
            {
                var (a, s, r) = (t["base_model.phm_rule"][i], t[$"base_model.model.fc.adapter_{name}.s"][i], t[$"base_model.model.fc.adapter_{name}.t"][i]);
                var product = a.contiguous().kron(s.matmul(r));
                weight = i == 0 ? product : weight + product;
            }
            return input.matmul(weight.t()) + t[$"base_model.model.fc.adapter_{name}.bias"];
        }
    }

    // Section 4: for each weight (k + d) numbers of rank one, and n³ for all layers together.
    [Test]
    public void CountParameters_TwoLayers_IsThePapersCount()
    {
        const int Features = 768, Width = 24, Products = 4;
        using var model = Sequential(("a", Linear(Features, Features)), ("b", Linear(Features, Features)));
        var peft = model.AddAdapter(new CompacterConfig { TargetModules = ["a", "b"] });

        Assert.That(peft.CountParameters().Trainable, Is.EqualTo((Products * Products * Products) + (2 * ((2 * (Features + Width)) + Features + Width))));
    }

    [Test]
    public void AddAdapter_AWidthThatDoesNotDivide_IsRefused()
    {
        using var model = new OpenMlp();

        Assert.That(() => model.AddAdapter(new CompacterConfig { TargetModules = ["lin0"] }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lin0'"));
    }
}
