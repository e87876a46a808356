using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Transformers;

/// <summary>How a model rotates queries and keys by their position: <c>rope_parameters</c> of a Hugging Face <c>config.json</c>.</summary>
public sealed class RopeParameters
{
    /// <summary>The variant: <c>default</c>, <c>linear</c>, <c>dynamic</c>, <c>yarn</c>, <c>llama3</c> or <c>longrope</c>.</summary>
    /// <value>Default: <c>default</c>.</value>
    public string RopeType { get; set; } = "default";

    /// <summary>The base of the wavelengths.</summary>
    /// <value>Default: 10000.</value>
    public double RopeTheta { get; set; } = 10000;

    /// <summary>How many times longer than in pre-training sequences may be; all variants but <c>default</c>.</summary>
    public double? Factor { get; set; }

    /// <summary>Scales the rotated vectors; <c>yarn</c> and <c>longrope</c>.</summary>
    /// <value>Default: null, computed from <see cref="Factor"/>.</value>
    public double? AttentionFactor { get; set; }

    /// <summary>Dimensions that turn more often than this in the original context stay as they are; <c>yarn</c>.</summary>
    /// <value>Default: null, 32.</value>
    public double? BetaFast { get; set; }

    /// <summary>Dimensions that turn less often than this in the original context are interpolated; <c>yarn</c>.</summary>
    /// <value>Default: null, 1.</value>
    public double? BetaSlow { get; set; }

    /// <summary>The numerator's coefficient of the attention factor; <c>yarn</c>, only together with <see cref="MscaleAllDim"/>.</summary>
    public double? Mscale { get; set; }

    /// <summary>The denominator's coefficient of the attention factor; <c>yarn</c>, only together with <see cref="Mscale"/>.</summary>
    public double? MscaleAllDim { get; set; }

    /// <summary>Whether the bounds of the ramp are rounded to whole dimensions; <c>yarn</c>.</summary>
    /// <value>Default: null, true.</value>
    public bool? Truncate { get; set; }

    /// <summary>Wavelengths longer than the original context divided by this are scaled; <c>llama3</c>.</summary>
    public double? LowFreqFactor { get; set; }

    /// <summary>Wavelengths shorter than the original context divided by this stay as they are; <c>llama3</c>.</summary>
    public double? HighFreqFactor { get; set; }

    /// <summary>The context length of pre-training; <c>yarn</c>, <c>llama3</c> and <c>longrope</c>.</summary>
    /// <value>Default: null, the model's longest sequence.</value>
    public int? OriginalMaxPositionEmbeddings { get; set; }

    /// <summary>A divisor for each pair of dimensions, for sequences within the original context; <c>longrope</c>.</summary>
    public IReadOnlyList<double>? ShortFactor { get; set; }

    /// <summary>A divisor for each pair of dimensions, for longer sequences; <c>longrope</c>.</summary>
    public IReadOnlyList<double>? LongFactor { get; set; }

    /// <summary>The part of each head that is rotated.</summary>
    /// <value>Default: null, all of it.</value>
    public double? PartialRotaryFactor { get; set; }

    /// <summary>Fields that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    /// <summary>Adds a sentence for everything that is wrong.</summary>
    internal void Validate(int headDim, ICollection<string> failures)
    {
        if (!Layers.RotaryFrequencies.Types.Contains(RopeType))
            failures.Add($"rope_type is \"{RopeType}\"; known are {string.Join(", ", Layers.RotaryFrequencies.Types)}.");
        if (RopeTheta <= 0)
            failures.Add($"rope_theta is {RopeTheta} but has to be positive.");
        if (PartialRotaryFactor is { } part && part != 1)
            failures.Add($"partial_rotary_factor is {part}, but this architecture rotates whole heads.");
        if (RopeType is "linear" or "dynamic" or "llama3" && Factor is not >= 1)
            failures.Add($"rope_type {RopeType} needs a factor of at least 1 but has {Factor?.ToString() ?? "none"}.");
        if (RopeType == "llama3" && !(LowFreqFactor > 0 && HighFreqFactor > LowFreqFactor))
            failures.Add($"rope_type llama3 needs 0 < low_freq_factor < high_freq_factor but has {LowFreqFactor} and {HighFreqFactor}.");
        if (RopeType == "longrope" && (ShortFactor?.Count != headDim / 2 || LongFactor?.Count != headDim / 2))
            failures.Add($"rope_type longrope needs short_factor and long_factor of {headDim / 2} numbers each but has {ShortFactor?.Count ?? 0} and {LongFactor?.Count ?? 0}.");
    }
}
