using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>P-tuning as the library finds it: virtual tokens that an encoder makes.</summary>
/// <remarks>Liu et al., "GPT Understands, Too", arXiv 2103.10385, equations 5 and 6; the layers are PEFT's.</remarks>
public sealed class PTuningMethod : PromptMethod<PTuningConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("P-tuning", MethodFamily.Prompt, "2103.10385");

    /// <inheritdoc/>
    protected override PromptAdapter CreatePrompt(PromptSlot slot, PTuningConfig config, bool isNew) => new TokenPrompt(slot, config, isNew ? Encoder(slot, config) : null);

    private static PromptEncoder Encoder(PromptSlot slot, PTuningConfig config)
    {
        var (width, hidden, device, type) = (slot.Shape.Width, (long)config.EncoderHiddenSize!, slot.Device, slot.ParameterType);
        var start = Embedding(config.RowsOf(slot), width, device: device, dtype: type);
        if (config.Encoder == PTuningEncoder.Mlp)
            return new PromptEncoder(start, null, "mlp_head", Sequential(Dense(width, hidden), ReLU(), Dense(hidden, hidden), ReLU(), Dense(hidden, width)));
        var recurrence = LSTM(width, hidden, config.EncoderNumLayers, batchFirst: true, dropout: config.EncoderDropout, bidirectional: true, device: device, dtype: type);
        return new PromptEncoder(start, recurrence, "mlp_head", Sequential(Dense(2 * hidden, 2 * hidden), ReLU(), Dense(2 * hidden, width)));

        Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Dense(long inputs, long outputs) => Linear(inputs, outputs, device: device, dtype: type);
    }
}
