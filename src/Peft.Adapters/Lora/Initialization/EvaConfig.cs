using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>The options of <see cref="LoraInit.Eva"/>; PEFT's <c>EvaConfig</c>. Which tokens count is not said here but by <c>AddLora</c>'s mask.</summary>
public sealed class EvaConfig
{
    /// <summary>Scale α with a layer's new rank, so that every layer keeps its scaling.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("adjust_scaling_factors")]
    public bool AdjustScalingFactors { get; set; } = true;

    /// <summary>How far ranks may move between layers: none becomes larger than this times its own. 1 leaves them.</summary>
    /// <value>Default: 2. At least 1.</value>
    [JsonPropertyName("rho")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Rho { get; set; } = 2;

    /// <summary>A direction has settled when its cosine to what it was a batch before is at least this.</summary>
    /// <value>Default: 0.99. From 0 to 1.</value>
    [JsonPropertyName("tau")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Tau { get; set; } = 0.99;

    /// <summary>Divide every direction by the root of its singular value.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("whiten")]
    public bool Whiten { get; set; }

    /// <summary>Fields of the file that this version does not interpret; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    internal void Validate(ICollection<string> failures)
    {
        if (!(Rho >= 1) || double.IsInfinity(Rho))
            failures.Add($"Eva.Rho is {Rho}; it must be at least 1.");
        if (!(Tau >= 0 && Tau <= 1))
            failures.Add($"Eva.Tau is {Tau}; it must be from 0 to 1.");
    }
}
