using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>What LoHa and LoKr have in common: the fields that PEFT takes over from the LyCORIS library.</summary>
public abstract class LycorisConfig : PeftConfig
{
    /// <summary>The rank r of the factors.</summary>
    /// <value>Default: 8. At least 1.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 8;

    /// <summary>The numerator α of the scaling α / r.</summary>
    /// <value>Default: 8. Greater than 0.</value>
    [JsonPropertyName("alpha")]
    public double Alpha { get; set; } = 8;

    /// <summary>The probability with which an output of the update is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("rank_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double RankDropout { get; set; }

    /// <summary>The probability with which the whole update of a layer is dropped in a training pass.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("module_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double ModuleDropout { get; set; }

    /// <summary>Factor kernels larger than 1 in each of their dimensions (proposition 3 of FedPara), rather than as a flat matrix.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_effective_conv2d")]
    public bool UseEffectiveConv { get; set; }

    /// <summary>Ranks of layers whose path ends with a name or matches a regular expression.</summary>
    /// <value>Default: empty: <see cref="Rank"/> everywhere.</value>
    [JsonPropertyName("rank_pattern")]
    public IDictionary<string, int> RankPattern { get; set; } = new Dictionary<string, int>();

    /// <summary>Values of α of layers whose path ends with a name or matches a regular expression.</summary>
    /// <value>Default: empty: <see cref="Alpha"/> everywhere.</value>
    [JsonPropertyName("alpha_pattern")]
    public IDictionary<string, double> AlphaPattern { get; set; } = new Dictionary<string, double>();

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Field, IEnumerable<string> Patterns)> LayerPatterns => [(nameof(RankPattern), RankPattern.Keys), (nameof(AlphaPattern), AlphaPattern.Keys)];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        foreach (int rank in RankPattern.Values.Prepend(Rank))
            failures.RequireAtLeast(1, rank, nameof(Rank));
        foreach (double alpha in AlphaPattern.Values.Prepend(Alpha))
            failures.RequirePositive(alpha, nameof(Alpha));
        failures.RequireShare(RankDropout);
        failures.RequireShare(ModuleDropout);
    }

    /// <summary>The rank of a layer.</summary>
    internal int RankAt(string path) => PathPatterns.Find(RankPattern, path, Rank);

    /// <summary>The factor of a layer's update.</summary>
    internal double ScalingAt(string path) => PathPatterns.Find(AlphaPattern, path, Alpha) / RankAt(path);

    /// <summary>Whether a layer's kernel is factored in each dimension; kernels of one point are matrices.</summary>
    internal bool IsEffectiveAt(BaseLayer layer) => UseEffectiveConv && layer.Kind == LayerKind.Convolution && layer.WeightShape.Skip(2).Any(k => k > 1);
}
