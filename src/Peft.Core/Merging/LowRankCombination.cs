using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>Combines the updates that several adapters make to one layer into one, as PEFT's <c>add_weighted_adapter</c> does.</summary>
public static class LowRankCombination
{
    /// <summary>The combined update of one layer.</summary>
    /// <param name="updates">The adapters' factors, at least one.</param>
    /// <param name="weights">One for each, without the scalings, which the factors have with them. May be negative.</param>
    /// <param name="options">
    /// How to combine. Where an Svd has no rank of its own, the result has the largest rank of these updates: give the rank for all layers if they are to agree.
    /// </param>
    /// <returns>New factors of the first update's type, with a scaling of 1.</returns>
    /// <exception cref="ArgumentException">The factors do not fit to each other, or there is not one weight for each.</exception>
    /// <exception cref="PeftConfigException">The options cannot be used.</exception>
    public static LowRankFactors Combine(IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights, CombinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(updates, weights);
        options.Validate();
        int rank = options.ResultRank([.. updates.Select(u => u.Rank)]);
        double[] scaled = [.. weights.Select((w, i) => w * updates[i].Scaling)];
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (a, b) = options.Combination switch
        {
            Combination.Cat => Stack(updates, scaled),
            var c when c.UsesSvd() => Factorize(updates, options.SvdScalesTwice ? scaled : weights, rank, options),
            _ => CombineFactors(updates, scaled, options),
        };
        return new(scope.MoveToOuter(a), scope.MoveToOuter(b));
    }

    /// <summary>How far a result Δ is from the exact weighted sum of the updates: ‖Δ − Σ wᵢ Δᵢ‖ / ‖Σ wᵢ Δᵢ‖ in the Frobenius norm.</summary>
    /// <param name="result">The combined factors.</param>
    /// <param name="updates">What they were made from.</param>
    /// <param name="weights">One for each, without the scalings.</param>
    /// <returns>0 if they are equal; infinity if the sum is zero and the result is not.</returns>
    /// <exception cref="ArgumentException">The factors do not fit to each other, or there is not one weight for each.</exception>
    public static double RelativeError(LowRankFactors result, IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights)
    {
        Check(updates, weights);
        using var scope = NewDisposeScope();
        return WeightedSum.RelativeError(result.Delta(), [.. updates.Select(u => u.Delta())], weights);
    }

    private static (Tensor A, Tensor B) Stack(IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights)
    {
        Tensor[] weighted = [.. updates.Select((u, i) => WeightedSum.Of([u.A], [weights[i]]))];
        // The copy is for a single update, of which cat gives the tensor itself.
        return (cat(weighted).to_type(updates[0].A.dtype), cat([.. updates.Select(u => u.B)], 1).to_type(updates[0].B.dtype, copy: true));
    }

    private static (Tensor A, Tensor B) Factorize(IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights, int rank, CombinationOptions options)
    {
        var delta = Mix([.. updates.Select(u => u.Delta())], weights, options);
        var (a, b, _) = LowRankFactors.Factorize(delta, rank, options.SvdClamp);
        var (likeA, likeB, _) = updates[0];
        return (a.reshape([rank, .. likeA.shape[1..]]).to_type(likeA.dtype), b.reshape([likeB.shape[0], rank, .. likeB.shape[2..]]).to_type(likeB.dtype));
    }

    // The product of both factors has the weight; its sign goes to A alone.
    private static (Tensor A, Tensor B) CombineFactors(IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights, CombinationOptions options)
    {
        double[] roots = [.. weights.Select(w => Math.Sqrt(Math.Abs(w)))];
        double[] signedRoots = [.. weights.Select((w, i) => w < 0 ? -roots[i] : roots[i])];
        return (Mix([.. updates.Select(u => u.A)], signedRoots, options), Mix([.. updates.Select(u => u.B)], roots, options));
    }

    private static Tensor Mix(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, CombinationOptions options)
    {
        var sparse = tensors.Select(t => Thin(MergeInputs.Widen(t), options)).ToList();
        var mixed = options.Combination.ElectsSigns()
            ? Ties.DisjointMean(sparse, weights, Ties.ElectSigns(sparse, options.MajoritySign))
            : WeightedSum.Of(sparse, weights);
        return mixed.to_type(tensors[0].dtype);
    }

    private static Tensor Thin(Tensor values, CombinationOptions options) => options switch
    {
        { Density: { } density } when options.Combination.Trims() => Sparsify.Magnitude(values, density),
        { Density: { } density, DrawMask: { } draw } => Sparsify.Random(values, density, draw, Rescaling.Density),
        { Density: { } density } => Sparsify.Random(values, density, options.Generator),
        _ => values,
    };

    private static void Check(IReadOnlyList<LowRankFactors> updates, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(updates);
        if (updates.Count == 0)
            throw new ArgumentException("There is no update to combine. help: Give at least one.", nameof(updates));
        MergeInputs.CheckCount(updates.Count, weights);
        foreach (var (a, b, _) in updates)
        {
            MergeInputs.CheckFloat(a);
            MergeInputs.CheckFloat(b);
            var (firstA, firstB, _) = updates[0];
            if (a.dim() < 2 || b.dim() != a.dim() || a.shape[0] != b.shape[1] || !a.shape[1..].SequenceEqual(firstA.shape[1..]) || b.shape[0] != firstB.shape[0])
                throw new ArgumentException(
                    $"An update has A {MergeInputs.Shape(a)} and B {MergeInputs.Shape(b)}; the first has {MergeInputs.Shape(firstA)} and {MergeInputs.Shape(firstB)}. "
                    + "help: Expected A (r, in, …) and B (out, r, …), with in and out the same in all.", nameof(updates));
        }
    }
}
