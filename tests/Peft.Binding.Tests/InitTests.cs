using TorchSharp;
using static TorchSharp.torch;
using Init = TorchSharp.torch.nn.init;

namespace Peft.Binding.Tests;

[TestFixture, NonParallelizable]
public sealed class InitTests
{
    private static double[] Initialized(Func<Tensor, Tensor> initialize, params long[] shape)
    {
        using var tensor = empty(shape, requires_grad: true);
        Assert.That(initialize(tensor), Is.SameAs(tensor));
        return Reference.Values(tensor);
    }

    [Test]
    public void Linear_AfterASeed_HasPyTorchsWeights()
    {
        manual_seed(0);
        using var layer = nn.Linear(2, 2);

        Reference.AreClose(layer.weight, [-0.0053, 0.3793, -0.5820, -0.5204], 5e-5);
        Reference.AreClose(layer.bias!, [-0.2723, 0.1896], 5e-5);
    }

    [Test]
    public void Embedding_AfterASeed_HasPyTorchsWeights()
    {
        manual_seed(0);
        using var layer = nn.Embedding(1, 3);

        Reference.AreClose(layer.weight!, [1.5409961, -0.2934289, -2.1787894], 1e-6);
    }

    /// <summary>A layer draws its tensors in order, uniformly within 1 / √fan_in.</summary>
    private static void DrawsUniformly(Func<nn.Module> make, double bound)
    {
        manual_seed(7);
        using var layer = make();
        manual_seed(7);
        foreach (var (name, parameter) in layer.named_parameters())
        {
            using var uniform = rand(parameter.shape);
            Assert.That(Reference.Values(parameter), Is.EqualTo(Reference.Values(uniform).Select(u => bound * (2 * u - 1))).Within(1e-6), name);
        }
    }

    [Test]
    public void Linear_Draws_WeightThenBias() => DrawsUniformly(() => nn.Linear(5, 7), 1 / Math.Sqrt(5));

    [Test]
    public void Conv_Draws_WeightThenBias() => DrawsUniformly(() => nn.Conv2d(4, 6, 3, groups: 2), 1 / Math.Sqrt(2 * 9));

    [Test]
    public void Bilinear_Draws_WeightThenBias() => DrawsUniformly(() => nn.Bilinear(4, 3, 2), 1 / Math.Sqrt(4));

    [Test]
    public void Recurrent_Draws_AllInOrder()
    {
        DrawsUniformly(() => nn.LSTM(3, 4, numLayers: 2, bidirectional: true), 0.5);
        DrawsUniformly(() => nn.GRU(3, 4), 0.5);
        DrawsUniformly(() => nn.GRUCell(3, 4), 0.5);
    }

    [Test]
    public void Normalization_Starts_AsIdentity()
    {
        using var norm = nn.LayerNorm(3);
        Reference.AreClose(norm.weight, [1, 1, 1], 0);
        Reference.AreClose(norm.bias!, [0, 0, 0], 0);
    }

    [Test]
    public void CalculateGain_Nonlinearities_AreTheFormulas()
    {
        Assert.That(Init.calculate_gain(Init.NonlinearityType.Linear), Is.EqualTo(1));
        Assert.That(Init.calculate_gain(Init.NonlinearityType.Tanh), Is.EqualTo(5.0 / 3));
        Assert.That(Init.calculate_gain(Init.NonlinearityType.ReLU), Is.EqualTo(Math.Sqrt(2)));
        Assert.That(Init.calculate_gain(Init.NonlinearityType.LeakyReLU, 0.2), Is.EqualTo(Math.Sqrt(2 / 1.04)).Within(1e-12));
    }

    [Test]
    public void CalculateFan_Shapes_AreTheFormulas()
    {
        using var matrix = empty(3, 5);
        using var kernel = empty(6, 4, 3, 2);
        using var vector = empty(3);

        Assert.That(Init.CalculateFanInAndFanOut(matrix), Is.EqualTo((5L, 3L)));
        Assert.That(Init.CalculateFanInAndFanOut(kernel), Is.EqualTo((24L, 36L)));
        Assert.That(() => Init.CalculateFanInAndFanOut(vector), Throws.ArgumentException);
    }

    [Test]
    public void Uniform_Variants_StayWithinTheirBounds()
    {
        Assert.That(Initialized(t => Init.uniform_(t, -2, 3), 1000), Has.All.InRange(-2, 3).And.Some.GreaterThan(2.9).And.Some.LessThan(-1.9));
        double kaiming = Math.Sqrt(6.0 / 20), xavier = Math.Sqrt(6.0 / (20 + 50));
        Assert.That(Initialized(t => Init.kaiming_uniform_(t), 50, 20).Max(Math.Abs), Is.EqualTo(kaiming).Within(0.02));
        Assert.That(Initialized(t => Init.kaiming_uniform_(t, mode: Init.FanInOut.FanOut), 50, 20).Max(Math.Abs), Is.EqualTo(Math.Sqrt(6.0 / 50)).Within(0.02));
        Assert.That(Initialized(t => Init.xavier_uniform_(t), 50, 20).Max(Math.Abs), Is.EqualTo(xavier).Within(0.02));
    }

    private static double StandardDeviation(double[] x) => Math.Sqrt(x.Average(v => v * v) - x.Average() * x.Average());

    [Test]
    public void Normal_Variants_HaveTheirDeviation()
    {
        Assert.That(StandardDeviation(Initialized(t => Init.normal_(t, 3, 0.5), 10_000)), Is.EqualTo(0.5).Within(0.02));
        Assert.That(Initialized(t => Init.normal_(t, 3, 0.5), 10_000).Average(), Is.EqualTo(3).Within(0.02));
        Assert.That(StandardDeviation(Initialized(t => Init.kaiming_normal_(t), 100, 50)), Is.EqualTo(Math.Sqrt(2.0 / 50)).Within(0.01));
    }

    [Test]
    public void Constants_AreSet()
    {
        Assert.That(Initialized(t => Init.constant_(t, 2.5), 3), Is.All.EqualTo(2.5));
        Assert.That(Initialized(t => Init.ones_(t), 3), Is.All.EqualTo(1));
        Assert.That(Initialized(t => Init.zeros_(t), 3), Is.All.Zero);
        Assert.That(Initialized(t => Init.eye_(t), 2, 3), Is.EqualTo(new double[] { 1, 0, 0, 0, 1, 0 }));
    }

    [TestCase(4, 6)]
    [TestCase(6, 4)]
    [Category("SystemBinding")]
    public void Orthogonal_RowsOrColumns_AreOrthonormal(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        var matrix = Init.orthogonal_(empty(rows, columns, ScalarType.Float64), gain: 2);

        var product = rows < columns ? matrix.mm(matrix.t()) : matrix.t().mm(matrix);
        Reference.AreClose(product, Reference.Values(eye(4, dtype: ScalarType.Float64) * 4));
    }
}
