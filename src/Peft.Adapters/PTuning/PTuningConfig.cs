using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>P-tuning's configuration: the fields of PEFT's <c>PromptEncoderConfig</c>.</summary>
public sealed class PTuningConfig : PromptConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "P_TUNING";

    /// <summary>The network that makes the virtual tokens while they are trained.</summary>
    /// <value>Default: <see cref="PTuningEncoder.Mlp"/>.</value>
    [JsonPropertyName("encoder_reparameterization_type")]
    [JsonConverter(typeof(UpperCaseConverter<PTuningEncoder>))]
    public PTuningEncoder Encoder { get; set; }

    /// <summary>The width inside the encoder.</summary>
    /// <value>Default: null, that of a virtual token.</value>
    [JsonPropertyName("encoder_hidden_size")]
    public int? EncoderHiddenSize { get; set; }

    /// <summary>The number of the LSTM's layers; the MLP has always three linear ones.</summary>
    /// <value>Default: 2.</value>
    [JsonPropertyName("encoder_num_layers")]
    public int EncoderNumLayers { get; set; } = 2;

    /// <summary>The probability with which a value between the LSTM's layers is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("encoder_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double EncoderDropout { get; set; }

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
        if (EncoderHiddenSize < 1 || EncoderNumLayers < 1)
            failures.Add($"EncoderHiddenSize is {EncoderHiddenSize} and EncoderNumLayers {EncoderNumLayers}; both must be at least 1.");
        failures.RequireShare(EncoderDropout);
    }
}

/// <summary>The networks that make virtual tokens.</summary>
public enum PTuningEncoder
{
    /// <summary>Three linear layers with ReLU between, on each token alone.</summary>
    Mlp,

    /// <summary>An LSTM over the tokens in both directions, then two linear layers with ReLU between.</summary>
    Lstm,
}
