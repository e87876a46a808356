using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>
/// Spherical linear interpolation (Shoemake, SIGGRAPH 1985): from one tensor to another along the arc between their directions, which keeps the norm where a straight line
/// would cut the corner.
/// </summary>
public static class Slerp
{
    // Beyond this cosine the arc is a straight line, as in mergekit.
    private const double Parallel = 0.9995;
    private const double SmallestNorm = 1e-8;

    /// <summary>
    /// (sin((1 − t) θ) x + sin(t θ) y) / sin θ, with θ the angle between x and y, each taken as one vector of all its elements; (1 − t) x + t y where |cos θ| &gt; 0.9995.
    /// A zero vector counts as orthogonal to every other. Computed in at least single precision.
    /// </summary>
    /// <param name="x">The result at t = 0; of a floating-point type.</param>
    /// <param name="y">The result at t = 1; of the same shape.</param>
    /// <param name="t">How far from x to y; beyond 0 and 1 the arc goes on.</param>
    /// <returns>A new tensor of the type of <paramref name="x"/>.</returns>
    /// <exception cref="ArgumentException">The shapes differ, a type is not a floating-point type, or t is not finite.</exception>
    public static Tensor Interpolate(Tensor x, Tensor y, double t)
    {
        MergeInputs.CheckTensors([x, y]);
        double cosine = Cosine(x, y);
        return WeightedSum.Of([x, y], Math.Abs(cosine) <= Parallel ? Arc(Math.Acos(cosine), t) : [1 - t, t]);
    }

    private static double[] Arc(double angle, double t) => [Math.Sin((1 - t) * angle) / Math.Sin(angle), Math.Sin(t * angle) / Math.Sin(angle)];

    private static double Cosine(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (left, right) = (MergeInputs.Widen(x), MergeInputs.Widen(y));
        double lengthX = Math.Sqrt(Dot(left, left));
        double lengthY = Math.Sqrt(Dot(right, right));
        return lengthX > SmallestNorm && lengthY > SmallestNorm ? Dot(left, right) / (lengthX * lengthY) : 0;
    }

    private static double Dot(Tensor x, Tensor y)
    {
        using var product = x * y;
        using var sum = product.sum();
        return sum.ToDouble();
    }
}
