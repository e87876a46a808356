using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// The first singular values and vectors of a large matrix, found in the range of M · (random matrix) after a few power iterations. Exact to the
/// ratio of the first value that is left out to the last that is wanted, raised to 2 · iterations + 1.
/// </summary>
/// <remarks>Halko, Martinsson and Tropp, "Finding structure with randomness", arXiv 0909.4061, algorithms 4.4 and 5.1.</remarks>
internal static class RandomizedSvd
{
    /// <param name="matrix">M (m, n), of floating point.</param>
    /// <param name="rank">How many values to compute; more than are wanted make those exact. At most min(m, n) are.</param>
    /// <param name="iterations">Power iterations.</param>
    /// <param name="generator">Where the random matrix comes from, on the CPU; null for torch's own generator.</param>
    /// <returns>U (m, rank), S (rank), falling, and Vᵀ (rank, n).</returns>
    internal static (Tensor U, Tensor S, Tensor Vt) Compute(Tensor matrix, int rank, int iterations, Generator? generator = null)
    {
        using var scope = NewDisposeScope();
        bool wide = matrix.shape[0] < matrix.shape[1];
        var tall = wide ? matrix.t() : matrix;
        // TorchSharp's generators are the CPU's; a seed also gives the same result on every device so.
        var start = randn(tall.shape[1], Math.Min(rank, tall.shape[1]), tall.dtype, CPU, generator: generator).to(tall.device);
        var basis = Orthonormal(tall.mm(start));
        for (int i = 0; i < iterations; i++)
            basis = Orthonormal(tall.mm(Orthonormal(tall.t().mm(basis))));
        var (u, s, vt) = linalg.svd(basis.t().mm(tall), fullMatrices: false);
        u = basis.mm(u);
        return wide ? scope.MoveToOuter(vt.t(), s, u.t()) : scope.MoveToOuter(u, s, vt);
    }

    private static Tensor Orthonormal(Tensor columns) => linalg.qr(columns).Q;
}
