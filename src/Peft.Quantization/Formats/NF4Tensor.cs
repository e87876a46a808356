using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A tensor in 4-bit NormalFloat, the form in which QLoRA keeps the frozen weights (Dettmers et al., arXiv 2305.14314, section 3): the 16 values are quantiles of
/// the normal distribution, scaled to [-1, 1] and with an exact zero, so that a normally distributed weight uses all codes about equally.
/// To the bit what bitsandbytes' exact kernels give.
/// </summary>
public sealed class NF4Tensor : FourBitTensor
{
    internal NF4Tensor(FourBitParts parts)
        : base(parts)
    {
    }

    /// <summary>Quantises a weight. Every element becomes the nearest value of the codebook times its block's absmax; halfway the lower one.</summary>
    /// <param name="weight">Any shape; Float32, Float16 or BFloat16, on any device, finite. Is neither changed nor kept.</param>
    /// <param name="options">Block size and double quantisation; <see langword="null"/> for the defaults.</param>
    /// <returns>The quantised tensor on the weight's device, which the caller disposes.</returns>
    /// <exception cref="ArgumentException">The weight is of another type, empty, or has a NaN or an infinity.</exception>
    /// <exception cref="PeftConfigException">An option is out of range.</exception>
    public static NF4Tensor Quantize(Tensor weight, FourBitOptions? options = null) => new(FourBitParts.Quantize(weight, Codebook.NF4, options));
}
