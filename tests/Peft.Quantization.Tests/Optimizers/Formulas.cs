namespace Peft.Quantization.Tests;

/// <summary>Textbook formulas in float64 over whole parameters, for a parameter and gradients that are always the same.</summary>
internal static class Formulas
{
    public static readonly float[] Start = [0.5f, -1.25f, 2, 0.03f, -0.7f];

    public static readonly float[][] Gradients = [[0.1f, -0.2f, 0.3f, 4, 0], [0.2f, 0.1f, -0.5f, 3, 1e-3f], [-0.4f, 0.25f, 0.125f, -2, 2e-3f]];

    public static double[] Adam(double[] p, double rate, double decay, double longest = 0)
    {
        double[] m = new double[p.Length], v = new double[p.Length];
        return Steps(p, (step, g) =>
        {
            for (int i = 0; i < p.Length; i++)
            {
                m[i] = (0.9 * m[i]) + (0.1 * g[i]);
                v[i] = (0.999 * v[i]) + (0.001 * g[i] * g[i]);
            }
            return [.. m.Zip(v, (m, v) => m / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8))];
        }, rate, decay, longest);
    }

    public static double[] Momentum(double[] p, double rate, double decay, double longest = 0)
    {
        double[] m = new double[p.Length];
        return Steps(p, (step, g) =>
        {
            for (int i = 0; i < p.Length; i++)
                m[i] = (0.9 * m[i]) + g[i] + (decay * p[i]);
            return m;
        }, rate, 0, longest);
    }

    public static double[] Adagrad(double[] p, double rate, double decay)
    {
        double[] v = new double[p.Length];
        return Steps(p, (_, g) =>
        {
            double[] decayed = [.. g.Zip(p, (g, p) => g + (decay * p))];
            for (int i = 0; i < p.Length; i++)
                v[i] += decayed[i] * decayed[i];
            return [.. decayed.Zip(v, (g, v) => g / (Math.Sqrt(v) + 1e-10))];
        }, rate, 0, 0);
    }

    private static double[] Steps(double[] p, Func<int, float[], double[]> direction, double rate, double decay, double longest)
    {
        for (int step = 1; step <= Gradients.Length; step++)
        {
            double[] u = direction(step, Gradients[step - 1]);
            double trust = longest == 0 ? 1 : Math.Min(1, longest * Length(p) / Length(u));
            for (int i = 0; i < p.Length; i++)
                p[i] = (p[i] * (1 - (rate * decay))) - (rate * trust * u[i]);
        }
        return p;
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));
}
