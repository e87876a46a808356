using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Plain C# arithmetic on doubles, to compare layers with.</summary>
internal static class Reference
{
    /// <summary>A tensor of doubles with a fixed, irregular fill between -1 and 1.</summary>
    internal static Tensor Fill(params long[] shape)
    {
        using var flat = tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(i => Math.Sin(1.7 * i + shape.Length)).ToArray());
        return flat.reshape(shape);
    }

    internal static double[] Values(Tensor tensor)
    {
        using var detached = tensor.detach();
        using var wide = detached.to_type(ScalarType.Float64);
        using var plain = wide.contiguous();
        return MemoryMarshal.Cast<byte, double>(plain.bytes).ToArray();
    }

    /// <summary>Fails unless the tensor has these values, row by row.</summary>
    internal static void AreClose(Tensor actual, double[] expected, double tolerance = 1e-9) => Assert.That(Values(actual), Is.EqualTo(expected).Within(tolerance));

    /// <summary>x Wᵀ + b for one row.</summary>
    internal static double[] Affine(ReadOnlySpan<double> x, double[] weight, double[]? bias)
    {
        var result = new double[weight.Length / x.Length];
        for (int o = 0; o < result.Length; o++)
        {
            result[o] = bias?[o] ?? 0;
            for (int i = 0; i < x.Length; i++)
                result[o] += weight[o * x.Length + i] * x[i];
        }
        return result;
    }

    internal static double[] Softmax(double[] x)
    {
        double largest = x.Max();
        double[] powers = [.. x.Select(value => Math.Exp(value - largest))];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    internal static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>(x - mean) / sqrt(variance + eps) with the biased variance.</summary>
    internal static double[] Normalize(double[] x, double eps = 1e-5)
    {
        double mean = x.Average(), variance = x.Average(value => (value - mean) * (value - mean));
        return [.. x.Select(value => (value - mean) / Math.Sqrt(variance + eps))];
    }
}
