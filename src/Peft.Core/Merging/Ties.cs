using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>
/// TIES-Merging (Yadav et al., arXiv 2306.01708): trim each tensor, elect a sign for each element, and average only the values that have the elected sign.
/// </summary>
/// <remarks>Computed in at least single precision; a result has the type of the first tensor.</remarks>
public static class Ties
{
    /// <summary>
    /// All three steps, as PEFT's <c>ties</c>: trims to <paramref name="density"/>, elects the signs of the trimmed tensors (before they are weighted), and gives their
    /// <see cref="DisjointMean"/>.
    /// </summary>
    /// <param name="tensors">At least one, of one shape and floating-point types.</param>
    /// <param name="weights">One for each tensor; may be negative.</param>
    /// <param name="density">The fraction of values that trimming keeps, from 0 to 1.</param>
    /// <param name="election">How the signs are elected.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The tensors' shapes or types, the number of weights, or the density is not as described.</exception>
    public static Tensor Merge(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, double density, SignElection election = SignElection.Total)
    {
        MergeInputs.Check(tensors, weights);
        using var scope = NewDisposeScope();
        var trimmed = tensors.Select(t => Sparsify.Magnitude(t, density)).ToList();
        return scope.MoveToOuter(DisjointMean(trimmed, weights, ElectSigns(trimmed, election)));
    }

    /// <summary>Step 2: +1 or −1 for each element. A tie, and an element that is zero in every tensor, gives +1.</summary>
    /// <param name="tensors">At least one, of one shape and floating-point types.</param>
    /// <param name="election">How the signs are elected.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The tensors' shapes or types are not as described.</exception>
    public static Tensor ElectSigns(IReadOnlyList<Tensor> tensors, SignElection election = SignElection.Total)
    {
        MergeInputs.CheckTensors(tensors);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var votes = zeros_like(MergeInputs.Widen(tensors[0]));
        foreach (var tensor in tensors)
        {
            using var inner = NewDisposeScope();
            votes.add_(election == SignElection.Total ? tensor : tensor.sign(), Scalars.One);
        }
        return scope.MoveToOuter(votes.ge(Scalars.Zero).to_type(tensors[0].dtype).mul_(Scalars.Two).sub_(Scalars.One));
    }

    /// <summary>
    /// Step 3, as PEFT does it: Σ wᵢ xᵢ / max(number, 1), both over the tensors whose value has the elected sign.
    /// </summary>
    /// <param name="tensors">At least one, of one shape and floating-point types.</param>
    /// <param name="weights">One for each tensor; may be negative.</param>
    /// <param name="signs">The elected signs: +1 or −1, of the tensors' shape.</param>
    /// <returns>A new tensor.</returns>
    /// <exception cref="ArgumentException">The tensors' shapes or types, or the number of weights, is not as described.</exception>
    public static Tensor DisjointMean(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights, Tensor signs)
    {
        MergeInputs.Check(tensors, weights);
        MergeInputs.CheckTensors([tensors[0], signs]);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var sum = zeros_like(MergeInputs.Widen(tensors[0]));
        var number = zeros_like(sum);
        for (int i = 0; i < tensors.Count; i++)
        {
            using var inner = NewDisposeScope();
            using Scalar weight = weights[i];
            var agrees = Agree(tensors[i], signs);
            sum.add_(tensors[i] * agrees, weight);
            number.add_(agrees, Scalars.One);
        }
        return scope.MoveToOuter(sum.div_(number.clamp_min(Scalars.One)).to_type(tensors[0].dtype));
    }

    /// <summary>Where a value has the elected sign; zero has neither.</summary>
    internal static Tensor Agree(Tensor values, Tensor signs) => values.sign().eq(signs);
}
