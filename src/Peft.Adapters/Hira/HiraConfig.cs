using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>HiRA's configuration: the fields of PEFT's <c>HiraConfig</c>.</summary>
public sealed class HiraConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "HIRA";

    /// <summary>The rank r of the factors.</summary>
    /// <value>Default: 32. At least 1.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 32;

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("hira_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Dropout { get; set; }

    /// <summary>Ranks of layers whose path ends with a name or matches a regular expression.</summary>
    /// <value>Default: empty: <see cref="Rank"/> everywhere.</value>
    [JsonPropertyName("rank_pattern")]
    public IDictionary<string, int> RankPattern { get; set; } = new Dictionary<string, int>();

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise both factors are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Field, IEnumerable<string> Patterns)> LayerPatterns => [(nameof(RankPattern), RankPattern.Keys)];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        foreach (int rank in RankPattern.Values.Prepend(Rank))
            failures.RequireAtLeast(1, rank, nameof(Rank));
        failures.RequireShare(Dropout);
    }

    /// <summary>The rank of a layer.</summary>
    internal int RankAt(string path) => PathPatterns.Find(RankPattern, path, Rank);
}
