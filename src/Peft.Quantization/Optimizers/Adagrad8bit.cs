using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>Adagrad with a state of one byte a parameter. bitsandbytes' <c>Adagrad8bit</c>.</summary>
/// <remarks>
/// g ← g + λ p; v ← v + g²; p ← p - η g / (√v + ε). Duchi et al., "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization", JMLR 12 (2011).
/// </remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, part of the gradient.</param>
/// <param name="configure">Further settings.</param>
public sealed class Adagrad8bit(IEnumerable<Parameter> parameters, double lr = 1e-2, double eps = 1e-10, double weightDecay = 0, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(AdagradUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Epsilon = eps, WeightDecay = weightDecay }, UpdateOptions.EightBit + configure);
