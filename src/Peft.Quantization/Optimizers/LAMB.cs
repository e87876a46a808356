using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>
/// LAMB: AdamW whose step is at most as long as the parameter itself, for large batches. Two states of 32 bits, or of 8 with <see cref="UpdateOptions.EightBit"/>.
/// bitsandbytes' <c>LAMB</c>.
/// </summary>
/// <remarks>
/// The direction u is AdamW's; p ← (1 - ηλ) p - η min(1, ρ ‖p‖ / ‖u‖) u. As in bitsandbytes the trust ratio shortens steps and never lengthens them, and weight decay is not
/// part of it; other than there a parameter that is zero, as LoRA's B at first, is not bound. You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", arXiv 1904.00962.
/// </remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="beta1">The decay of the first moment.</param>
/// <param name="beta2">The decay of the second moment.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, decoupled from the gradient.</param>
/// <param name="maxUpdateNorm">ρ.</param>
/// <param name="configure">Further settings.</param>
public sealed class LAMB(
    IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 0, double maxUpdateNorm = 1,
    Action<UpdateOptions>? configure = null)
    : FusedOptimizer(
        AdamUpdate.Rule, parameters,
        new UpdateOptions { LearningRate = lr, Beta1 = beta1, Beta2 = beta2, Epsilon = eps, WeightDecay = weightDecay, MaxUpdateNorm = maxUpdateNorm }, configure);
