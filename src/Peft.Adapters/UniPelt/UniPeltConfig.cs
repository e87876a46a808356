using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>UniPELT's configuration. PEFT has no such method; files are in its form, of the type <c>UNIPELT</c>.</summary>
public sealed class UniPeltConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "UNIPELT";

    /// <summary>The names of the adapters that get gates, in the order in which they act: any that add to the output of a layer, such as LoRA and bottlenecks. They are trained with the gates.</summary>
    /// <value>Default: empty. At least one, each once.</value>
    [JsonPropertyName("adapters")]
    public IReadOnlyList<string> Adapters { get; set; } = [];

    /// <inheritdoc/>
    protected internal override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> UsedAdapters => Adapters;

    /// <inheritdoc/>
    protected internal override bool TrainsUsedAdapters => true;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireNames(1, Adapters);
    }
}
