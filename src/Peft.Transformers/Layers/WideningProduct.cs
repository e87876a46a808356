using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>x Wᵀ + b with a weight that may be stored in a narrower type than it is multiplied in.</summary>
internal static class WideningProduct
{
    /// <summary>Multiplies in the input's type. Of a frozen weight backward keeps only what is stored and widens it once more.</summary>
    /// <param name="input">(…, in).</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out); null for none.</param>
    /// <returns>(…, out), of the input's type.</returns>
    public static Tensor Compute(Tensor input, Tensor weight, Tensor? bias = null)
    {
        if (weight.dtype == input.dtype)
            return nn.functional.linear(input, weight, bias);
        using var scope = NewDisposeScope();
        bool isFrozen = input.requires_grad && !weight.requires_grad;
        var product = isFrozen ? FrozenProduct.apply(input, weight)[0] : nn.functional.linear(input, weight.to(input.dtype));
        return (bias is null ? product : product.add(bias.to(input.dtype), Scalars.One)).MoveToOuterDisposeScope();
    }

    private sealed class FrozenProduct : GuardedFunction<FrozenProduct>
    {
        protected override List<Tensor> Forward(autograd.AutogradContext context, object?[] arguments)
        {
            var (input, weight) = ((Tensor)arguments[0]!, (Tensor)arguments[1]!);
            context.save_for_backward([weight]);
            return [nn.functional.linear(input, weight.to(input.dtype))];
        }

        protected override List<Tensor?> Backward(autograd.AutogradContext context, List<Tensor> gradients)
        {
            var weight = context.get_saved_variables()[0].to(gradients[0].dtype);
            return [CheckedProduct.Matmul(gradients[0], weight), null];
        }
    }
}
