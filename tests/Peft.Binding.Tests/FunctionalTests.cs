using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class FunctionalTests
{
    [Test]
    public void Linear_NamedArguments_AreUpstreams()
    {
        using var scope = NewDisposeScope();
        Reference.AreClose(F.linear(input: ones(1, 2), weights: ones(3, 2), bias: ones(3)), [3, 3, 3]);
    }

    /// <summary>softmax(Q Kᵀ / √E + mask) V for one head.</summary>
    private static double[] Attend(double[] q, double[] k, double[] v, int features, Func<int, int, double> mask)
    {
        int queries = q.Length / features, keys = k.Length / features;
        var result = new double[queries * features];
        for (int i = 0; i < queries; i++)
        {
            double[] weights = Reference.Softmax([.. Enumerable.Range(0, keys).Select(j =>
                Enumerable.Range(0, features).Sum(e => q[i * features + e] * k[j * features + e]) / Math.Sqrt(features) + mask(i, j))]);
            for (int e = 0; e < features; e++)
                result[i * features + e] = weights.Select((weight, j) => weight * v[j * features + e]).Sum();
        }
        return result;
    }

    [Test]
    public void ScaledDotProductAttention_Masks_AreTheFormula()
    {
        using var scope = NewDisposeScope();
        Tensor q = Reference.Fill(1, 3, 4), k = Reference.Fill(1, 3, 4) * 2, v = Reference.Fill(1, 3, 4).flip(1);
        double[] Expected(Func<int, int, double> mask) => Attend(Reference.Values(q), Reference.Values(k), Reference.Values(v), 4, mask);
        var bias = Reference.Fill(3, 3);
        double[] added = Reference.Values(bias);

        Reference.AreClose(F.scaled_dot_product_attention(q, k, v), Expected((_, _) => 0));
        Reference.AreClose(F.scaled_dot_product_attention(q, k, v, is_casual: true), Expected((i, j) => j <= i ? 0 : double.NegativeInfinity));
        Reference.AreClose(F.scaled_dot_product_attention(q, k, v, attn_mask: bias), Expected((i, j) => added[3 * i + j]));
        Reference.AreClose(F.scaled_dot_product_attention(q, k, v, ones(3, 3, ScalarType.Bool).tril()), Expected((i, j) => j <= i ? 0 : double.NegativeInfinity));
    }

    [Test]
    public void ScaledDotProductAttention_Dropout_KeepsTheMean()
    {
        using var scope = NewDisposeScope();
        Tensor zero = zeros(1, 1, 64, 8), one = ones(1, 1, 64, 8);

        double[] output = Reference.Values(F.scaled_dot_product_attention(zero, zero, one, p: 0.5));

        Assert.That(output.Distinct().Count(), Is.GreaterThan(1));
        Assert.That(output.Average(), Is.EqualTo(1).Within(0.1));
    }

    [Test]
    public void OneHot_Classes_AreTheLargestPlusOneOrGiven()
    {
        using var scope = NewDisposeScope();
        var classes = tensor(new[] { 1L, 0 });

        Reference.AreClose(F.one_hot(classes), [0, 1, 1, 0], 0);
        Assert.That(F.one_hot(classes, 5).shape, Is.EqualTo(new long[] { 2, 5 }));
    }

    [Test]
    public void Normalize_Rows_HaveNormOne()
    {
        using var scope = NewDisposeScope();
        var input = tensor(new[] { 3.0, 4, 0, 0 }).view(2, 2);

        Reference.AreClose(F.normalize(input), [0.6, 0.8, 0, 0]);
        Reference.AreClose(F.normalize(input, p: 1, dim: 0), [1, 1, 0, 0]);
    }

    [Test]
    public void CosineSimilarity_AndPairwiseDistance_AreTheFormulas()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new[] { 1.0, 0 }).view(1, 2), b = tensor(new[] { 3.0, 4 }).view(1, 2);

        Reference.AreClose(F.cosine_similarity(a, b), [0.6]);
        Reference.AreClose(nn.CosineSimilarity().call(a, b), [0.6]);
        Reference.AreClose(F.pairwise_distance(a, b), [Math.Sqrt(20)], 1e-5);
        Reference.AreClose(nn.PairwiseDistance(1).call(a, b), [6], 1e-5);
    }

    [Test]
    public void Pad_Modes_FillTheEdges()
    {
        using var scope = NewDisposeScope();
        var input = tensor(new[] { 1.0, 2, 3 }).view(1, 1, 3);

        Reference.AreClose(F.pad(input, (1, 2), value: 9), [9, 1, 2, 3, 9, 9], 0);
        Reference.AreClose(F.pad(input, (1, 2), PaddingModes.Reflect), [2, 1, 2, 3, 2, 1], 0);
        Reference.AreClose(F.pad(input, (1, 2), PaddingModes.Replicate), [1, 1, 2, 3, 3, 3], 0);
        Reference.AreClose(F.pad(input, (1, 2), PaddingModes.Circular), [3, 1, 2, 3, 1, 2], 0);
        Assert.That(F.pad(input, new long[] { 0, 0, 1, 1 }).shape, Is.EqualTo(new long[] { 1, 3, 3 }));
    }

    [Test]
    public void Unfold_ThenFold_SumsOverlaps()
    {
        using var scope = NewDisposeScope();
        var image = arange(9, ScalarType.Float64).view(1, 1, 3, 3);

        var columns = F.unfold(image, 2);

        Assert.That(columns.shape, Is.EqualTo(new long[] { 1, 4, 4 }));
        Reference.AreClose(columns[0, 0], [0, 1, 3, 4], 0);
        Reference.AreClose(F.fold(columns, 3, 2), [0, 2, 2, 6, 16, 10, 6, 14, 8], 0);
    }

    [Test]
    public void Interpolate_Modes_AreTheFormulas()
    {
        using var scope = NewDisposeScope();
        var line = tensor(new[] { 1.0, 3 }).view(1, 1, 2);
        var image = tensor(new[] { 1.0, 3, 5, 7 }).view(1, 1, 2, 2);

        Reference.AreClose(F.interpolate(line, size: [4]), [1, 1, 3, 3], 0);
        Reference.AreClose(F.interpolate(line, scale_factor: [2], mode: InterpolationMode.Linear, align_corners: false), [1, 1.5, 2.5, 3]);
        Reference.AreClose(F.interpolate(image, size: [3, 3], mode: InterpolationMode.Bilinear, align_corners: true), [1, 2, 3, 3, 4, 5, 5, 6, 7]);
    }

    [Test]
    public void Dropout_NotTraining_IsTheInput()
    {
        using var scope = NewDisposeScope();
        Reference.AreClose(F.dropout(ones(4), 0.9, training: false), [1, 1, 1, 1], 0);
    }

    [Test]
    public void ClipGradNorm_AboveTheLimit_ScalesAllAndReturnsTheNormBefore()
    {
        using var scope = NewDisposeScope();
        var a = nn.Parameter(zeros(2));
        var b = nn.Parameter(zeros(1));
        var without = nn.Parameter(zeros(1));
        (a * tensor(new[] { 3f, 0 }) + b * 4).sum().backward();

        // b is broadcast over two elements: its gradient is 8.
        double norm = nn.utils.clip_grad_norm_([a, b, without], 1);

        Assert.That(norm, Is.EqualTo(Math.Sqrt(9 + 64)).Within(1e-5));
        Reference.AreClose(a.grad!, [3 / norm, 0], 1e-5);
        Reference.AreClose(b.grad!, [8 / norm], 1e-5);
        Assert.That(nn.utils.clip_grad_norm_([a, b], 5), Is.EqualTo(1).Within(1e-5), "below the limit nothing changes");
        Reference.AreClose(b.grad!, [8 / norm], 1e-5);
    }

    [Test]
    public void ClipGradValue_Gradients_AreClamped()
    {
        using var scope = NewDisposeScope();
        var a = nn.Parameter(zeros(3));
        (a * tensor(new[] { 3f, -0.1f, -2 })).sum().backward();

        nn.utils.clip_grad_value_([a], 0.5);

        Reference.AreClose(a.grad!, [0.5, -0.1, -0.5], 1e-7);
    }

    [Test]
    public void ParametersToVector_AndBack_IsTheSame()
    {
        using var scope = NewDisposeScope();
        using var source = nn.Linear(2, 3);
        using var target = nn.Linear(2, 3);

        var vector = nn.utils.parameters_to_vector(source.parameters());
        nn.utils.vector_to_parameters(vector, target.parameters());

        Assert.That(vector.shape, Is.EqualTo(new long[] { 9 }));
        Reference.AreClose(target.weight, Reference.Values(source.weight), 0);
        Reference.AreClose(target.bias!, Reference.Values(source.bias!), 0);
    }
}
