using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Where the weights of a side network's blocks come from.</summary>
internal static class SideWeights
{
    /// <summary>The factory for a block.</summary>
    /// <param name="block">Which.</param>
    /// <param name="deviation">The standard deviation with which the model's own matrices are drawn; products of fewer numbers need a larger one to be as large.</param>
    /// <param name="prune">The model's own weights, pruned.</param>
    public static LayerFactory Factory(SideBlock block, double deviation, Func<PrunedWeights> prune) => new(block.Start switch
    {
        SideStart.Pruned => prune(),
        SideStart.Random => new RandomWeights(_ => deviation * Math.Sqrt(block.ReductionFactor), block.Type, block.Device),
        _ => new NoWeights(block.Type, block.Device),
    });

    /// <summary>A size of the model in a block.</summary>
    public static int Reduce(this SideBlock block, int size) => Math.Max(1, size / block.ReductionFactor);

    /// <summary>Memory for weights that are about to be read.</summary>
    private sealed class NoWeights(ScalarType type, Device device) : IWeightSource
    {
        public Tensor Get(string name, params long[] shape) => empty(shape, type, device);
    }
}
