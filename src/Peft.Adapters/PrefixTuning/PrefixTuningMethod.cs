using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>Prefix tuning as the library finds it: with a network that makes the prefix, or flat, which is P-tuning v2.</summary>
/// <remarks>Li and Liang, "Prefix-Tuning: Optimizing Continuous Prompts for Generation", arXiv 2101.00190, section 4.3; Liu et al., "P-Tuning v2", arXiv 2110.07602.</remarks>
public sealed class PrefixTuningMethod : PromptMethod<PrefixTuningConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Prefix tuning", MethodFamily.Prompt, "2101.00190");

    /// <inheritdoc/>
    protected override PromptAdapter CreatePrompt(PromptSlot slot, PrefixTuningConfig config, bool isNew) => new Prefix(slot, config, isNew && config.PrefixProjection ? Encoder(slot, config) : null);

    private static PromptEncoder Encoder(PromptSlot slot, PrefixTuningConfig config)
    {
        var (width, hidden, device, type) = (config.TokenDim!.Value, config.EncoderHiddenSize!.Value, slot.Device, slot.ParameterType);
        var last = Linear(hidden, Prefix.RowWidth(slot), device: device, dtype: type);
        if (config.InitWeights == PrefixInit.Zero)
        {
            last.weight!.zero_();
            last.bias!.zero_();
        }
        return new PromptEncoder(
            Embedding(config.NumVirtualTokens, width, device: device, dtype: type), null, "transform", Sequential(Linear(width, hidden, device: device, dtype: type), Tanh(), last));
    }
}
