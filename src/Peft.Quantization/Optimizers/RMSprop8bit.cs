using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>RMSprop with a state of one byte a parameter. bitsandbytes' <c>RMSprop8bit</c>.</summary>
/// <remarks>g ← g + λ p; v ← α v + (1 - α) g²; p ← p - η g / (√v + ε). Hinton, "Neural Networks for Machine Learning", lecture 6.5.</remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="alpha">The decay of v.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, part of the gradient.</param>
/// <param name="configure">Further settings.</param>
public sealed class RMSprop8bit(
    IEnumerable<Parameter> parameters, double lr = 1e-2, double alpha = 0.99, double eps = 1e-8, double weightDecay = 0, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(
        RMSpropUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Beta1 = alpha, Epsilon = eps, WeightDecay = weightDecay }, UpdateOptions.EightBit + configure);
