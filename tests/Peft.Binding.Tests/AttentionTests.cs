using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class AttentionTests
{
    private const int Features = 4, Heads = 2, Size = Features / Heads;

    private static double[] Parameter(nn.Module layer, string name) => Reference.Values(layer.get_parameter(name)!);

    private static double[][] Project(nn.Module layer, double[] sequence, int which) => [.. sequence.Chunk(Features).Select(row => Reference.Affine(row,
        Parameter(layer, "in_proj_weight")[(which * Features * Features)..((which + 1) * Features * Features)],
        Parameter(layer, "in_proj_bias")[(which * Features)..((which + 1) * Features)]))];

    /// <summary>The output and the weights averaged over the heads, for one example, by the definition.</summary>
    private static (double[] Output, double[] Weights) Attend(nn.Module layer, double[] query, double[] key, Func<int, int, bool> ignored)
    {
        double[][] q = Project(layer, query, 0), k = Project(layer, key, 1), v = Project(layer, key, 2);
        var weights = new double[q.Length * k.Length];
        var output = new List<double>();
        for (int i = 0; i < q.Length; i++)
        {
            var joined = new double[Features];
            for (int head = 0; head < Heads; head++)
            {
                int from = head * Size;
                double[] attention = Reference.Softmax([.. k.Select((row, j) => ignored(i, j) ? double.NegativeInfinity
                    : Enumerable.Range(from, Size).Sum(e => q[i][e] * row[e]) / Math.Sqrt(Size))]);
                for (int j = 0; j < k.Length; j++)
                {
                    weights[i * k.Length + j] += attention[j] / Heads;
                    for (int e = from; e < from + Size; e++)
                        joined[e] += attention[j] * v[j][e];
                }
            }
            output.AddRange(Reference.Affine(joined, Parameter(layer, "out_proj.weight"), Parameter(layer, "out_proj.bias")));
        }
        return ([.. output], weights);
    }

    private static TorchSharp.Modules.MultiheadAttention Layer(bool bias = true)
    {
        var layer = nn.MultiheadAttention(Features, Heads, bias: bias);
        return layer.to(ScalarType.Float64);
    }

    [Test]
    public void MultiheadAttention_Forward_IsTheDefinition()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer();
        Tensor query = Reference.Fill(3, 1, Features), key = Reference.Fill(5, 1, Features) * 2;

        var (output, weights) = layer.call(query, key, key);

        var expected = Attend(layer, Reference.Values(query), Reference.Values(key), (_, _) => false);
        Reference.AreClose(output, expected.Output);
        Reference.AreClose(weights, expected.Weights);
        Assert.That(weights.shape, Is.EqualTo(new long[] { 1, 3, 5 }));
    }

    [Test]
    public void MultiheadAttention_Masks_ExcludeKeys()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer();
        var input = Reference.Fill(3, 1, Features);
        double[] x = Reference.Values(input);
        var causal = ones(3, 3, ScalarType.Bool).triu(1);
        var padding = tensor(new[] { false, false, true }).view(1, 3);

        Reference.AreClose(layer.call(input, input, input, key_padding_mask: padding).Item1, Attend(layer, x, x, (_, j) => j == 2).Output);
        var bias = zeros(3, 3, ScalarType.Float64).masked_fill(causal, double.NegativeInfinity);
        Reference.AreClose(layer.call(input, input, input, attn_mask: bias).Item1, Attend(layer, x, x, (i, j) => j > i).Output);
    }

    [Test]
    public void MultiheadAttention_BooleanAttentionMask_AddsOne()
    {
        using var scope = NewDisposeScope();
        using var layer = Layer();
        var input = Reference.Fill(3, 1, Features);
        var causal = ones(3, 3, ScalarType.Bool).triu(1);

        Reference.AreClose(layer.call(input, input, input, attn_mask: causal).Item1, Reference.Values(layer.call(input, input, input, attn_mask: causal.to(ScalarType.Float64)).Item1));
    }

    [Test]
    public void MultiheadAttention_Parameters_AreItsOwn()
    {
        using var layer = nn.MultiheadAttention(Features, Heads);
        using var other = nn.MultiheadAttention(Features, Heads, bias: false, kdim: 3, vdim: 5);

        Assert.That(layer.children(), Is.Empty);
        Assert.That(layer.named_parameters().Select(p => p.name), Is.EquivalentTo(new[] { "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias" }));
        Assert.That(other.named_parameters().Select(p => p.name), Is.EquivalentTo(new[] { "q_proj_weight", "k_proj_weight", "v_proj_weight", "out_proj.weight" }));
        Assert.That(other.get_parameter("v_proj_weight")!.shape, Is.EqualTo(new long[] { Features, 5 }));
    }

    [Test]
    public void MultiheadAttention_AddedKeys_WidenTheWeights()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.MultiheadAttention(Features, Heads, add_bias_kv: true, add_zero_attn: true);
        var input = Reference.Fill(3, 2, Features).to(ScalarType.Float32);
        var padding = tensor(new[] { false, false, true, false, true, true }).view(2, 3);

        var (output, weights) = layer.call(input, input, input, padding);

        Assert.That(weights.shape, Is.EqualTo(new long[] { 2, 3, 5 }));
        double[][] rows = [.. Reference.Values(weights).Chunk(5)];
        Assert.That(rows, Has.All.Matches<double[]>(row => Math.Abs(row!.Sum() - 1) < 1e-6));
        Assert.That(rows.Take(3).Select(row => row[2]), Is.All.Zero);
        Assert.That(rows, Has.All.Matches<double[]>(row => row![3] > 0 && row[4] > 0));
        Assert.That(output.shape, Is.EqualTo(input.shape));
    }
}
