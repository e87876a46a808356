using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Peft.Interop;

/// <summary>The matrix product, with errors as exceptions: in TorchSharp they end the process.</summary>
internal static class CheckedProduct
{
    /// <summary>What <c>torch.matmul</c> gives: matrices or vectors, in batches that broadcast.</summary>
    /// <exception cref="ArgumentException">The shapes, types or devices do not go together.</exception>
    public static Tensor Matmul(
        Tensor left, Tensor right, [CallerArgumentExpression(nameof(left))] string leftName = "", [CallerArgumentExpression(nameof(right))] string rightName = "", [CallerMemberName] string where = "")
    {
        if (!Fit(left.shape, right.shape) || left.dtype != right.dtype || left.device_type != right.device_type)
            throw new ArgumentException($"{where}: {leftName}, {TensorForm.Of(left)}, cannot be multiplied by {rightName}, {TensorForm.Of(right)}. "
                + "help: The last dimension of the first must be the last but one of the second; types and devices must agree.");
        return matmul(left, right);
    }

    private static bool Fit(long[] left, long[] right) =>
        left.Length > 0 && right.Length > 0 && left[^1] == right[Math.Max(right.Length - 2, 0)]
        && left.SkipLast(2).Reverse().Zip(right.SkipLast(2).Reverse()).All(sizes => sizes.First == sizes.Second || sizes.First == 1 || sizes.Second == 1);
}
