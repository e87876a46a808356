using Peft.Attachment;
using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The side network of a BERT: narrow layers of its own class, with heads as many and as much narrower.</summary>
internal static class BertSide
{
    private static readonly Dictionary<string, (BlockAxis Rows, BlockAxis Columns)> s_axes = new()
    {
        ["attention.self.query"] = (BlockAxis.Head, BlockAxis.Stream),
        ["attention.self.key"] = (BlockAxis.Head, BlockAxis.Stream),
        ["attention.self.value"] = (BlockAxis.Head, BlockAxis.Stream),
        ["attention.output.dense"] = (BlockAxis.Stream, BlockAxis.Head),
        ["intermediate.dense"] = (BlockAxis.Inner, BlockAxis.Stream),
        ["output.dense"] = (BlockAxis.Stream, BlockAxis.Inner),
    };

    public static BertLayer MakeBlock(EncoderConfig config, SideBlock block, nn.Module own, nn.Module<Tensor, Tensor> embedding)
    {
        var narrow = new BertConfig
        {
            HiddenSize = block.Reduce(config.HiddenSize),
            NumAttentionHeads = config.NumAttentionHeads,
            IntermediateSize = block.Reduce(config.IntermediateSize),
            HiddenAct = config.HiddenAct,
            HiddenDropoutProb = config.HiddenDropoutProb,
            AttentionProbsDropoutProb = config.AttentionProbsDropoutProb,
            LayerNormEps = config.LayerNormEps,
        };
        return new(narrow, block.Index, SideWeights.Factory(block, _ => block.Widen(config.InitializerRange), () => new(block, own, embedding) { Axes = s_axes, HeadSize = config.HiddenSize / config.NumAttentionHeads }));
    }

    /// <summary>What runs the layers in one pass.</summary>
    public static Func<BertLayer, Tensor, Tensor> Runner(Tensor? mask, KvCache? cache) => (layer, x) => layer.call(x, mask, cache);
}
