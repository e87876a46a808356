using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

/// <summary>The formulas of merging once more, over plain arrays and element by element.</summary>
internal static class Plain
{
    internal static double[] Values(Tensor tensor)
    {
        using var flat = tensor.detach().to_type(ScalarType.Float64).flatten().contiguous();
        return flat.data<double>().ToArray();
    }

    internal static Tensor Like(double[] values, Tensor tensor) => torch.tensor(values).reshape(tensor.shape);

    internal static Tensor[] Random(int count, long[] shape, ScalarType type = ScalarType.Float32)
    {
        using Generator generator = new(7);
        return [.. Enumerable.Range(0, count).Select(_ => randn(shape, generator: generator).to_type(type))];
    }

    internal static double[] WeightedSum(double[][] tensors, double[] weights) =>
        [.. Enumerable.Range(0, tensors[0].Length).Select(i => tensors.Zip(weights, (x, w) => w * x[i]).Sum())];

    internal static double[] Trim(double[] values, double density)
    {
        var kept = Enumerable.Range(0, values.Length).OrderByDescending(i => Math.Abs(values[i])).Take((int)(density * values.Length)).ToHashSet();
        return [.. values.Select((v, i) => kept.Contains(i) ? v : 0)];
    }

    internal static double[] Ties(double[][] tensors, double[] weights, double density, bool frequency)
    {
        double[][] trimmed = [.. tensors.Select(x => Trim(x, density))];
        var merged = new double[trimmed[0].Length];
        for (int i = 0; i < merged.Length; i++)
        {
            int sign = trimmed.Sum(x => frequency ? Math.Sign(x[i]) : x[i]) >= 0 ? 1 : -1;
            int agreeing = 0;
            for (int k = 0; k < trimmed.Length; k++)
            {
                if (Math.Sign(trimmed[k][i]) == sign)
                {
                    merged[i] += weights[k] * trimmed[k][i];
                    agreeing++;
                }
            }
            merged[i] /= Math.Max(agreeing, 1);
        }
        return merged;
    }

    internal static double[] Slerp(double[] x, double[] y, double t)
    {
        double angle = Math.Acos(Dot(x, y) / Math.Sqrt(Dot(x, x) * Dot(y, y)));
        return [.. x.Zip(y, (a, b) => ((Math.Sin((1 - t) * angle) * a) + (Math.Sin(t * angle) * b)) / Math.Sin(angle))];
    }

    internal static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
