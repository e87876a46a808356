using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Products of matrices and kernels that methods make weights of.</summary>
internal static class Products
{
    /// <summary>A kernel from its small core: each of the first two dimensions is multiplied by a matrix (Tucker's form).</summary>
    /// <param name="core">(r, r, k…).</param>
    /// <param name="outputs">(r, out).</param>
    /// <param name="inputs">(r, in).</param>
    /// <returns>(out, in, k…).</returns>
    internal static Tensor Tucker(Tensor core, Tensor outputs, Tensor inputs) => einsum("ij...,io,jn->on...", core, outputs, inputs);

    /// <summary>w₁ ⊗ w₂ in the first two dimensions.</summary>
    /// <param name="left">(a, b).</param>
    /// <param name="right">(c, d), or (c, d, k…).</param>
    /// <returns>(a · c, b · d), or (a · c, b · d, k…).</returns>
    internal static Tensor Kronecker(Tensor left, Tensor right) => kron(left.view([.. left.shape, .. Enumerable.Repeat(1L, (int)right.dim() - 2)]), right);

    /// <summary>The sum of wᵢ ⊗ vᵢ.</summary>
    /// <param name="left">(n, a, b).</param>
    /// <param name="right">(n, c, d).</param>
    /// <returns>(a · c, b · d).</returns>
    internal static Tensor SumOfKronecker(Tensor left, Tensor right) => einsum("nab,ncd->acbd", left, right).reshape(left.shape[1] * right.shape[1], left.shape[2] * right.shape[2]);

    /// <summary>(w₁ ⊗ w₂) x without the product: with the entries of x as a matrix X (b, d), w₁ X w₂ᵀ.</summary>
    /// <param name="left">(a, b).</param>
    /// <param name="right">(c, d).</param>
    /// <param name="x">(…, b · d).</param>
    /// <returns>(…, a · c).</returns>
    internal static Tensor Kronecker(Tensor left, Tensor right, Tensor x)
    {
        using var scope = NewDisposeScope();
        var rows = x.to(right.dtype).unflatten(x.dim() - 1, [left.shape[1], right.shape[1]]);
        return CheckedProduct.Matmul(left, nn.functional.linear(rows, right)).flatten(-2).MoveToOuterDisposeScope();
    }
}
