namespace Peft.Merging;

/// <summary>
/// How several adapters become one: PEFT's <c>combination_type</c>. They act on the factors A and B, each by itself, unless they end in Svd.
/// The weight wᵢ of an adapter includes its scaling.
/// </summary>
public enum Combination
{
    /// <summary>
    /// The product of the weighted sums: A = Σ ±√|wᵢ| Aᵢ, B = Σ √|wᵢ| Bᵢ. This is not the sum of the updates, as it has the products Bᵢ Aⱼ of different adapters as well.
    /// Needs equal ranks.
    /// </summary>
    Linear,

    /// <summary>Exactly the weighted sum of the updates, by stacking the factors: A = [w₁A₁; w₂A₂; …], B = [B₁, B₂, …]. The ranks add up.</summary>
    Cat,

    /// <summary>The weighted sum of the updates, approximated by its singular value decomposition: the best of its rank.</summary>
    Svd,

    /// <summary>TIES-Merging (arXiv 2306.01708) of the factors: trim by magnitude, elect signs, average what agrees. Needs equal ranks and a density.</summary>
    Ties,

    /// <summary>TIES-Merging of the updates, approximated as by <see cref="Svd"/>. Needs a density.</summary>
    TiesSvd,

    /// <summary>DARE (arXiv 2311.03099) of the factors: drop at random, rescale, then as <see cref="Linear"/>. Needs equal ranks and a density.</summary>
    DareLinear,

    /// <summary>DARE of the updates: drop at random, rescale, add, approximated as by <see cref="Svd"/>. Needs a density.</summary>
    DareLinearSvd,

    /// <summary>DARE in place of trimming, then as <see cref="Ties"/>. Needs equal ranks and a density.</summary>
    DareTies,

    /// <summary>DARE of the updates in place of trimming, then as <see cref="TiesSvd"/>. Needs a density.</summary>
    DareTiesSvd,

    /// <summary>Keeps the largest values of the factors, then as <see cref="Linear"/>. Needs equal ranks and a density.</summary>
    MagnitudePrune,

    /// <summary>Keeps the largest values of the updates and adds them, approximated as by <see cref="Svd"/>. Needs a density.</summary>
    MagnitudePruneSvd,
}

/// <summary>What the combinations are made of.</summary>
internal static class Combinations
{
    internal static bool UsesSvd(this Combination combination) => combination
        is Combination.Svd or Combination.TiesSvd or Combination.DareLinearSvd or Combination.DareTiesSvd or Combination.MagnitudePruneSvd;

    internal static bool ElectsSigns(this Combination combination) => combination
        is Combination.Ties or Combination.TiesSvd or Combination.DareTies or Combination.DareTiesSvd;

    internal static bool DropsAtRandom(this Combination combination) => combination
        is Combination.DareLinear or Combination.DareLinearSvd or Combination.DareTies or Combination.DareTiesSvd;

    internal static bool Trims(this Combination combination) => combination
        is Combination.Ties or Combination.TiesSvd or Combination.MagnitudePrune or Combination.MagnitudePruneSvd;
}
