using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>An update of low rank as two factors; for convolutions they have the kernel's axes behind the two that are named here.</summary>
/// <param name="A">The first factor, (r, in).</param>
/// <param name="B">The second factor, (out, r).</param>
/// <param name="Scaling">What their product is multiplied by.</param>
public readonly record struct LowRankFactors(Tensor A, Tensor B, double Scaling = 1) : IDisposable
{
    /// <summary>The rank r of the factors, which is the most that the update can have.</summary>
    public int Rank => (int)A.shape[0];

    /// <summary>The update: scaling · B A, in at least single precision.</summary>
    /// <returns>A new tensor, (out, in); the kernel's axes of A are folded into its second.</returns>
    public Tensor Delta()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using Scalar scaling = Scaling;
        return scope.MoveToOuter(mm(MergeInputs.Widen(B).flatten(1), MergeInputs.Widen(A).flatten(1)).mul_(scaling));
    }

    /// <summary>
    /// The best approximation of a matrix by one of a given rank (Eckart–Young), from its singular value decomposition U S Vᵀ: B = U S and A = Vᵀ, of each the first r.
    /// These are PEFT's conventions. The signs of each pair of a column of B and a row of A, which are free and differ between implementations of LAPACK, are those with which the column's
    /// largest value is positive.
    /// </summary>
    /// <param name="delta">The matrix, (out, in), of a floating-point type.</param>
    /// <param name="rank">The rank r, at least 1. Where it exceeds the matrix's smaller side, the rest of the factors is zero.</param>
    /// <param name="clamp">
    /// If given, all values of A and B are limited to ± the magnitude of this quantile of them together, from 0 to 1: PEFT's <c>svd_clamp</c>, which depends on the signs, and in Python on LAPACK's.
    /// </param>
    /// <returns>New factors of the matrix's type, computed in at least single precision.</returns>
    /// <exception cref="ArgumentException">The matrix, the rank or the quantile is not as described.</exception>
    public static LowRankFactors Factorize(Tensor delta, int rank, double? clamp = null)
    {
        MergeInputs.CheckFloat(delta);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        if (delta.dim() != 2)
            throw new ArgumentException($"The tensor to factorise is {MergeInputs.Shape(delta)}; expected a matrix. help: Flatten it from its second axis on.", nameof(delta));
        if (clamp is { } q && !(q >= 0 && q <= 1))
            throw new ArgumentOutOfRangeException(nameof(clamp), clamp, "The clamp is a quantile. help: Give a number from 0 to 1.");
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (u, s, v) = linalg.svd(MergeInputs.Widen(delta), fullMatrices: false);
        long found = Math.Min(rank, s.shape[0]);
        var signs = u.gather(0, u.abs().argmax(0, keepdim: true)).sign().narrow(1, 0, found);
        var b = u.narrow(1, 0, found) * s.narrow(0, 0, found) * signs;
        var a = v.narrow(0, 0, found) * signs.t();
        if (clamp is { } quantile)
            (a, b) = Clamp(a, b, quantile);
        a = nn.functional.pad(a, [0, 0, 0, rank - found]).to_type(delta.dtype);
        b = nn.functional.pad(b, [0, rank - found]).to_type(delta.dtype);
        return new(scope.MoveToOuter(a), scope.MoveToOuter(b));
    }

    /// <summary>Disposes both factors.</summary>
    public void Dispose()
    {
        A.Dispose();
        B.Dispose();
    }

    /// <summary>Limits all values to ± the magnitude of a quantile of them together.</summary>
    internal static (Tensor A, Tensor B) Clamp(Tensor a, Tensor b, double quantile)
    {
        double limit = Math.Abs(Quantile(cat([b.flatten(), a.flatten()]), quantile));
        return (Limit(a, limit), Limit(b, limit));
    }

    // As torch.quantile, which has a limit of 16 million values.
    private static double Quantile(Tensor values, double quantile)
    {
        var sorted = values.sort().Values;
        double position = quantile * (values.NumberOfElements - 1);
        long below = (long)position;
        double lower = sorted[below].ToDouble();
        return below == position ? lower : lower + ((position - below) * (sorted[below + 1].ToDouble() - lower));
    }

    private static Tensor Limit(Tensor values, double limit)
    {
        using Scalar lowest = -limit;
        using Scalar highest = limit;
        return values.clamp(lowest, highest);
    }
}
