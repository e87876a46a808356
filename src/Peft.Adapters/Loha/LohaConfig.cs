using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>LoHa's configuration: the fields of PEFT's <c>LoHaConfig</c>.</summary>
public sealed class LohaConfig : LycorisConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "LOHA";

    /// <summary>Whether the layer starts unchanged; otherwise all factors are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;
}
