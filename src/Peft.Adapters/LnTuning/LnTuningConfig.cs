using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>LN tuning's configuration: the fields of PEFT's <c>LNTuningConfig</c>.</summary>
public sealed class LnTuningConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "LN_TUNING";

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["layers_to_transform", "layers_pattern"];

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => adapted ? $"{path}.ln_tuning_layers.{name}" : null;
}
