using Peft.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A linear layer with a frozen weight of four bits, bitsandbytes' <c>Linear4bit</c>: y = x Ŵᵀ + b, where Ŵ is the dequantised weight. On a CPU, and for few rows on a GPU, it never exists as a whole; elsewhere it exists in
/// the compute type for as long as a product takes. The gradient reaches the input and the bias; for it, backward decodes the packed weight once more.
/// </summary>
/// <remarks>Dettmers et al., "QLoRA: Efficient Finetuning of Quantized LLMs", arXiv 2305.14314, equation 5.</remarks>
public sealed class Linear4bit : FourBitLayer
{
    /// <summary>Makes a layer of a weight, which it owns from then on.</summary>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="computeType">See <see cref="FourBitLayer.ComputeType"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not go together, or there is no such compute type.</exception>
    public Linear4bit(FourBitTensor weight, Parameter? bias = null, ScalarType? computeType = null)
        : base(nameof(Linear4bit), weight, bias, computeType) =>
        (OutFeatures, InFeatures) = (weight.Shape[0], weight.Shape[1]);

    /// <summary>Features of an input.</summary>
    public long InFeatures { get; }

    /// <summary>Features of an output.</summary>
    public long OutFeatures { get; }

    /// <summary>x Ŵᵀ + b.</summary>
    /// <param name="input">(…, in).</param>
    /// <returns>(…, out), of the input's type.</returns>
    /// <exception cref="ArgumentException">The input has another number of features, no floating-point type, or is on another device.</exception>
    public override Tensor forward(Tensor input)
    {
        Check(input, InFeatures);
        using var scope = NewDisposeScope();
        var type = ComputeType ?? (FloatTypes.IsKnown(input.dtype) ? input.dtype : ScalarType.Float32);
        var product = FourBitProduct.Compute(input.As(type), QuantizedWeight);
        if (Bias is not null)
            product = product.add(Bias.As(type), Scalars.One);
        return product.As(input.dtype).MoveToOuterDisposeScope();
    }
}
