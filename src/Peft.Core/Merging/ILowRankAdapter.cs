using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>An adapter that changes a layer's matrix by a product of two factors, so that several can be combined into one.</summary>
public interface ILowRankAdapter
{
    /// <summary>The rank of what is trained. <see cref="UpdateFactors"/> may be of more, if the weight was shifted from the start.</summary>
    int Rank { get; }

    /// <summary>Its factors: the live tensors or new ones, not to be changed.</summary>
    LowRankFactors UpdateFactors { get; }

    /// <summary>Takes over the values of factors, and gives what else it has the values with which the layer comes nearest to a matrix.</summary>
    /// <param name="factors">Of this adapter's rank or less, with a scaling of 1, which is this adapter's too.</param>
    /// <param name="target">The matrix (out, in) that the layer would have at best.</param>
    void Assign(LowRankFactors factors, Tensor target);
}

/// <summary>An <see cref="Peft.Adapters.AdapterMethod"/> whose adapters are <see cref="ILowRankAdapter"/>s.</summary>
public interface ILowRankMethod
{
    /// <summary>The configuration of an adapter that others are combined into; without targets.</summary>
    /// <param name="configs">The others' configurations.</param>
    /// <param name="rank">Its rank on every layer. Its scaling is to be 1.</param>
    /// <exception cref="PeftConfigException">A configuration has what cannot be combined.</exception>
    PeftConfig Combine(IReadOnlyList<PeftConfig> configs, int rank);
}
