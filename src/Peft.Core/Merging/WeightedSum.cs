using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>Adding up weighted tensors: task arithmetic, where the tensors are what training has changed (Ilharco et al., arXiv 2212.04089).</summary>
public static class WeightedSum
{
    /// <summary>Σ wᵢ xᵢ, computed in at least single precision.</summary>
    /// <param name="tensors">At least one, of one shape and floating-point types.</param>
    /// <param name="weights">One for each tensor; a negative one subtracts.</param>
    /// <returns>A new tensor of the first one's type.</returns>
    /// <exception cref="ArgumentException">The tensors' shapes or types, or the number of weights, is not as described.</exception>
    public static Tensor Of(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights)
    {
        MergeInputs.Check(tensors, weights);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Accumulate(tensors, weights).to_type(tensors[0].dtype));
    }

    /// <summary>How far a result is from the exact weighted sum: ‖result − Σ wᵢ xᵢ‖ / ‖Σ wᵢ xᵢ‖ in the Frobenius norm.</summary>
    /// <param name="result">What a combination gave.</param>
    /// <param name="tensors">What it was made from: at least one, of the result's shape and floating-point types.</param>
    /// <param name="weights">One for each tensor.</param>
    /// <returns>0 if they are equal; infinity if the sum is zero and the result is not.</returns>
    /// <exception cref="ArgumentException">The tensors' shapes or types, or the number of weights, is not as described.</exception>
    public static double RelativeError(Tensor result, IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights)
    {
        MergeInputs.Check(tensors, weights);
        MergeInputs.CheckTensors([tensors[0], result]);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var exact = Accumulate(tensors, weights);
        double distance = result.sub(exact).norm().ToDouble();
        return distance == 0 ? 0 : distance / exact.norm().ToDouble();
    }

    private static Tensor Accumulate(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights)
    {
        using var _ = no_grad();
        var sum = zeros_like(MergeInputs.Widen(tensors[0]));
        for (int i = 0; i < tensors.Count; i++)
        {
            using Scalar weight = weights[i];
            sum.add_(tensors[i], weight);
        }
        return sum;
    }
}
