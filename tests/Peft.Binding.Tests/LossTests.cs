using TorchSharp;
using static TorchSharp.torch;
using Reduction = TorchSharp.torch.nn.Reduction;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class LossTests
{
    private static readonly double[] s_x = Values(i => Math.Sin(1.7 * i + 1)), s_y = Values(i => Math.Cos(2.3 * i));

    private static double[] Values(Func<int, double> f) => [.. Enumerable.Range(0, 8).Select(f)];

    private static double Sign(int i) => i % 2 == 0 ? 1 : -1;

    private static double Huber(double d, double beta) => Math.Abs(d) < beta ? 0.5 * d * d : beta * (Math.Abs(d) - 0.5 * beta);

    private static TestCaseData Case(string name, Func<Reduction, nn.Module<Tensor, Tensor, Tensor>> make, Func<int, double> input, Func<int, double> target, Func<double, double, double> formula) =>
        new TestCaseData(make, Values(input), Values(target), formula).SetName("{m}(" + name + ")");

    private static IEnumerable<TestCaseData> Formulas =>
    [
        Case("MSE", r => nn.MSELoss(r), i => s_x[i], i => s_y[i], (x, y) => (x - y) * (x - y)),
        Case("L1", r => nn.L1Loss(r), i => s_x[i], i => s_y[i], (x, y) => Math.Abs(x - y)),
        Case("SmoothL1", r => nn.SmoothL1Loss(r, 0.5), i => s_x[i], i => s_y[i], (x, y) => Huber(x - y, 0.5) / 0.5),
        Case("Huber", r => nn.HuberLoss(0.5, r), i => s_x[i], i => s_y[i], (x, y) => Huber(x - y, 0.5)),
        Case("BCE", r => nn.BCELoss(null, r), i => Reference.Sigmoid(s_x[i]), i => i % 2, (x, y) => -(y * Math.Log(x) + (1 - y) * Math.Log(1 - x))),
        Case("BCE with logits", r => nn.BCEWithLogitsLoss(null, r), i => s_x[i], i => i % 2, (x, y) => Math.Log(1 + Math.Exp(x)) - x * y),
        Case("KL of logarithms", r => nn.KLDivLoss(true, r), i => s_x[i], i => s_y[i], (x, y) => Math.Exp(y) * (y - x)),
        Case("KL of probabilities", r => nn.KLDivLoss(false, r), i => s_x[i], i => Reference.Sigmoid(s_y[i]), (x, y) => y * (Math.Log(y) - x)),
        Case("soft margin", r => nn.SoftMarginLoss(r), i => s_x[i], Sign, (x, y) => Math.Log(1 + Math.Exp(-y * x))),
        Case("hinge", r => nn.HingeEmbeddingLoss(1, r), i => s_x[i], Sign, (x, y) => y > 0 ? x : Math.Max(0, 1 - x)),
        Case("Poisson", r => nn.PoissonNLLLoss(reduction: r), i => s_x[i], i => i, (x, y) => Math.Exp(x) - y * x),
    ];

    [TestCaseSource(nameof(Formulas))]
    public void Forward_EachReduction_IsTheFormula(Func<Reduction, nn.Module<Tensor, Tensor, Tensor>> make, double[] inputs, double[] targets, Func<double, double, double> formula)
    {
        using var scope = NewDisposeScope();
        double[] each = [.. inputs.Zip(targets, formula)];

        Tensor Loss(Reduction reduction) => make(reduction).call(tensor(inputs), tensor(targets));
        Reference.AreClose(Loss(Reduction.None), each);
        Reference.AreClose(Loss(Reduction.Sum), [each.Sum()]);
        Reference.AreClose(Loss(Reduction.Mean), [each.Average()]);
    }

    private static double[][] LogProbabilities(Tensor logits) =>
        [.. Reference.Values(logits).Chunk((int)logits.shape[1]).Select(row => Reference.Softmax(row).Select(value => Math.Log(value)).ToArray())];

    [Test]
    public void CrossEntropy_Classes_IsTheFormula([Values(0.0, 0.1)] double smoothing)
    {
        using var scope = NewDisposeScope();
        var logits = Reference.Fill(3, 4);
        double[][] p = LogProbabilities(logits);
        int[] classes = [2, 0, 3];

        double expected = classes.Select((c, i) => -((1 - smoothing) * p[i][c] + smoothing * p[i].Average())).Average();
        using var loss = new TorchSharp.Modules.CrossEntropyLoss(label_smoothing: smoothing);
        Reference.AreClose(loss.call(logits, tensor(new[] { 2L, 0, 3 })), [expected]);
    }

    [Test]
    public void CrossEntropy_IgnoredAndWeighted_AreLeftOutOfTheMean()
    {
        using var scope = NewDisposeScope();
        var logits = Reference.Fill(3, 4);
        double[][] p = LogProbabilities(logits);
        var weight = tensor(new[] { 1.0, 2, 3, 4 });

        Reference.AreClose(nn.CrossEntropyLoss(ignore_index: 0).call(logits, tensor(new[] { 2L, 0, 3 })), [-(p[0][2] + p[2][3]) / 2]);
        Reference.AreClose(nn.functional.cross_entropy(logits, tensor(new[] { 2L, -100, 3 })), [-(p[0][2] + p[2][3]) / 2]);
        Reference.AreClose(nn.CrossEntropyLoss(weight).call(logits, tensor(new[] { 2L, 0, 3 })), [-(3 * p[0][2] + 1 * p[1][0] + 4 * p[2][3]) / 8]);
    }

    [Test]
    public void CrossEntropy_Probabilities_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        var logits = Reference.Fill(2, 3);
        double[][] p = LogProbabilities(logits);
        var target = tensor(new[] { 0.2, 0.3, 0.5, 0, 1, 0 }).view(2, 3);

        Reference.AreClose(nn.CrossEntropyLoss().call(logits, target), [-(0.2 * p[0][0] + 0.3 * p[0][1] + 0.5 * p[0][2] + p[1][1]) / 2]);
    }

    [Test]
    public void NLL_LogProbabilities_IsCrossEntropy()
    {
        using var scope = NewDisposeScope();
        var logits = Reference.Fill(3, 4);
        var target = tensor(new[] { 2L, 0, 3 });

        Reference.AreClose(nn.NLLLoss().call(logits.log_softmax(1), target), Reference.Values(nn.CrossEntropyLoss().call(logits, target)));
    }

    [Test]
    public void BCEWithLogits_PositiveWeight_WeighsThePositive()
    {
        using var scope = NewDisposeScope();
        double p = Reference.Sigmoid(0.7), n = Reference.Sigmoid(-0.4);

        using var loss = nn.BCEWithLogitsLoss(pos_weights: tensor(3.0));
        Reference.AreClose(loss.call(tensor(new[] { 0.7, -0.4 }), tensor(new[] { 1.0, 0 })), [(-3 * Math.Log(p) - Math.Log(1 - n)) / 2]);
    }

    [Test]
    public void Margins_OfPairsAndTriplets_AreTheFormulas()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new[] { 1.0, 0 }).view(1, 2), b = tensor(new[] { 0.6, 0.8 }).view(1, 2), c = tensor(new[] { 0.0, 1 }).view(1, 2);

        Reference.AreClose(nn.CosineEmbeddingLoss().call(a, b, tensor(new[] { 1.0 })), [0.4]);
        Reference.AreClose(nn.CosineEmbeddingLoss(0.5).call(a, b, tensor(new[] { -1.0 })), [0.1]);
        Reference.AreClose(nn.MarginRankingLoss(0.5).call(tensor(new[] { 1.0, 2 }), tensor(new[] { 2.0, 1 }), tensor(new[] { 1.0, 1 })), [0.75]);
        double near = Math.Sqrt(0.16 + 0.64), far = Math.Sqrt(2);
        Reference.AreClose(nn.TripletMarginLoss().call(a, b, c), [near - far + 1], 1e-5);
    }
}
