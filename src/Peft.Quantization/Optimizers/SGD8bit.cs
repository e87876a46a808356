using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>Stochastic gradient descent with a momentum of one byte a parameter. bitsandbytes' <c>SGD8bit</c>.</summary>
/// <remarks>g ← g + λ p; m ← β m + g (at first m ← g); p ← p - η m.</remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="momentum">β. Without momentum there is no state to save: take torch's SGD.</param>
/// <param name="weightDecay">λ, part of the gradient.</param>
/// <param name="configure">Further settings.</param>
public sealed class SGD8bit(IEnumerable<Parameter> parameters, double lr, double momentum = 0.9, double weightDecay = 0, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(MomentumUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Beta1 = momentum, WeightDecay = weightDecay }, UpdateOptions.EightBit + configure);
