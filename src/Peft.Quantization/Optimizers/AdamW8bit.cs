using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>AdamW with states of one byte each, block-wise quantised: 2 bytes a parameter in place of 8. bitsandbytes' <c>AdamW8bit</c>.</summary>
/// <remarks>Dettmers et al., "8-bit Optimizers via Block-wise Quantization", arXiv 2110.02861.</remarks>
/// <inheritdoc cref="FusedAdamW"/>
public class AdamW8bit(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 1e-2,
    Action<UpdateOptions>? configure = null)
    : FusedAdamW(parameters, lr, beta1, beta2, eps, weightDecay, UpdateOptions.EightBit + configure);
