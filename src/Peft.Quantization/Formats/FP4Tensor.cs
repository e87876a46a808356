using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A tensor in bitsandbytes' 4-bit float: a sign and one of the magnitudes 0, 1/192, 1/6, 1/4, 1/3, 1/2, 2/3 and 1. Exists to read and write such checkpoints:
/// <see cref="NF4Tensor"/> keeps models better (arXiv 2305.14314, table 2).
/// </summary>
public sealed class FP4Tensor : FourBitTensor
{
    internal FP4Tensor(FourBitParts parts)
        : base(parts)
    {
    }

    /// <inheritdoc cref="NF4Tensor.Quantize"/>
    public static FP4Tensor Quantize(Tensor weight, FourBitOptions? options = null) => new(FourBitParts.Quantize(weight, Codebook.FP4, options));
}
