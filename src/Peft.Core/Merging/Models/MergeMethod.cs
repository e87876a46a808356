namespace Peft.Merging;

/// <summary>How whole models are merged; the definitions and defaults are mergekit's. x are the models' tensors, b that of the base, w the weights, δᵢ = xᵢ − b.</summary>
public enum MergeMethod
{
    /// <summary>Σ wᵢ xᵢ, divided by Σ wᵢ where weights are normalised, as they are by default (model soups, arXiv 2203.05482). Has no base.</summary>
    Linear,

    /// <summary>From the base at t = 0 to the one model at t = 1 along the arc between them: see <see cref="Slerp.Interpolate"/>.</summary>
    Slerp,

    /// <summary>b + λ Σ wᵢ δᵢ (arXiv 2212.04089). Weights are not normalised by default.</summary>
    TaskArithmetic,

    /// <summary>
    /// b + λ Σ wᵢ δᵢ over the trimmed δᵢ whose weighted value has the sign of the sum, divided by the sum of their weights where weights are normalised, as they are by default
    /// (arXiv 2306.01708).
    /// </summary>
    Ties,

    /// <summary>As <see cref="TaskArithmetic"/>, with δᵢ dropped at random and rescaled (arXiv 2311.03099). Weights are not normalised by default.</summary>
    DareLinear,

    /// <summary>As <see cref="Ties"/>, with δᵢ dropped at random and rescaled in place of being trimmed. Weights are not normalised by default.</summary>
    DareTies,
}

/// <summary>What the methods are made of.</summary>
internal static class MergeMethods
{
    internal static bool HasBase(this MergeMethod method) => method != MergeMethod.Linear;

    internal static bool AddsChanges(this MergeMethod method) => method is not (MergeMethod.Linear or MergeMethod.Slerp);

    internal static bool ElectsSigns(this MergeMethod method) => method is MergeMethod.Ties or MergeMethod.DareTies;

    internal static bool DropsAtRandom(this MergeMethod method) => method is MergeMethod.DareLinear or MergeMethod.DareTies;

    internal static bool UsesDensity(this MergeMethod method) => method == MergeMethod.Ties || method.DropsAtRandom();

    internal static bool NormalizesByDefault(this MergeMethod method) => method is MergeMethod.Linear or MergeMethod.Ties;
}
