using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>Sets a part of a tensor's values to zero, so that several tensors disturb each other less when they are added.</summary>
/// <remarks>Computed in at least single precision; a result has the shape and type of what it is made from. NaN and infinities are not hidden: dropping them leaves NaN.</remarks>
public static class Sparsify
{
    private const float SmallestNorm = 1e-7f;

    /// <summary>
    /// Keeps the ⌊density · n⌋ values of largest magnitude, the trimming of TIES-Merging (arXiv 2306.01708, section 4, step 1). Of equal magnitudes the first are kept.
    /// </summary>
    /// <param name="values">The tensor, of any shape and a floating-point type.</param>
    /// <param name="density">The fraction to keep, from 0 to 1.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The tensor is not of a floating-point type, or the density out of range.</exception>
    public static Tensor Magnitude(Tensor values, double density)
    {
        MergeInputs.CheckFloat(values);
        MergeInputs.CheckDensity(density);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        long kept = (long)(density * values.NumberOfElements);
        if (kept == values.NumberOfElements)
            return scope.MoveToOuter(values.clone());
        return scope.MoveToOuter(kept == 0 ? values * zeros_like(values) : values * LargestMask(values, kept));
    }

    /// <summary>
    /// Keeps each value with the probability <paramref name="density"/>, independently: DARE, drop and rescale (arXiv 2311.03099, section 3.2).
    /// The draws are made on the CPU, so that a seed gives the same result on every device.
    /// </summary>
    /// <param name="values">The tensor, of any shape and a floating-point type.</param>
    /// <param name="density">The probability of keeping a value, 1 − p in the paper, from 0 to 1. At 1 nothing is drawn; at 0 the result is zero.</param>
    /// <param name="generator">A generator on the CPU; <see langword="null"/> for torch's own.</param>
    /// <param name="rescaling">How the kept values are enlarged.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The tensor is not of a floating-point type, or the density out of range.</exception>
    public static Tensor Random(Tensor values, double density, Generator? generator = null, Rescaling rescaling = Rescaling.Density) =>
        Random(values, density, (tensor, probability) => empty(tensor.shape, ScalarType.Bool).bernoulli_(probability, generator), rescaling);

    /// <summary>As the public overload; <paramref name="draw"/> gives the mask of what is kept.</summary>
    internal static Tensor Random(Tensor values, double density, Func<Tensor, double, Tensor> draw, Rescaling rescaling)
    {
        MergeInputs.CheckFloat(values);
        MergeInputs.CheckDensity(density);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (density == 1)
            return scope.MoveToOuter(values.clone());
        var wide = MergeInputs.Widen(values);
        var kept = wide * draw(values, density).to(values.device);
        using Scalar factor = Factor(wide, kept, density, rescaling);
        return scope.MoveToOuter(kept.mul_(factor).to_type(values.dtype));
    }

    // The mask is exact also where many magnitudes are equal: all above the threshold, and of those on it as many as are missing.
    private static Tensor LargestMask(Tensor values, long count)
    {
        using var scope = NewDisposeScope();
        var magnitudes = MergeInputs.Widen(values).abs().flatten();
        var (threshold, _) = magnitudes.kthvalue(magnitudes.NumberOfElements - count + 1, 0);
        var mask = magnitudes.gt(threshold);
        using Scalar kept = true;
        var equal = magnitudes.eq(threshold).nonzero().flatten();
        mask.index_fill_(0, equal.narrow(0, 0, Math.Min(equal.NumberOfElements, count - mask.sum().ToInt64())), kept);
        return scope.MoveToOuter(mask.reshape(values.shape));
    }

    private static double Factor(Tensor values, Tensor kept, double density, Rescaling rescaling)
    {
        switch (rescaling)
        {
            case Rescaling.None:
                return 1;
            case Rescaling.Density:
                return density == 0 ? 1 : 1 / density;
            case Rescaling.Norm:
                double before = values.abs().sum().ToDouble();
                double after = kept.abs().sum().ToDouble();
                return before < SmallestNorm || after < SmallestNorm ? 1 : before / after;
            default:
                throw new ArgumentOutOfRangeException(nameof(rescaling), rescaling, "There is no such rescaling.");
        }
    }
}
