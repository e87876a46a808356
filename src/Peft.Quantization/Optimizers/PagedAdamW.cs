using TorchSharp.Modules;

namespace Peft.Optimizers;

/// <summary>
/// AdamW whose states are, for parameters on NVIDIA GPUs, in unified memory, as those of bitsandbytes' <c>PagedAdamW</c>, for others in files of which a part is in memory; with <see cref="UpdateOptions.EightBit"/>, its
/// <c>PagedAdamW8bit</c>.
/// </summary>
/// <remarks>Results are those of <see cref="FusedAdamW"/> to the bit. Any optimizer can be paged: set <see cref="UpdateOptions.Paging"/>.</remarks>
/// <param name="parameters">What to train.</param>
/// <param name="folder">Where the files are, not needed if all parameters are on NVIDIA GPUs; see <see cref="StatePaging"/>.</param>
/// <param name="lr">The learning rate η.</param>
/// <param name="beta1">The decay of m.</param>
/// <param name="beta2">The decay of v.</param>
/// <param name="eps">ε.</param>
/// <param name="weightDecay">λ, decoupled from the gradient.</param>
/// <param name="residentBytes">How much of the states may stay in memory.</param>
/// <param name="configure">Further settings.</param>
public sealed class PagedAdamW(
    IEnumerable<Parameter> parameters, string? folder = null, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weightDecay = 1e-2,
    long residentBytes = 1L << 30, Action<UpdateOptions>? configure = null)
    : FusedAdamW(parameters, lr, beta1, beta2, eps, weightDecay, Paged(new StatePaging(folder, residentBytes)) + configure)
{
    private static Action<UpdateOptions> Paged(StatePaging paging) => options => options.Paging = paging;
}
