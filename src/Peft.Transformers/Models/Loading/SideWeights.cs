using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Where the weights of a side network's blocks come from.</summary>
internal static class SideWeights
{
    /// <summary>The factory for a block.</summary>
    /// <param name="block">Which.</param>
    /// <param name="deviation">The standard deviation with which the matrix of a name is drawn.</param>
    /// <param name="prune">The model's own weights, pruned.</param>
    public static LayerFactory Factory(SideBlock block, Func<string, double> deviation, Func<PrunedWeights> prune) => new(block.Start switch
    {
        SideStart.Pruned => prune(),
        SideStart.Random => new RandomWeights(deviation, block.Type, block.Device),
        _ => new NoWeights(block.Type, block.Device),
    });

    /// <summary>A standard deviation of the model in a block: products of fewer numbers need a larger one to be as large.</summary>
    public static double Widen(this SideBlock block, double deviation) => deviation * Math.Sqrt(block.ReductionFactor);

    /// <summary>A size of the model in a block.</summary>
    public static int Reduce(this SideBlock block, int size) => Math.Max(1, size / block.ReductionFactor);

    /// <summary>Memory for weights that are about to be read.</summary>
    private sealed class NoWeights(ScalarType type, Device device) : IWeightSource
    {
        public Tensor Get(string name, params long[] shape) => empty(shape, type, device);
    }
}
