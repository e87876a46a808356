using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>
/// LARS: momentum whose step is at most a fixed part of the parameter's length, for large batches. One state of 32 bits, or of 8 with <see
/// cref="UpdateOptions.EightBit"/>. bitsandbytes' <c>LARS</c>.
/// </summary>
/// <remarks>
/// g ← g + λ p; m ← β m + g (at first m ← g); p ← p - η min(1, ρ ‖p‖ / ‖m‖) m. As in bitsandbytes the trust ratio shortens steps and never lengthens them;
/// other than there a parameter that is zero, as LoRA's B at first, is not bound. You et al., "Large Batch Training of Convolutional Networks", arXiv 1708.03888.
/// </remarks>
/// <param name="parameters">What to train.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="momentum">β.</param>
/// <param name="weightDecay">λ, part of the gradient.</param>
/// <param name="maxUpdateNorm">ρ.</param>
/// <param name="configure">Further settings.</param>
public sealed class LARS(
    IEnumerable<Parameter> parameters, double lr, double momentum = 0.9, double weightDecay = 0, double maxUpdateNorm = 0.02, Action<UpdateOptions>? configure = null)
    : FusedOptimizer(
        MomentumUpdate.Rule, parameters, new UpdateOptions { LearningRate = lr, Beta1 = momentum, WeightDecay = weightDecay, MaxUpdateNorm = maxUpdateNorm }, configure);
