using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Prefix tuning's configuration: the fields of PEFT's <c>PrefixTuningConfig</c>.</summary>
public sealed class PrefixTuningConfig : PromptConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "PREFIX_TUNING";

    /// <summary>Whether a network makes keys and values while they are trained; otherwise they are trained themselves, which is P-tuning v2.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("prefix_projection")]
    public bool PrefixProjection { get; set; }

    /// <summary>The width inside the network.</summary>
    /// <value>Default: null, that of a layer's keys.</value>
    [JsonPropertyName("encoder_hidden_size")]
    public int? EncoderHiddenSize { get; set; }

    /// <summary>What keys and values start with.</summary>
    /// <value>Default: null, random numbers.</value>
    [JsonPropertyName("init_weights")]
    public PrefixInit? InitWeights { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    protected override bool HasKeysAndValues => true;

    /// <inheritdoc/>
    protected internal override void FitTo(PromptShape shape)
    {
        base.FitTo(shape);
        EncoderHiddenSize ??= TokenDim;
    }

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (EncoderHiddenSize < 1)
            failures.Add($"EncoderHiddenSize is {EncoderHiddenSize}; it must be at least 1.");
    }
}

/// <summary>What the keys and values of a prefix start with, if not with random numbers.</summary>
public enum PrefixInit
{
    /// <summary>All are zero: each token attends to nothing with some of its weight, a smaller change than a random prefix makes.</summary>
    Zero,
}
