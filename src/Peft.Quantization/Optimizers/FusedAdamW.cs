using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>AdamW in one pass, with 32-bit states of 8 bytes a parameter. PyTorch's <c>AdamW(fused=True)</c>, bitsandbytes' <c>AdamW</c>.</summary>
/// <remarks>
/// m ← β1 m + (1 - β1) g; v ← β2 v + (1 - β2) g²; p ← (1 - ηλ) p - η (m / (1 - β1^t)) / (√(v / (1 - β2^t)) + ε).
/// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", arXiv 1711.05101.
/// </remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="beta1">The decay of m.</param>
/// <param name="beta2">The decay of v.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, decoupled from the gradient.</param>
/// <param name="configure">Further settings.</param>
public class FusedAdamW(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 1e-2,
    Action<UpdateOptions>? configure = null)
    : FusedOptimizer(AdamUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Beta1 = beta1, Beta2 = beta2, Epsilon = eps, WeightDecay = weightDecay }, configure);
