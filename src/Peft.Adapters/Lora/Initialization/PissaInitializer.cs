using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// PiSSA: A and B take the principal part of the weight, and train that, while the rest stays. With W = U Σ Vᵀ:
/// B₀ = U_r (Σ_r / s)^½, A₀ = (Σ_r / s)^½ V_rᵀ.
/// </summary>
/// <remarks>Meng et al., "PiSSA: Principal Singular Values and Singular Vectors Adaptation", arXiv 2404.02948, equations 2 to 4.</remarks>
internal sealed class PissaInitializer : Initializer
{
    internal override string Word => "pissa";

    internal override ShiftOrigin Shift => ShiftOrigin.Weight;

    internal override WeightShift Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} singular values");
        return Split(start, linalg.svd(start.Weight, fullMatrices: false));
    }

    internal static WeightShift Split(LoraStart start, (Tensor U, Tensor S, Tensor Vt) svd)
    {
        var root = svd.S.narrow(0, 0, start.Rank).div(start.Scaling).sqrt();
        return start.StartAndShift(svd.Vt.narrow(0, 0, start.Rank).mul(root.unsqueeze(1)), svd.U.narrow(1, 0, start.Rank).mul(root));
    }
}

/// <summary>PiSSA by a randomised SVD, which takes seconds where the exact one takes minutes (arXiv 2404.02948, section 5.4).</summary>
internal sealed class FastPissaInitializer : Initializer
{
    // Twice as many vectors as are wanted: PEFT has none to spare, which leaves the last ones to chance.
    private const int Oversampling = 2;

    internal const string WordPrefix = "pissa_niter_";

    internal override string Word => WordPrefix;

    internal override ShiftOrigin Shift => ShiftOrigin.Data;

    internal override void Validate(LoraConfig config, ICollection<string> failures)
    {
        failures.RequireAtLeast(1, config.PissaIterations, "PissaIterations");
    }

    internal override WeightShift Start(LoraStart start)
    {
        start.RequireRank(start.Rank, $"which takes {start.Rank} singular values");
        return PissaInitializer.Split(start, RandomizedSvd.Compute(start.Weight, Oversampling * start.Rank, start.Config.PissaIterations));
    }
}
