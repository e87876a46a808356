using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>AdEMAMix: AdamW with a second, slow moment that remembers many thousand steps; three 32-bit states of 12 bytes a parameter. bitsandbytes' <c>AdEMAMix</c>.</summary>
/// <remarks>
/// m1 ← β1 m1 + (1 - β1) g; m2 ← β3 m2 + (1 - β3) g; v ← β2 v + (1 - β2) g²; p ← (1 - ηλ) p - η (m1 / (1 - β1^t) + α m2) / (√(v / (1 - β2^t)) + ε).
/// Pagliardini et al., "The AdEMAMix Optimizer: Better, Faster, Older", arXiv 2409.03137.
/// </remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="beta1">The decay of m1.</param>
/// <param name="beta2">The decay of v.</param>
/// <param name="beta3">The decay of m2.</param>
/// <param name="alpha">The weight of m2.</param>
/// <param name="warmup">Over how many steps α and β3 grow to these values; 0 for at once. The paper has the length of the training.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, decoupled from the gradient.</param>
/// <param name="configure">Further settings.</param>
public class AdEMAMix(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double beta3 = 0.9999,
    double alpha = 5, long warmup = 0, double eps = 1e-8, double weightDecay = 1e-2, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(
        AdEMAMixUpdate.Rule, parameters,
        new UpdateOptions { LearningRate = lr, Beta1 = beta1, Beta2 = beta2, Beta3 = beta3, Alpha = alpha, Warmup = warmup, Epsilon = eps, WeightDecay = weightDecay }, configure);
