using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>SHiRA's configuration: the fields of PEFT's <c>ShiraConfig</c>.</summary>
public sealed class ShiraConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "SHIRA";

    /// <summary>How many entries are trained: as many as LoRA of this rank has, r · (in + out).</summary>
    /// <value>Default: 32. At least 1.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 32;

    /// <summary>From what number the entries are drawn; null for a different choice each time.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("random_seed")]
    public long? Seed { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise the entries are random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    [JsonInclude]
    [JsonPropertyName("mask_type")]
    internal string MaskType { get; set; } = "random";

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["layers_to_transform", "layers_pattern", "exclude_modules"];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, Rank);
        if (MaskType != "random")
            failures.Add($"mask_type is '{MaskType}'; only 'random' is known.");
    }
}
