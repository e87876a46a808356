using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>The configuration of trainable tokens alone: the fields of PEFT's <c>TrainableTokensConfig</c>. Beside LoRA they are an option of it: <see cref="LoraConfig.TrainableTokens"/>.</summary>
public sealed class TrainableTokensConfig : PeftConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "TRAINABLE_TOKENS";

    /// <summary>The tokens whose vectors are trained.</summary>
    /// <value>Default: empty. At least one, each once; below the size of the vocabulary.</value>
    [JsonPropertyName("token_indices")]
    public IReadOnlyList<long> TokenIndices { get; set; } = [];

    /// <summary>Whether the vectors start as the model's own, so that nothing changes; otherwise they start from a normal distribution.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    /// <remarks>Without targets it is for the model's input embeddings.</remarks>
    protected internal override bool MayHaveNoTargets => true;

    /// <inheritdoc/>
    protected internal override bool TiesWeights => true;

    /// <inheritdoc/>
    internal override bool NeedsTies => false;

    /// <inheritdoc/>
    internal override bool SavesVocabulary => false;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> FieldsNotInFiles => ["exclude_modules", "layers_to_transform", "layers_pattern", "modules_to_save"];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (TokenIndices is not { Count: > 0 })
            failures.Add("TokenIndices is empty: name the tokens to train, as in TokenIndices = [32000, 32001].");
    }
}
