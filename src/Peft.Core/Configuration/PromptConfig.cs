using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft;

/// <summary>What the configurations of all methods with virtual tokens have: how many there are, and the sizes of the model, which are filled in when the adapter is added.</summary>
public abstract class PromptConfig : PeftConfig
{
    /// <summary>The number of virtual tokens.</summary>
    /// <value>Default: 0, which <see cref="PeftConfig.Validate()"/> refuses.</value>
    [JsonPropertyName("num_virtual_tokens")]
    public int NumVirtualTokens { get; set; }

    /// <summary>The width of a virtual token: that of an embedded one, or of the keys of a layer.</summary>
    /// <value>Default: null, the model's.</value>
    [JsonPropertyName("token_dim")]
    public int? TokenDim { get; set; }

    /// <summary>1, or 2 for a model of an encoder and a decoder.</summary>
    /// <value>Default: null, the model's.</value>
    [JsonPropertyName("num_transformer_submodules")]
    public int? NumTransformerSubmodules { get; set; }

    /// <summary>The number of heads; where keys and values are learned, of theirs.</summary>
    /// <value>Default: null, the model's.</value>
    [JsonPropertyName("num_attention_heads")]
    public int? NumAttentionHeads { get; set; }

    /// <summary>The number of layers.</summary>
    /// <value>Default: null, the model's.</value>
    [JsonPropertyName("num_layers")]
    public int? NumLayers { get; set; }

    /// <inheritdoc/>
    protected internal sealed override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    [JsonIgnore]
    protected internal sealed override IReadOnlyList<string> FieldsNotInFiles => ["target_modules", "exclude_modules", "layers_to_transform", "layers_pattern"];

    /// <summary>Whether it has keys and values of the layers, and not vectors for the input.</summary>
    [JsonIgnore]
    protected virtual bool HasKeysAndValues => false;

    /// <summary>Fills in the sizes of a model.</summary>
    /// <param name="shape">The model's.</param>
    /// <exception cref="PeftConfigException">Some are given, and are others.</exception>
    internal protected virtual void FitTo(PromptShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var failures = new List<string>();
        TokenDim = Fit(nameof(TokenDim), TokenDim, checked((int)(HasKeysAndValues ? shape.KeyHeads * shape.HeadWidth : shape.Width)), failures);
        NumAttentionHeads = Fit(nameof(NumAttentionHeads), NumAttentionHeads, HasKeysAndValues ? shape.KeyHeads : shape.Heads, failures);
        NumLayers = Fit(nameof(NumLayers), NumLayers, shape.Layers, failures);
        NumTransformerSubmodules = Fit(nameof(NumTransformerSubmodules), NumTransformerSubmodules, shape.Sequences, failures);
        if (failures.Count > 0)
            throw new PeftConfigException(PeftType, failures, "Leave the sizes of the model out, or take the model that the adapter was made for.");
    }

    /// <summary>How many vectors for the input there are: <see cref="NumVirtualTokens"/> for each sequence.</summary>
    internal long RowsOf(PromptSlot slot) => (long)NumVirtualTokens * slot.Shape.Sequences;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (NumVirtualTokens < 1)
            failures.Add($"NumVirtualTokens is {NumVirtualTokens}; at least 1 is needed.");
        if (!HasNoTargets || LayersToTransform is not null)
            failures.Add("TargetModules and LayersToTransform have no effect: virtual tokens enter the model where the model says.");
    }

    private static int Fit(string field, int? given, int size, List<string> failures)
    {
        if (given is { } other && other != size)
            failures.Add($"{field} is {other}, but the model's is {size}.");
        return size;
    }
}
