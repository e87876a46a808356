using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>x Wᵀ + b with a weight that may be stored in a narrower type than it is multiplied in.</summary>
internal static class WideningProduct
{
    private static readonly Scalar s_one = 1;

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
        var product = isFrozen ? FrozenProduct.apply(input, weight) : nn.functional.linear(input, weight.to(input.dtype));
        return (bias is null ? product : product.add(bias.to(input.dtype), s_one)).MoveToOuterDisposeScope();
    }

    private sealed class FrozenProduct : autograd.SingleTensorFunction<FrozenProduct>
    {
        /// <summary>TorchSharp reads the result of backward after it has returned; until then it must not be collected.</summary>
        [ThreadStatic]
        private static Tensor? t_lastGradient;

        public override string Name => nameof(FrozenProduct);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var (input, weight) = ((Tensor)vars[0], (Tensor)vars[1]);
            ctx.save_for_backward([weight]);
            using var wide = weight.to(input.dtype);
            return nn.functional.linear(input, wide);
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            using var scope = NewDisposeScope();
            var weight = ctx.get_saved_variables()[0].to(grad_output.dtype);
            t_lastGradient = grad_output.matmul(weight).MoveToOuterDisposeScope();
            return [t_lastGradient, null!];
        }
    }
}
