using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class RecurrentTests
{
    private const ScalarType F64 = ScalarType.Float64;

    private static double[] Parameter(nn.Module module, string name) => Reference.Values(module.get_parameter(name)!);

    /// <summary>The gates' pre-activations from the input and from the state, apart.</summary>
    private static (double[] FromInput, double[] FromState) Gates(nn.Module module, string suffix, double[] x, double[] h) =>
        (Reference.Affine(x, Parameter(module, "weight_ih" + suffix), Parameter(module, "bias_ih" + suffix)),
         Reference.Affine(h, Parameter(module, "weight_hh" + suffix), Parameter(module, "bias_hh" + suffix)));

    private static (double[] H, double[] C) LstmStep(nn.Module module, string suffix, double[] x, double[] h, double[] c)
    {
        var (a, b) = Gates(module, suffix, x, h);
        int n = h.Length;
        double Gate(int gate, int k) => a[gate * n + k] + b[gate * n + k];
        double[] cell = [.. c.Select((value, k) => Reference.Sigmoid(Gate(1, k)) * value + Reference.Sigmoid(Gate(0, k)) * Math.Tanh(Gate(2, k)))];
        return ([.. cell.Select((value, k) => Reference.Sigmoid(Gate(3, k)) * Math.Tanh(value))], cell);
    }

    private static double[] GruStep(nn.Module module, string suffix, double[] x, double[] h)
    {
        var (a, b) = Gates(module, suffix, x, h);
        int n = h.Length;
        return [.. h.Select((value, k) =>
        {
            double reset = Reference.Sigmoid(a[k] + b[k]), update = Reference.Sigmoid(a[n + k] + b[n + k]);
            return (1 - update) * Math.Tanh(a[2 * n + k] + reset * b[2 * n + k]) + update * value;
        })];
    }

    [Test]
    public void LSTM_Forward_IsTheFormulaForBothLayers()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LSTM(3, 2, numLayers: 2, dtype: F64);
        var input = Reference.Fill(4, 1, 3);

        var (output, hN, cN) = layer.call(input);

        double[][] h = [new double[2], new double[2]], c = [new double[2], new double[2]];
        var expected = new List<double>();
        foreach (double[] step in Reference.Values(input).Chunk(3))
        {
            (h[0], c[0]) = LstmStep(layer, "_l0", step, h[0], c[0]);
            (h[1], c[1]) = LstmStep(layer, "_l1", h[0], h[1], c[1]);
            expected.AddRange(h[1]);
        }
        Reference.AreClose(output, [.. expected]);
        Reference.AreClose(hN, [.. h[0], .. h[1]]);
        Reference.AreClose(cN, [.. c[0], .. c[1]]);
    }

    [Test]
    public void LSTM_BatchFirstAndStates_AreUsed()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LSTM(3, 2, batchFirst: true, dtype: F64);
        Tensor input = Reference.Fill(1, 1, 3), h0 = Reference.Fill(1, 1, 2), c0 = h0 * 2;

        var (output, _, cN) = layer.call(input, (h0, c0));

        var (h, c) = LstmStep(layer, "_l0", Reference.Values(input), Reference.Values(h0), Reference.Values(c0));
        Reference.AreClose(output, h);
        Reference.AreClose(cN, c);
    }

    [Test]
    public void GRU_Bidirectional_IsTheFormulaBothWays()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.GRU(3, 2, bidirectional: true, dtype: F64);
        var input = Reference.Fill(2, 1, 3);
        double[][] x = [.. Reference.Values(input).Chunk(3)];

        var (output, hN) = layer.call(input);

        double[] f0 = GruStep(layer, "_l0", x[0], new double[2]), f1 = GruStep(layer, "_l0", x[1], f0);
        double[] b1 = GruStep(layer, "_l0_reverse", x[1], new double[2]), b0 = GruStep(layer, "_l0_reverse", x[0], b1);
        Reference.AreClose(output, [.. f0, .. b0, .. f1, .. b1]);
        Reference.AreClose(hN, [.. f1, .. b0]);
    }

    [TestCase(nn.NonLinearities.Tanh)]
    [TestCase(nn.NonLinearities.ReLU)]
    public void RNN_Forward_IsTheFormula(nn.NonLinearities nonLinearity)
    {
        using var scope = NewDisposeScope();
        using var layer = nn.RNN(3, 2, nonLinearity: nonLinearity, dtype: F64);
        var input = Reference.Fill(2, 1, 3);

        var (output, _) = layer.call(input);

        double[] h = new double[2];
        var expected = new List<double>();
        foreach (double[] step in Reference.Values(input).Chunk(3))
        {
            var (a, b) = Gates(layer, "_l0", step, h);
            h = [.. a.Zip(b, (x, y) => nonLinearity == nn.NonLinearities.Tanh ? Math.Tanh(x + y) : Math.Max(x + y, 0))];
            expected.AddRange(h);
        }
        Reference.AreClose(output, [.. expected]);
    }

    [Test]
    public void Cells_OneStep_AreTheFormulas()
    {
        using var scope = NewDisposeScope();
        using var lstm = nn.LSTMCell(3, 2, dtype: F64);
        using var gru = nn.GRUCell(3, 2, dtype: F64);
        Tensor input = Reference.Fill(1, 3), state = Reference.Fill(1, 2);
        double[] x = Reference.Values(input), h = Reference.Values(state);

        var (h1, c1) = lstm.call(input, (state, state));
        var expected = LstmStep(lstm, "", x, h, h);

        Reference.AreClose(h1, expected.H);
        Reference.AreClose(c1, expected.C);
        Reference.AreClose(gru.forward(input, state), GruStep(gru, "", x, h));
        Reference.AreClose(gru.forward(input), GruStep(gru, "", x, new double[2]));
    }

    [Test]
    public void Recurrent_Parameters_HavePyTorchsNames()
    {
        using var layer = nn.LSTM(3, 2, numLayers: 2, bidirectional: true);
        using var bare = nn.GRU(3, 2, bias: false);

        Assert.That(layer.state_dict().Keys.Take(8), Is.EqualTo(new[]
        {
            "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse", "bias_ih_l0_reverse", "bias_hh_l0_reverse",
        }));
        Assert.That(layer.get_parameter("weight_ih_l1")!.shape, Is.EqualTo(new long[] { 8, 4 }));
        Assert.That(bare.state_dict().Keys, Is.EqualTo(new[] { "weight_ih_l0", "weight_hh_l0" }));
    }
}
