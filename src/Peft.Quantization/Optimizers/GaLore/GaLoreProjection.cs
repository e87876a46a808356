namespace Peft.Optimizers;

/// <summary>
/// GaLore: the states of a matrix live in the subspace of its gradient's largest singular vectors, which is chosen anew from time to time. With rank r a matrix of m × n, m ≤
/// n, has states of r × n elements in place of m × n; all weights are trained.
/// </summary>
/// <remarks>
/// Zhao et al., "GaLore: Memory-Efficient LLM Training by Gradient Low-Rank Projection", arXiv 2403.03507. Parameters that are no matrix, or have no side larger than the
/// rank, are trained as usual.
/// </remarks>
/// <param name="rank">How many singular vectors are kept; at least 1.</param>
public sealed class GaLoreProjection(int rank)
{
    /// <summary>How many singular vectors are kept.</summary>
    public int Rank { get; } = rank >= 1 ? rank : throw new ArgumentOutOfRangeException(
        nameof(rank), rank, $"The rank must be at least 1; found {rank}. help: The paper has a quarter of the model's width.");

    /// <summary>After how many steps the subspace is chosen anew; at least 1.</summary>
    public int UpdateInterval { get; init; } = 200;

    /// <summary>What the update is multiplied with when it leaves the subspace.</summary>
    public double Scale { get; init; } = 0.25;

    /// <summary>Which sides of the gradient are projected.</summary>
    public GaLoreSides Sides { get; init; }
}

/// <summary>Which sides of a gradient GaLore projects.</summary>
public enum GaLoreSides
{
    /// <summary>That of the fewer singular vectors to keep: the right one of a matrix with no fewer rows than columns, else the left one.</summary>
    Standard,

    /// <summary>The other one.</summary>
    ReverseStandard,

    /// <summary>The left one: g ↦ Uᵀg.</summary>
    Left,

    /// <summary>The right one: g ↦ gV.</summary>
    Right,

    /// <summary>Both: g ↦ UᵀgV.</summary>
    Both,
}
