using Peft.Attachment;
using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The side network of a GPT-2: narrow blocks of its own class, with heads as many and as much narrower.</summary>
internal static class Gpt2Side
{
    private static readonly Dictionary<string, (BlockAxis Rows, BlockAxis Columns)> s_axes = new()
    {
        ["attn.c_attn"] = (BlockAxis.Head, BlockAxis.Stream),
        ["attn.c_proj"] = (BlockAxis.Stream, BlockAxis.Head),
        ["mlp.c_fc"] = (BlockAxis.Inner, BlockAxis.Stream),
        ["mlp.c_proj"] = (BlockAxis.Stream, BlockAxis.Inner),
    };

    public static Gpt2Block MakeBlock(Gpt2Config config, SideBlock block, nn.Module own, nn.Module<Tensor, Tensor> embedding)
    {
        var narrow = new Gpt2Config
        {
            NEmbd = block.Reduce(config.NEmbd),
            NHead = config.NHead,
            NInner = block.Reduce(config.InnerSize),
            ActivationFunction = config.ActivationFunction,
            ResidPdrop = config.ResidPdrop,
            AttnPdrop = config.AttnPdrop,
            LayerNormEpsilon = config.LayerNormEpsilon,
            ScaleAttnWeights = config.ScaleAttnWeights,
            ScaleAttnByInverseLayerIdx = config.ScaleAttnByInverseLayerIdx,
        };
        return new(narrow, block.Index, SideWeights.Factory(block, _ => block.Widen(config.InitializerRange), () => new(block, own, embedding) { Axes = s_axes, HeadSize = config.NEmbd / config.NHead, IsTransposed = true }));
    }

    /// <summary>What runs the blocks in one pass.</summary>
    public static Func<Gpt2Block, Tensor, Tensor> Runner(Tensor? mask, KvCache? cache) => (block, x) => block.call(x, mask, cache);
}
