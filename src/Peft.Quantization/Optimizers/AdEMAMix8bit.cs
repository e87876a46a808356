using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>AdEMAMix with states of one byte each: 3 bytes a parameter in place of 12. bitsandbytes' <c>AdEMAMix8bit</c>.</summary>
/// <inheritdoc cref="AdEMAMix"/>
public sealed class AdEMAMix8bit(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double beta3 = 0.9999,
    double alpha = 5, long warmup = 0, double eps = 1e-8, double weightDecay = 1e-2, Action<UpdateOptions>? configure = null)
    : AdEMAMix(parameters, lr, beta1, beta2, beta3, alpha, warmup, eps, weightDecay, UpdateOptions.EightBit + configure);
