using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>
/// A linear layer whose weight is stored in 16 bits and that computes in single precision, for processors without 16-bit arithmetic.
/// While the weight is frozen, what backward keeps of it is the stored weight, not the widened copy.
/// </summary>
public sealed class HalfLinear : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "weight")]
    private readonly Parameter _weight;

    [ComponentName(Name = "bias")]
    private readonly Parameter? _bias;

    /// <summary>Creates the layer.</summary>
    /// <param name="weight">(out, in), of float16 or bfloat16.</param>
    /// <param name="bias">(out), or null.</param>
    public HalfLinear(Parameter weight, Parameter? bias = null)
        : base(nameof(HalfLinear))
    {
        ArgumentNullException.ThrowIfNull(weight);
        (_weight, _bias) = (weight, bias);
        RegisterComponents();
    }

    /// <summary>x Wᵀ + b.</summary>
    /// <param name="input">(…, in), of single precision.</param>
    /// <returns>(…, out), of single precision.</returns>
    public override Tensor forward(Tensor input) => WideningProduct.Compute(input, _weight, _bias);
}
