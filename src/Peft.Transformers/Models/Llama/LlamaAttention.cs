using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Causal self-attention with rotated queries and keys; several query heads may share a key-value head.</summary>
internal sealed class LlamaAttention : nn.Module<Tensor, AttentionContext, Tensor>
{
    private readonly int _layer;
    private readonly long _headSize;
    private readonly double _dropout;

    [ComponentName(Name = "q_proj")]
    private readonly nn.Module<Tensor, Tensor> _queries;

    [ComponentName(Name = "k_proj")]
    private readonly nn.Module<Tensor, Tensor> _keys;

    [ComponentName(Name = "v_proj")]
    private readonly nn.Module<Tensor, Tensor> _values;

    [ComponentName(Name = "o_proj")]
    private readonly nn.Module<Tensor, Tensor> _output;

    public LlamaAttention(LlamaConfig config, int layer, LayerFactory layers)
        : base(nameof(LlamaAttention))
    {
        (_layer, _headSize, _dropout) = (layer, config.HeadSize, config.AttentionDropout);
        long queryWidth = config.NumAttentionHeads * _headSize;
        long keyWidth = config.KeyValueHeads * _headSize;
        _queries = layers.Linear("q_proj", config.HiddenSize, queryWidth, config.AttentionBias);
        _keys = layers.Linear("k_proj", config.HiddenSize, keyWidth, config.AttentionBias);
        _values = layers.Linear("v_proj", config.HiddenSize, keyWidth, config.AttentionBias);
        _output = layers.Linear("o_proj", queryWidth, config.HiddenSize, config.AttentionBias);
        RegisterComponents();
    }

    /// <summary>Attends.</summary>
    /// <param name="input">(batch, length, hidden size).</param>
    /// <param name="context">Rotation, mask and cache of this pass.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, AttentionContext context)
    {
        using var scope = NewDisposeScope();
        long length = input.size(1);
        var queries = context.Angles.Rotate(Attention.Split(_queries.call(input), _headSize));
        var keys = Attention.Split(_keys.call(input), _headSize);
        var values = Attention.Split(_values.call(input), _headSize);
        if (context.CachedAngles is null)
            keys = context.Angles.Rotate(keys);
        if (context.Cache is not null)
            (keys, values) = context.Cache.Append(_layer, keys, values);
        if (context.CachedAngles is { } angles)
            keys = angles.Rotate(keys);
        long sharing = queries.size(1) / keys.size(1);
        bool isCausal = context.Mask is null && length > 1;
        var attended = Attention.Attend(queries, Repeat(keys, sharing), Repeat(values, sharing), context.Mask, training ? _dropout : 0, isCausal);
        return _output.call(attended).MoveToOuterDisposeScope();
    }

    /// <summary>Each head as many times as query heads share it.</summary>
    private static Tensor Repeat(Tensor heads, long times) => times == 1 ? heads : heads.unsqueeze(2).expand(-1, -1, times, -1, -1).flatten(1, 2);
}
