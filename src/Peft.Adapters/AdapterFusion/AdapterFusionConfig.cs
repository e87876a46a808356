using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>AdapterFusion's configuration. PEFT has no such method; files are in its form, of the type <c>ADAPTER_FUSION</c>.</summary>
public sealed class AdapterFusionConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "ADAPTER_FUSION";

    /// <summary>The names of the adapters to fuse: bottlenecks that the model has, all on the layers where the fusion is.</summary>
    /// <value>Default: empty. At least two, each once.</value>
    [JsonPropertyName("adapters")]
    public IReadOnlyList<string> Adapters { get; set; } = [];

    /// <summary>The weight of ‖V − I‖², summed over the layers, in <see cref="PeftModel.Regularization"/>.</summary>
    /// <value>Default: 0.01, adapter-hub's. At least 0; 0 for none.</value>
    [JsonPropertyName("value_regularization")]
    public double ValueRegularization { get; set; } = 0.01;

    /// <inheritdoc/>
    protected internal override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> UsedAdapters => Adapters;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireNames(2, Adapters);
        if (!double.IsFinite(ValueRegularization) || ValueRegularization < 0)
            failures.Add($"ValueRegularization is {ValueRegularization}; it must be at least 0.");
    }
}
