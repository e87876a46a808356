using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>
/// Adam with states of one byte each. As in bitsandbytes it is <see cref="AdamW8bit"/> without weight decay, and weight decay, if any, is decoupled from the gradient
/// here too.
/// </summary>
/// <inheritdoc cref="AdamW8bit"/>
public sealed class Adam8bit(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0,
    Action<UpdateOptions>? configure = null)
    : AdamW8bit(parameters, lr, beta1, beta2, eps, weightDecay, configure);
