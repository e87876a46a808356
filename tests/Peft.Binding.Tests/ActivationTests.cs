using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ActivationTests
{
    private static readonly double[] s_inputs = [-7, -3.5, -1, -0.5, -0.1, 0, 0.1, 0.5, 1, 3.5, 7];

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, Func<double, double> formula) => new TestCaseData(make, formula).SetName("{m}(" + name + ")");

    private static IEnumerable<TestCaseData> Formulas =>
    [
        Case("ReLU", () => nn.ReLU(), x => Math.Max(x, 0)),
        Case("ReLU6", () => nn.ReLU6(), x => Math.Clamp(x, 0, 6)),
        Case("LeakyReLU", () => nn.LeakyReLU(0.1), x => x < 0 ? 0.1 * x : x),
        Case("ELU", () => nn.ELU(2), x => x < 0 ? 2 * (Math.Exp(x) - 1) : x),
        Case("CELU", () => nn.CELU(2), x => x < 0 ? 2 * (Math.Exp(x / 2) - 1) : x),
        Case("SELU", () => nn.SELU(), x => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x)),
        Case("SiLU", () => nn.SiLU(), x => x * Reference.Sigmoid(x)),
        Case("Mish", () => nn.Mish(), x => x * Math.Tanh(Softplus(x))),
        Case("GELU tanh", () => nn.GELU(GELU.Approximate.tanh), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
        Case("Sigmoid", () => nn.Sigmoid(), Reference.Sigmoid),
        Case("LogSigmoid", () => nn.LogSigmoid(), x => -Softplus(-x)),
        Case("Tanh", () => nn.Tanh(), Math.Tanh),
        Case("Hardtanh", () => nn.Hardtanh(-0.2, 0.3), x => Math.Clamp(x, -0.2, 0.3)).SetCategory("SystemBinding"),
        Case("Hardsigmoid", () => nn.Hardsigmoid(), x => Math.Clamp(x / 6 + 0.5, 0, 1)),
        Case("Hardswish", () => nn.Hardswish(), x => x * Math.Clamp(x / 6 + 0.5, 0, 1)),
        Case("Softplus", () => nn.Softplus(2, 10), x => 2 * x > 10 ? x : Softplus(2 * x) / 2),
        Case("Softsign", () => nn.Softsign(), x => x / (1 + Math.Abs(x))),
        Case("Tanhshrink", () => nn.Tanhshrink(), x => x - Math.Tanh(x)),
        Case("Hardshrink", () => nn.Hardshrink(0.6), x => Math.Abs(x) > 0.6 ? x : 0),
        Case("Softshrink", () => nn.Softshrink(0.6), x => x > 0.6 ? x - 0.6 : x < -0.6 ? x + 0.6 : 0),
        Case("Threshold", () => nn.Threshold(0.2, -5), x => x > 0.2 ? x : -5),
        Case("PReLU", () => nn.PReLU(1, 0.3, dtype: ScalarType.Float64), x => x < 0 ? 0.3 * x : x),
    ];

    [TestCaseSource(nameof(Formulas))]
    public void Forward_IsTheFormula(Func<nn.Module<Tensor, Tensor>> make, Func<double, double> formula)
    {
        using var module = make();
        using var input = tensor(s_inputs);
        using var output = module.call(input);

        // 0.3 as a float32 parameter's initial value is off by 1e-8.
        Reference.AreClose(output, [.. s_inputs.Select(formula)], 1e-7);
        Reference.AreClose(input, s_inputs, 0);
    }

    [Test]
    public void GELU_Exact_UsesTheNormalDistribution()
    {
        using var module = nn.GELU();
        using var input = tensor(new[] { -1.0, 0, 1, 2 });
        using var output = module.call(input);

        Reference.AreClose(output, [-0.15865525393145707, 0, 0.8413447460685429, 1.9544997361036416]);
    }

    [Test]
    public void InPlace_ChangesTheArgumentAndGivesAnotherWrapper()
    {
        using var input = tensor(new[] { -1.0, 2 });
        using var output = nn.functional.relu(input, inplace: true);

        Assert.That(output, Is.Not.SameAs(input));
        Reference.AreClose(input, [0, 2], 0);
        Reference.AreClose(output, [0, 2], 0);
    }

    [Test]
    public void Softmax_AndItsRelatives_NormalizeADimension()
    {
        using var scope = NewDisposeScope();
        var input = Reference.Fill(2, 3);
        double[] x = Reference.Values(input);
        double[] rows = [.. x.Chunk(3).SelectMany(row => Reference.Softmax(row))];

        Reference.AreClose(nn.Softmax(1).call(input), rows);
        Reference.AreClose(nn.LogSoftmax(1).call(input), [.. rows.Select(value => Math.Log(value))]);
        Reference.AreClose(nn.Softmin(1).call(-input), rows);
        Reference.AreClose(nn.Softmax2d().call(input.t().reshape(1, 3, 2, 1)).view(3, 2).t(), rows);
    }

    [Test]
    public void GLU_Forward_GatesTheFirstHalf()
    {
        using var scope = NewDisposeScope();
        double[] x = Reference.Values(Reference.Fill(1, 4));

        Reference.AreClose(nn.GLU().call(Reference.Fill(1, 4)), [x[0] * Reference.Sigmoid(x[2]), x[1] * Reference.Sigmoid(x[3])]);
    }
}
