using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Ladder Side-Tuning's configuration. PEFT has no such method; files are in its form, of the type <c>LADDER</c>.</summary>
/// <remarks><see cref="PeftConfig.LayersToTransform"/> names the blocks of the model beside which the side network has one, counted from 0, those of a decoder on from those of its encoder; null for all. Those left out cost nothing.</remarks>
public sealed class LadderConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "LADDER";

    /// <summary>How many times narrower the side network is than the model, in all its sizes.</summary>
    /// <value>Default: 8. It has to divide the width of a head.</value>
    [JsonPropertyName("reduction_factor")]
    public int ReductionFactor { get; set; } = 8;

    /// <summary>The temperature T of the gates μ = σ(α / T): the lower, the faster they open and close.</summary>
    /// <value>Default: 0.1. Greater than 0.</value>
    [JsonPropertyName("gate_temperature")]
    public double GateTemperature { get; set; } = 0.1;

    /// <summary>Whether the head is given a mixture of what the side network and what the model says, with a gate of its own; otherwise the side network alone.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("merge_last")]
    public bool MergeLast { get; set; }

    /// <summary>Whether the side network's blocks start with the largest of the model's own weights, where the model knows how; otherwise with random ones.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_from_backbone")]
    public bool InitFromBackbone { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    [JsonIgnore]
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["target_modules", "exclude_modules", "layers_pattern"];

    /// <summary>The blocks of a model that have one beside them.</summary>
    /// <exception cref="PeftConfigException">The configuration does not fit the model.</exception>
    internal IReadOnlyList<int> LayersOf(SideShape shape)
    {
        var failures = new List<string>();
        if (shape.Reducible % ReductionFactor != 0)
            failures.Add($"ReductionFactor is {ReductionFactor}; for this model it must divide {shape.Reducible}.");
        if (LayersToTransform?.Where(i => i >= shape.Layers).ToList() is { Count: > 0 } missing)
            failures.Add($"LayersToTransform has {string.Join(", ", missing)}, but the model has {shape.Layers} blocks, counted from 0.");
        if (LayersToTransform is { Count: > 0 } && LayersToTransform.All(i => i < shape.EncoderLayers))
            failures.Add($"LayersToTransform has no block of the decoder, which are {shape.EncoderLayers} to {shape.Layers - 1}.");
        return failures.Count == 0 ? [.. LayersToTransform?.Distinct().Order() ?? Enumerable.Range(0, shape.Layers)] : throw new PeftConfigException(PeftType, failures);
    }

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        failures.RequireAtLeast(1, ReductionFactor);
        failures.RequirePositive(GateTemperature);
        if (LayersToTransform is { Count: 0 })
            failures.Add("LayersToTransform is empty: name at least one block, or leave it null for all.");
        if (!HasNoTargets)
            failures.Add("TargetModules has no effect: a side network stands beside the whole model.");
    }
}
