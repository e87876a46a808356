using Peft.Attachment;
using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The side network of a T5: narrow blocks of its own class beside the encoder and the decoder, with heads as many and as much narrower; those beside the decoder attend to what those beside the encoder give.</summary>
internal static class T5Side
{
    private const string Distances = "layer.0.SelfAttention.relative_attention_bias", FeedForward = "DenseReluDense";

    public static long Reducible(T5Config config) => (long)System.Numerics.BigInteger.GreatestCommonDivisor(config.DModel, config.DKv);

    public static T5Block MakeBlock(T5Config config, SideBlock block, T5Stack stack, nn.Module<Tensor, Tensor> embedding)
    {
        bool isDecoder = block.Layer >= config.NumLayers;
        var narrow = new T5Config
        {
            DModel = block.Reduce(config.DModel),
            DKv = block.Reduce(config.DKv),
            DFf = block.Reduce(config.DFf),
            NumHeads = config.NumHeads,
            RelativeAttentionNumBuckets = config.RelativeAttentionNumBuckets,
            DropoutRate = config.DropoutRate,
            LayerNormEpsilon = config.LayerNormEpsilon,
            InitializerFactor = config.InitializerFactor,
            FeedForwardProj = config.FeedForwardProj,
        };
        PrunedWeights Prune() => new(block, stack.Blocks[block.Layer - (isDecoder ? config.NumLayers : 0)], embedding)
        {
            Axes = Axes(config, isDecoder),
            HeadSize = config.DKv,
            Whole = new Dictionary<string, nn.Module> { [Distances] = stack.Blocks[0].Distances },
        };
        return new(narrow, block.Index, isDecoder, SideWeights.Factory(block, name => T5Initialization.Deviation(narrow, name), Prune));
    }

    /// <summary>What runs the blocks in one pass.</summary>
    public static Func<T5Block, Tensor, Tensor> Runner(ScalarType type, Tensor groups, Tensor? mask, KvCache? cache, T5Source? source, Tensor? sourceMask)
    {
        T5Context? context = null;
        (mask, sourceMask) = (mask?.to(type), sourceMask?.to(type));
        return (block, x) => block.call(x, context ??= FirstContext(block));

        // For all blocks of the pass, of which each has a dispose scope.
        T5Context FirstContext(T5Block first)
        {
            var made = T5Context.Of(first, groups, mask, cache, source, sourceMask);
            made.Bias.MoveToOuterDisposeScope();
            return made;
        }
    }

    private static Dictionary<string, (BlockAxis Rows, BlockAxis Columns)> Axes(T5Config config, bool isDecoder)
    {
        var axes = new Dictionary<string, (BlockAxis, BlockAxis)>();
        foreach (string attention in isDecoder ? new[] { "layer.0.SelfAttention", "layer.1.EncDecAttention" } : ["layer.0.SelfAttention"])
        {
            foreach (string projection in new[] { "q", "k", "v" })
                axes.Add($"{attention}.{projection}", (BlockAxis.Head, BlockAxis.Stream));
            axes.Add($"{attention}.o", (BlockAxis.Stream, BlockAxis.Head));
        }
        string dense = $"layer.{(isDecoder ? 2 : 1)}.{FeedForward}";
        foreach (string expansion in config.IsGated ? new[] { "wi_0", "wi_1" } : ["wi"])
            axes.Add($"{dense}.{expansion}", (BlockAxis.Inner, BlockAxis.Stream));
        axes.Add($"{dense}.wo", (BlockAxis.Stream, BlockAxis.Inner));
        return axes;
    }
}
