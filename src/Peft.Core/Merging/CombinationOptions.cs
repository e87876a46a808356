using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>How several adapters become one, with the parameters of PEFT's <c>add_weighted_adapter</c>.</summary>
public sealed record CombinationOptions
{
    /// <summary>How the adapters are combined.</summary>
    /// <value>Default: <see cref="Combination.Svd"/>.</value>
    public Combination Combination { get; init; } = Combination.Svd;

    /// <summary>The rank of the result, where <see cref="Combination"/> ends in Svd: PEFT's <c>svd_rank</c>.</summary>
    /// <value>Default: <see langword="null"/>, the largest rank of the adapters. At least 1.</value>
    public int? SvdRank { get; init; }

    /// <summary>The quantile of the factors' values at which they are clamped, where <see cref="Combination"/> ends in Svd: PEFT's <c>svd_clamp</c>.</summary>
    /// <value>Default: <see langword="null"/>, no clamping. From 0 to 1.</value>
    public double? SvdClamp { get; init; }

    /// <summary>
    /// Whether the combinations that end in Svd multiply each update by its scaling twice, once as part of the update and once with its weight, as PEFT does.
    /// Without it they approximate the weighted sum of what the adapters do.
    /// </summary>
    /// <value>Default: <see langword="false"/>; <see langword="true"/> gives the numbers of PEFT up to 0.20. Of no effect where the scalings are 1.</value>
    public bool SvdScalesTwice { get; init; }

    /// <summary>The fraction of values that trimming or dropping keeps: PEFT's <c>density</c>.</summary>
    /// <value>Default: <see langword="null"/>. From 0 to 1; must be given for the combinations that use it, and only for those.</value>
    public double? Density { get; init; }

    /// <summary>How the combinations with Ties elect signs: PEFT's <c>majority_sign_method</c>.</summary>
    /// <value>Default: <see cref="SignElection.Total"/>.</value>
    public SignElection MajoritySign { get; init; } = SignElection.Total;

    /// <summary>Where the combinations with Dare draw from; a generator on the CPU. The same seed gives the same result.</summary>
    /// <value>Default: <see langword="null"/>, torch's own.</value>
    public Generator? Generator { get; init; }

    /// <summary>Replaces the draws: given a tensor and the density, the mask of what is kept.</summary>
    internal Func<Tensor, double, Tensor>? DrawMask { get; init; }

    /// <summary>Checks the options.</summary>
    /// <exception cref="PeftConfigException">An option is missing, out of range, or without effect for the combination.</exception>
    public void Validate()
    {
        List<string> failures = [];
        if (!Enum.IsDefined(Combination))
            failures.Add($"Combination is {Combination}; it must be one of {string.Join(", ", Enum.GetNames<Combination>())}.");
        if (!Enum.IsDefined(MajoritySign))
            failures.Add($"MajoritySign is {MajoritySign}; it must be Total or Frequency.");
        if (SvdRank < 1)
            failures.Add($"SvdRank is {SvdRank}; it must be at least 1.");
        if (SvdClamp is { } clamp && !(clamp >= 0 && clamp <= 1))
            failures.Add($"SvdClamp is {clamp}; it must be from 0 to 1.");
        if (Density is { } density && !(density >= 0 && density <= 1))
            failures.Add($"Density is {density}; it must be from 0 to 1.");
        bool usesDensity = Combination.Trims() || Combination.DropsAtRandom();
        if (usesDensity && Density is null)
            failures.Add($"Density is missing; {Combination} needs it.");
        if (!usesDensity && Density is not null)
            failures.Add($"Density is given; {Combination} does not use it.");
        if (!Combination.UsesSvd() && (SvdRank ?? SvdClamp) is not null)
            failures.Add($"SvdRank or SvdClamp is given; {Combination} does not use it.");
        if (failures.Count > 0)
            throw new PeftConfigException("combination", failures);
    }

    /// <summary>The options for a number of adapters: a single one is only weighted, as in PEFT, whatever the combination.</summary>
    /// <param name="adapters">How many adapters are combined, at least 1.</param>
    /// <exception cref="PeftConfigException">The options cannot be used: see <see cref="Validate"/>.</exception>
    public CombinationOptions For(int adapters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(adapters, 1);
        Validate();
        return adapters == 1 ? new CombinationOptions { Combination = Combination.Linear } : this;
    }

    /// <summary>The rank that the combination gives.</summary>
    /// <param name="ranks">The adapters' ranks; of an adapter with several, the largest.</param>
    /// <exception cref="PeftConfigException">The ranks differ, and the combination needs equal ones.</exception>
    public int ResultRank(IReadOnlyCollection<int> ranks)
    {
        ArgumentNullException.ThrowIfNull(ranks);
        if (Combination.UsesSvd())
            return SvdRank ?? ranks.Max();
        if (Combination == Combination.Cat)
            return ranks.Sum();
        return ranks.Distinct().Count() == 1 ? ranks.First() : throw new PeftConfigException(
            "combination",
            [$"{Combination} needs adapters of equal rank; they have {string.Join(", ", ranks)}."],
            "Use Cat, which is exact, or one of the combinations that end in Svd.");
    }
}
