using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>
/// Lion: the sign of an interpolated momentum, one 32-bit state of 4 bytes a parameter. Learning rates are a third to a tenth of AdamW's. bitsandbytes' <c>Lion</c>.
/// </summary>
/// <remarks>p ← (1 - ηλ) p - η sign(β1 m + (1 - β1) g); m ← β2 m + (1 - β2) g. Chen et al., "Symbolic Discovery of Optimization Algorithms", arXiv 2302.06675.</remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="beta1">The weight of m in the direction.</param>
/// <param name="beta2">The decay of m.</param>
/// <param name="weightDecay">λ, decoupled from the gradient.</param>
/// <param name="configure">Further settings.</param>
public class Lion(IEnumerable<Parameter> parameters, double lr = 1e-4, double beta1 = 0.9, double beta2 = 0.99, double weightDecay = 0, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(LionUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Beta1 = beta1, Beta2 = beta2, WeightDecay = weightDecay }, configure);
