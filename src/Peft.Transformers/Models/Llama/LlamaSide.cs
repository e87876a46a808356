using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The side network of a Llama: narrow blocks of its own class, with heads as many and as much narrower, which are rotated plainly.</summary>
internal static class LlamaSide
{
    private static readonly Dictionary<string, (BlockAxis Rows, BlockAxis Columns)> s_axes = new()
    {
        ["self_attn.q_proj"] = (BlockAxis.Head, BlockAxis.Stream),
        ["self_attn.k_proj"] = (BlockAxis.Head, BlockAxis.Stream),
        ["self_attn.v_proj"] = (BlockAxis.Head, BlockAxis.Stream),
        ["self_attn.o_proj"] = (BlockAxis.Stream, BlockAxis.Head),
        ["mlp.gate_proj"] = (BlockAxis.Inner, BlockAxis.Stream),
        ["mlp.up_proj"] = (BlockAxis.Inner, BlockAxis.Stream),
        ["mlp.down_proj"] = (BlockAxis.Stream, BlockAxis.Inner),
    };

    // Heads keep an even width, for they are rotated by pairs.
    public static long Reducible(LlamaConfig config) => (long)System.Numerics.BigInteger.GreatestCommonDivisor(config.HiddenSize, config.HeadSize / 2);

    public static LlamaDecoderLayer MakeBlock(LlamaConfig config, SideBlock block, nn.Module own, nn.Module<Tensor, Tensor> embedding)
    {
        var narrow = new LlamaConfig
        {
            HiddenSize = block.Reduce(config.HiddenSize),
            IntermediateSize = block.Reduce(config.IntermediateSize),
            NumAttentionHeads = config.NumAttentionHeads,
            NumKeyValueHeads = config.NumKeyValueHeads,
            HeadDim = block.Reduce(config.HeadSize),
            HiddenAct = config.HiddenAct,
            RmsNormEps = config.RmsNormEps,
            AttentionBias = config.AttentionBias,
            AttentionDropout = config.AttentionDropout,
            MlpBias = config.MlpBias,
        };
        return new(narrow, block.Index, SideWeights.Factory(block, _ => block.Widen(config.InitializerRange), () => new(block, own, embedding) { Axes = s_axes, HeadSize = config.HeadSize, HasPairs = true }));
    }

    /// <summary>What runs the blocks in one pass.</summary>
    public static Func<LlamaDecoderLayer, Tensor, Tensor> Runner(LlamaConfig config, int reductionFactor, ScalarType type, Tensor positionIds, Tensor? mask, KvCache? cache)
    {
        var rotary = new RotaryEmbedding(new(RotaryFrequencies.Plain(config.RopeParameters.RopeTheta, config.HeadSize / reductionFactor)));
        var context = new AttentionContext(rotary.Angles(positionIds, type), null, mask?.to(type), cache);
        return (block, x) => block.call(x, context);
    }
}
