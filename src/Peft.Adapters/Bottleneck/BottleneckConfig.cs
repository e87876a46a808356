using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>A bottleneck adapter's configuration. PEFT has no such method; files are in its form, of the type <c>BOTTLENECK</c>.</summary>
public sealed class BottleneckConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "BOTTLENECK";

    /// <summary>How many times narrower the bottleneck is than the features.</summary>
    /// <value>Default: 16. At least 1.</value>
    [JsonPropertyName("reduction_factor")]
    public int ReductionFactor { get; set; } = 16;

    /// <summary>Take the input of the targeted module rather than its output: beside it instead of after it.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("is_parallel")]
    public bool IsParallel { get; set; }

    /// <summary>The function between the two layers.</summary>
    /// <value>Default: <see cref="Nonlinearity.Relu"/>.</value>
    [JsonPropertyName("non_linearity")]
    public Nonlinearity Nonlinearity { get; set; }

    /// <summary>The factor s of what is added; null for one that is trained, from 1.</summary>
    /// <value>Default: 1.</value>
    [JsonPropertyName("scaling")]
    public double? Scaling { get; set; } = 1;

    /// <summary>Whether the module starts unchanged; otherwise both layers are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, ReductionFactor);
        if (Scaling is { } scaling && !double.IsFinite(scaling))
            failures.Add($"Scaling is {scaling}; it must be finite, or null for one that is trained.");
    }
}
