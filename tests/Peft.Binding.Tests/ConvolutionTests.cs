using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ConvolutionTests
{
    private const ScalarType F64 = ScalarType.Float64;

    /// <summary>A convolution of one example over one dimension, by its definition.</summary>
    private static double[] Convolve(double[] x, double[] weight, double[]? bias, int inChannels, int outChannels, int kernel, int stride, int padding, int dilation, int groups)
    {
        int length = x.Length / inChannels, inGroup = inChannels / groups, outGroup = outChannels / groups;
        int outLength = (length + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1;
        var result = new double[outChannels * outLength];
        for (int o = 0; o < outChannels; o++)
        {
            for (int t = 0; t < outLength; t++)
            {
                double sum = bias?[o] ?? 0;
                for (int c = 0; c < inGroup; c++)
                {
                    for (int k = 0; k < kernel; k++)
                    {
                        int position = t * stride - padding + k * dilation;
                        if (position >= 0 && position < length)
                            sum += weight[(o * inGroup + c) * kernel + k] * x[(o / outGroup * inGroup + c) * length + position];
                    }
                }
                result[o * outLength + t] = sum;
            }
        }
        return result;
    }

    [TestCase(1, 0, 1, 1)]
    [TestCase(2, 1, 1, 1)]
    [TestCase(1, 2, 2, 2)]
    public void Conv1d_Forward_IsTheDefinition(int stride, int padding, int dilation, int groups)
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv1d(4, 6, 3, stride, padding, dilation, groups: groups, dtype: F64);
        var input = Reference.Fill(1, 4, 9);

        double[] expected = Convolve(Reference.Values(input), Reference.Values(layer.weight), Reference.Values(layer.bias!), 4, 6, 3, stride, padding, dilation, groups);
        Reference.AreClose(layer.call(input), expected);
        Reference.AreClose(layer.call(input[0]), expected);
    }

    [Test]
    public void Conv2d_OneRow_IsConv1d()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(2, 3, (1, 3), stride: (1, 2), padding: (0, 1), bias: false, dtype: F64);
        var input = Reference.Fill(1, 2, 1, 7);

        Reference.AreClose(layer.call(input), Convolve(Reference.Values(input), Reference.Values(layer.weight), null, 2, 3, 3, 2, 1, 1, 1));
        Assert.That(layer.weight.shape, Is.EqualTo(new long[] { 3, 2, 1, 3 }));
    }

    [Test]
    public void Conv3d_OneRow_IsConv1d()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv3d(2, 3, (1, 1, 3), bias: false, dtype: F64);
        var input = Reference.Fill(1, 2, 1, 1, 7);

        Reference.AreClose(layer.call(input), Convolve(Reference.Values(input), Reference.Values(layer.weight), null, 2, 3, 3, 1, 0, 1, 1));
    }

    [Test]
    public void Conv1d_SamePadding_KeepsTheLength()
    {
        using var scope = NewDisposeScope();
        using var same = nn.Conv1d(1, 1, 3, Padding.Same, bias: false, dtype: F64);
        using var valid = nn.Conv1d(1, 1, 3, Padding.Valid, dtype: F64);
        var input = Reference.Fill(1, 1, 5);

        Reference.AreClose(same.call(input), Convolve(Reference.Values(input), Reference.Values(same.weight), null, 1, 1, 3, 1, 1, 1, 1));
        Assert.That(valid.call(input).shape, Is.EqualTo(new long[] { 1, 1, 3 }));
        Assert.That(() => nn.Conv1d(1, 1, 3, Padding.Same, stride: 2), Throws.ArgumentException);
    }

    [Test]
    public void Conv1d_ReflectPadding_MirrorsTheEdges()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv1d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect, bias: false, dtype: F64);
        double[] x = Reference.Values(Reference.Fill(1, 1, 5)), w = Reference.Values(layer.weight);

        double[] padded = [x[1], .. x, x[3]];
        Reference.AreClose(layer.call(Reference.Fill(1, 1, 5)), Convolve(padded, w, null, 1, 1, 3, 1, 0, 1, 1));
    }

    [Test]
    public void Conv_WrongChannels_Throws()
    {
        using var layer = nn.Conv2d(3, 4, 3);
        using var input = ones(1, 2, 8, 8);

        Assert.That(() => layer.call(input), Throws.ArgumentException);
    }

    [Test]
    public void ConvTranspose1d_Forward_IsTheGradientOfTheConvolution()
    {
        using var scope = NewDisposeScope();
        using var transposed = nn.ConvTranspose1d(3, 2, 4, stride: 2, padding: 1, bias: false, dtype: F64);
        var input = Reference.Fill(1, 3, 5);
        var wide = zeros([1, 2, 10], F64, requires_grad: true);

        nn.functional.conv1d(wide, transposed.weight, stride: 2, padding: 1).backward([input]);

        Reference.AreClose(transposed.call(input), Reference.Values(wide.grad!));
    }

    [Test]
    public void ConvTranspose2d_OutputSize_ChoosesAmongThePossible()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.ConvTranspose2d(1, 1, 3, stride: 2);
        var input = ones(1, 1, 2, 2);

        Assert.That(layer.call(input).shape, Is.EqualTo(new long[] { 1, 1, 5, 5 }));
        Assert.That(layer.forward(input, [6, 6]).shape, Is.EqualTo(new long[] { 1, 1, 6, 6 }));
        Assert.That(() => layer.forward(input, [9, 9]), Throws.ArgumentException);
    }

    [Test]
    public void Conv_Parameters_AreNamedAndConverted()
    {
        using var layer = nn.Conv2d(1, 2, 3);

        layer.to(F64);

        Assert.That(layer.named_parameters().Select(p => (p.name, p.parameter.dtype)), Is.EqualTo(new[] { ("weight", F64), ("bias", F64) }));
        Assert.That((layer.in_channels, layer.out_channels, layer.kernel_size), Is.EqualTo((1L, 2L, new long[] { 3, 3 })));
    }
}
