using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Self-attention in both directions, without an output projection.</summary>
internal sealed class BertSelfAttention : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    private readonly int _layer;
    private readonly long _headSize;
    private readonly double _dropout;

    [ComponentName(Name = "query")]
    private readonly nn.Module<Tensor, Tensor> _queries;

    [ComponentName(Name = "key")]
    private readonly nn.Module<Tensor, Tensor> _keys;

    [ComponentName(Name = "value")]
    private readonly nn.Module<Tensor, Tensor> _values;

    public BertSelfAttention(EncoderConfig config, int layer, LayerFactory layers)
        : base(nameof(BertSelfAttention))
    {
        (_layer, _headSize, _dropout) = (layer, config.HiddenSize / config.NumAttentionHeads, config.AttentionProbsDropoutProb);
        _queries = layers.Linear("query", config.HiddenSize, config.HiddenSize, hasBias: true);
        _keys = layers.Linear("key", config.HiddenSize, config.HiddenSize, hasBias: true);
        _values = layers.Linear("value", config.HiddenSize, config.HiddenSize, hasBias: true);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        var queries = Attention.Split(_queries.call(input), _headSize);
        var (keys, values) = (Attention.Split(_keys.call(input), _headSize), Attention.Split(_values.call(input), _headSize));
        if (cache is not null)
            (keys, values) = cache.Append(_layer, keys, values);
        return Attention.Attend(queries, keys, values, mask, training ? _dropout : 0).MoveToOuterDisposeScope();
    }
}
