using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>Lion with a state of one byte a parameter. bitsandbytes' <c>Lion8bit</c>.</summary>
/// <inheritdoc cref="Lion"/>
public sealed class Lion8bit(
    IEnumerable<Parameter> parameters, double lr = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0, Action<UpdateOptions>? configure = null)
    : Lion(parameters, lr, beta1, beta2, weightDecay, UpdateOptions.EightBit + configure);
