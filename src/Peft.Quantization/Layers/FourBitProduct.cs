using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>x · Wᵀ with a four-bit W. Backward keeps W as it is stored, and nothing of x.</summary>
internal sealed class FourBitProduct : GuardedFunction<FourBitProduct>
{
    private const string Weight = "weight";

    /// <summary>Multiplies.</summary>
    /// <param name="x">(…, in).</param>
    /// <param name="weight">(out, in).</param>
    /// <returns>(…, out), of the type of <paramref name="x"/>.</returns>
    public static Tensor Compute(Tensor x, FourBitTensor weight) =>
        x.requires_grad && is_grad_enabled() ? apply(x, weight)[0] : weight.Parts.Backend.TimesTransposed(weight.Parts, x);

    protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
    {
        var weight = (FourBitTensor)arguments[1]!;
        context.save_data(Weight, weight);
        return [weight.Parts.Backend.TimesTransposed(weight.Parts, (Tensor)arguments[0]!)];
    }

    protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients)
    {
        var weight = ((FourBitTensor)context.get_data(Weight)).Parts;
        return [weight.Backend.Times(weight, gradients[0]), null];
    }
}
