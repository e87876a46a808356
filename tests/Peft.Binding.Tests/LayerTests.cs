using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class LayerTests
{
    private const ScalarType F64 = ScalarType.Float64;

    [Test]
    public void Linear_Forward_IsTheFormula([Values] bool bias)
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(3, 4, bias, dtype: F64);
        var input = Reference.Fill(2, 3);

        double[] x = Reference.Values(input), weight = Reference.Values(layer.weight);
        double[]? offset = bias ? Reference.Values(layer.bias!) : null;
        Reference.AreClose(layer.call(input), [.. Reference.Affine(x.AsSpan(0, 3), weight, offset), .. Reference.Affine(x.AsSpan(3), weight, offset)]);
        Assert.That((layer.in_features, layer.out_features), Is.EqualTo((3L, 4L)));
        Assert.That(layer.weight.shape, Is.EqualTo(new long[] { 4, 3 }));
        Assert.That(layer.bias is not null, Is.EqualTo(bias));
    }

    [Test]
    public void Linear_SettingTheWeight_DisposesTheOldOne()
    {
        using var layer = nn.Linear(2, 2);
        var old = layer.weight;
        var replacement = nn.Parameter(ones(2, 2));

        layer.weight = replacement;

        Assert.That(old.IsInvalid, Is.True);
        Assert.That(layer.get_parameter("weight"), Is.SameAs(replacement));
    }

    [Test]
    public void Linear_PrivateWeightField_IsWhatForwardUses()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Linear(2, 1, hasBias: false);
        var registered = layer.weight;
        var field = typeof(Linear).GetField("_weight", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!;
        var factor = tensor(3f, requires_grad: true);

        field.SetValue(layer, new Parameter(ones(1, 2) * factor));
        var output = layer.call(ones(1, 2));
        output.backward();

        Assert.That(output.ToDouble(), Is.EqualTo(6));
        Assert.That(factor.grad!.ToDouble(), Is.EqualTo(2), "the parameter in the field keeps its graph");
        Assert.That(layer.get_parameter("weight"), Is.SameAs(registered));
        field.SetValue(layer, registered);
    }

    [Test]
    public void Embedding_Forward_PicksRows()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Embedding(5, 2, dtype: F64);
        double[] table = Reference.Values(layer.weight!);

        var output = layer.call(tensor(new[] { 4L, 0, 4 }));

        Reference.AreClose(output, [table[8], table[9], table[0], table[1], table[8], table[9]], 0);
    }

    [Test]
    public void Embedding_PaddingIndex_IsZeroWithoutGradient()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Embedding(3, 2, padding_idx: 1);

        var output = layer.call(tensor(new[] { 0L, 1, 2 }));
        output.sum().backward();

        Reference.AreClose(output[1], [0, 0], 0);
        Reference.AreClose(layer.parameters().Single().grad!, [1, 1, 0, 0, 1, 1], 0);
    }

    [Test]
    public void Embedding_Weight_IsANewWrapperEachTime()
    {
        using var layer = nn.Embedding(3, 2);
        using var first = layer.weight!;
        using var second = layer.weight!;

        Assert.That(first, Is.Not.SameAs(second));
        Assert.That(first.Handle, Is.Not.EqualTo(second.Handle));
        using (no_grad())
            first.fill_(7);
        Reference.AreClose(second, [7, 7, 7, 7, 7, 7], 0);
    }

    [Test]
    public void Embedding_FromPretrained_IsFrozen()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Embedding_from_pretrained(Reference.Fill(3, 2));

        Assert.That(layer.weight!.requires_grad, Is.False);
        Reference.AreClose(layer.call(tensor(new[] { 1L })), Reference.Values(Reference.Fill(3, 2))[2..4], 0);
    }

    [Test]
    public void LayerNorm_Forward_NormalizesTheLastDimensions()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.LayerNorm([2, 2], dtype: F64);
        var input = Reference.Fill(2, 2, 2);
        layer.weight = nn.Parameter(Reference.Fill(2, 2));
        double[] x = Reference.Values(input), weight = Reference.Values(layer.weight);

        double[] normal = [.. Reference.Normalize(x[..4]), .. Reference.Normalize(x[4..])];
        Reference.AreClose(layer.call(input), [.. normal.Select((value, i) => value * weight[i % 4])]);
    }

    [Test]
    public void LayerNorm_WithoutBias_HasOneParameter()
    {
        using var layer = nn.LayerNorm(4, bias: false);
        using var plain = nn.LayerNorm(4, elementwise_affine: false);

        Assert.That(layer.named_parameters().Select(p => p.name), Is.EqualTo(new[] { "weight" }));
        Assert.That(plain.parameters(), Is.Empty);
    }

    [Test]
    public void GroupNorm_Forward_NormalizesGroupsOfChannels()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.GroupNorm(2, 4, dtype: F64);
        nn.init.ones_(layer.weight);
        nn.init.zeros_(layer.bias!);
        var input = Reference.Fill(1, 4, 3);
        double[] x = Reference.Values(input);

        Reference.AreClose(layer.call(input), [.. Reference.Normalize(x[..6]), .. Reference.Normalize(x[6..])]);
    }

    [Test]
    public void BatchNorm_Training_UsesTheBatchAndTracksStatistics()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm1d(2, dtype: F64);
        var input = Reference.Fill(4, 2);
        double[] x = Reference.Values(input);
        double[] first = [.. x.Where((_, i) => i % 2 == 0)], second = [.. x.Where((_, i) => i % 2 == 1)];

        double[] a = Reference.Normalize(first), b = Reference.Normalize(second);
        Reference.AreClose(layer.call(input), [.. a.Zip(b).SelectMany(pair => new[] { pair.First, pair.Second })]);
        Reference.AreClose(layer.running_mean!, [0.1 * first.Average(), 0.1 * second.Average()]);
        Reference.AreClose(layer.running_var!, [.. new[] { first, second }.Select(c => 0.9 + 0.1 * c.Sum(v => (v - c.Average()) * (v - c.Average())) / 3)]);
        Assert.That(layer.num_batches_tracked!.ToDouble(), Is.EqualTo(1));
    }

    [Test]
    public void BatchNorm_Evaluation_UsesTheRunningStatistics()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.BatchNorm2d(2, dtype: F64);
        layer.eval();
        var input = Reference.Fill(1, 2, 2, 2);

        Reference.AreClose(layer.call(input), [.. Reference.Values(input).Select(value => value / Math.Sqrt(1 + 1e-5))]);
        Assert.That(layer.state_dict().Keys, Is.EqualTo(new[] { "weight", "bias", "running_mean", "running_var", "num_batches_tracked" }));
        Assert.That(() => layer.call(Reference.Fill(2, 2)), Throws.ArgumentException);
    }

    [Test]
    public void InstanceNorm_Forward_NormalizesEachChannelOfEachExample()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.InstanceNorm1d(2);
        var input = Reference.Fill(2, 2, 3);
        double[] x = Reference.Values(input);

        Reference.AreClose(layer.call(input), [.. x.Chunk(3).SelectMany(channel => Reference.Normalize(channel))]);
    }

    [Test]
    public void Bilinear_Forward_IsTheFormula()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Bilinear(2, 3, 2, dtype: F64);
        Tensor left = Reference.Fill(1, 2), right = Reference.Fill(1, 3);
        double[] x = Reference.Values(left), y = Reference.Values(right), w = Reference.Values(layer.weight), b = Reference.Values(layer.bias!);

        double Output(int k) => b[k] + Enumerable.Range(0, 6).Sum(i => w[6 * k + i] * x[i / 3] * y[i % 3]);
        Reference.AreClose(layer.call(left, right), [Output(0), Output(1)]);
    }

    [Test]
    public void Dropout_Training_DropsAndScales()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Dropout(0.25);

        double[] values = Reference.Values(layer.call(ones(10_000)));

        Assert.That(values.Distinct().Order(), Is.EqualTo(new[] { 0, 1 / 0.75 }).Within(1e-6));
        Assert.That(values.Count(value => value == 0), Is.EqualTo(2500).Within(200));
        layer.eval();
        Reference.AreClose(layer.call(ones(3)), [1, 1, 1], 0);
    }

    [Test]
    public void Dropout2d_Training_DropsWholeChannels()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Dropout2d(0.5);

        var channels = layer.call(ones(20, 20, 2, 2)).view(400, 4);

        Assert.That(Reference.Values(channels).Chunk(4), Has.All.Matches<double[]>(channel => channel!.Distinct().Count() == 1));
    }

    [Test]
    public void Identity_Forward_IsAnotherWrapper()
    {
        using var input = ones(2);
        using var layer = nn.Identity();
        using var output = layer.call(input);

        Assert.That(output, Is.Not.SameAs(input));
        Reference.AreClose(output, [1, 1], 0);
    }

    [Test]
    public void Flatten_AndUnflatten_AreInverse()
    {
        using var scope = NewDisposeScope();
        using var flatten = nn.Flatten();
        using var unflatten = nn.Unflatten(1, [3, 4]);

        var flat = flatten.call(ones(2, 3, 4));

        Assert.That(flat.shape, Is.EqualTo(new long[] { 2, 12 }));
        Assert.That(unflatten.call(flat).shape, Is.EqualTo(new long[] { 2, 3, 4 }));
    }

    [Test]
    public void Pooling_Forward_TakesTheLargestOrTheMean()
    {
        using var scope = NewDisposeScope();
        var line = tensor(new[] { 1.0, 5, 2, 4, 3, 9 }).view(1, 1, 6);
        var image = arange(16, F64).view(1, 1, 4, 4);

        Reference.AreClose(nn.MaxPool1d(2).call(line), [5, 4, 9]);
        Reference.AreClose(nn.MaxPool1d(3, stride: 1).call(line), [5, 5, 4, 9]);
        Reference.AreClose(nn.AvgPool1d(2).call(line), [3, 3, 6]);
        Reference.AreClose(nn.MaxPool2d(2).call(image), [5, 7, 13, 15]);
        Reference.AreClose(nn.MaxPool2d((4, 1), stride: (4, 1)).call(image), [12, 13, 14, 15]);
        Reference.AreClose(nn.AvgPool2d(2).call(image), [2.5, 4.5, 10.5, 12.5]);
        Reference.AreClose(nn.AdaptiveAvgPool1d(2).call(line), [8 / 3.0, 16 / 3.0]);
        Reference.AreClose(nn.AdaptiveAvgPool2d(1).call(image), [7.5]);
    }
}
