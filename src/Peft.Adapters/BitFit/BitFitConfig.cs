using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>BitFit's configuration. PEFT has no such method; files are in its form, of the type <c>BITFIT</c>.</summary>
public sealed class BitFitConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "BITFIT";

    /// <inheritdoc/>
    /// <remarks>Without targets all biases of the model are trained.</remarks>
    protected internal override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => name == "bias" && (adapted || HasNoTargets) ? $"{path}.{name}".TrimStart('.') : null;
}
