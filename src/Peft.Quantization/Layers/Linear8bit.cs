using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>
/// A linear layer with a frozen int8 weight, bitsandbytes' <c>Linear8bitLt</c>. In evaluation mode inputs are quantised as well, row by row, and int8 is multiplied by int8; columns of the input with a
/// magnitude of at least <see cref="Threshold"/> are multiplied in float32. In training mode the weight is dequantised, as bitsandbytes does on a CPU: to float32 there, elsewhere to the input's type. Backward is the same in both: g Ŵ.
/// </summary>
/// <remarks>Dettmers et al., "LLM.int8(): 8-bit Matrix Multiplication for Transformers at Scale", arXiv 2208.07339, equation 8.</remarks>
public sealed class Linear8bit : QuantizedModule<Int8Tensor>
{
    /// <summary>Makes a layer of a weight, which it owns from then on.</summary>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <param name="threshold">See <see cref="Threshold"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not go together, or the threshold is negative.</exception>
    public Linear8bit(Int8Tensor weight, Parameter? bias = null, double threshold = 0)
        : base(nameof(Linear8bit), weight, bias)
    {
        if (!(threshold >= 0))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be at least 0. help: Give 6 for the paper's, 0 for none.");
        (OutFeatures, InFeatures, Threshold) = (weight.Shape[0], weight.Shape[1], threshold);
        Publish(weight);
    }

    /// <summary>Features of an input.</summary>
    public long InFeatures { get; }

    /// <summary>Features of an output.</summary>
    public long OutFeatures { get; }

    /// <summary>From which magnitude on a value of an input is an outlier.</summary>
    /// <value>Default: 0, never, as in bitsandbytes; the paper's, and that of transformers, is 6.</value>
    public double Threshold { get; }

    /// <summary>x Ŵᵀ + b.</summary>
    /// <param name="input">(…, in).</param>
    /// <returns>(…, out), of the input's type.</returns>
    /// <exception cref="ArgumentException">The input has another number of features, no floating-point type, or is on another device.</exception>
    public override Tensor forward(Tensor input)
    {
        Check(input, InFeatures);
        using var scope = NewDisposeScope();
        var rows = input.reshape(-1, InFeatures).to(ComputeTypeOf(input));
        var product = Int8Product.Compute(rows, QuantizedWeight, training ? null : (float)Threshold);
        if (Bias is not null)
            product = product.add(Bias.to(product.dtype), Scalars.One);
        return product.to(input.dtype).reshape([.. input.shape[..^1], OutFeatures]).MoveToOuterDisposeScope();
    }

    // A CPU has no fast products of 16-bit numbers.
    private static ScalarType ComputeTypeOf(Tensor input) => input.device_type != DeviceType.CPU && FloatTypes.IsKnown(input.dtype) ? input.dtype : ScalarType.Float32;

    private protected override Dictionary<string, Tensor> PartsOf(Int8Tensor weight) => weight.ToStateDict();
}
