namespace Peft.Core.Tests.Merging;

/// <summary>The methods for whole models once more, as mergekit defines them, over plain arrays and without random dropping.</summary>
internal static class PlainMerge
{
    internal static double[] Linear(double[][] models, double[] weights, bool normalize) =>
        [.. Plain.WeightedSum(models, weights).Select(x => normalize ? x / weights.Sum() : x)];

    internal static double[] TaskArithmetic(double[] origin, double[][] models, double[] weights, double lambda, bool normalize)
    {
        double divisor = normalize && Math.Abs(weights.Sum()) > 1e-8 ? weights.Sum() : 1;
        return [.. origin.Select((b, i) => b + (lambda * models.Select((x, k) => weights[k] * (x[i] - b)).Sum() / divisor))];
    }

    internal static double[] Ties(double[] origin, double[][] models, double[] weights, double[] densities, double lambda, bool normalize)
    {
        double[][] changes = [.. models.Select((x, k) => Plain.Trim([.. x.Zip(origin, (a, b) => a - b)], densities[k]).Select(d => weights[k] * d).ToArray())];
        var merged = new double[origin.Length];
        for (int i = 0; i < merged.Length; i++)
        {
            int sign = changes.Sum(c => c[i]) >= 0 ? 1 : -1;
            var agreeing = Enumerable.Range(0, changes.Length).Where(k => Math.Sign(changes[k][i]) == sign).ToList();
            double divisor = agreeing.Sum(k => weights[k]);
            merged[i] = origin[i] + (lambda * agreeing.Sum(k => changes[k][i]) / (normalize && divisor != 0 ? divisor : 1));
        }
        return merged;
    }
}
