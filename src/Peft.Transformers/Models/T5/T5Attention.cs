using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Attention to the sequence itself or to another one. Scores are not scaled; what they get added comes from outside.</summary>
internal sealed class T5Attention : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>
{
    private readonly int _layer;
    private readonly long _headSize;
    private readonly double _dropout;

    [ComponentName(Name = "q")]
    private readonly nn.Module<Tensor, Tensor> _queries;

    [ComponentName(Name = "k")]
    private readonly nn.Module<Tensor, Tensor> _keys;

    [ComponentName(Name = "v")]
    private readonly nn.Module<Tensor, Tensor> _values;

    [ComponentName(Name = "o")]
    private readonly nn.Module<Tensor, Tensor> _output;

    [ComponentName(Name = "relative_attention_bias")]
    private readonly nn.Module<Tensor, Tensor>? _distances;

    public T5Attention(T5Config config, int layer, LayerFactory layers, bool hasDistances)
        : base(nameof(T5Attention))
    {
        (_layer, _headSize, _dropout) = (layer, config.DKv, config.DropoutRate);
        long width = config.NumHeads * _headSize;
        _queries = layers.Linear("q", config.DModel, width, hasBias: false);
        _keys = layers.Linear("k", config.DModel, width, hasBias: false);
        _values = layers.Linear("v", config.DModel, width, hasBias: false);
        _output = layers.Linear("o", width, config.DModel, hasBias: false);
        _distances = hasDistances ? layers.Embedding("relative_attention_bias", config.RelativeAttentionNumBuckets, config.NumHeads) : null;
        RegisterComponents();
    }

    /// <summary>The table of what distances add to the scores; null but in the first layer of a stack.</summary>
    public nn.Module<Tensor, Tensor>? Distances => _distances;

    /// <summary>What distances add to the scores of all layers; the first layer of a stack has it.</summary>
    /// <param name="groups">(length, keys).</param>
    /// <returns>(1, heads, length, keys).</returns>
    public Tensor DistanceBias(Tensor groups)
    {
        using var scope = NewDisposeScope();
        return Precision.Widen(_distances!.call(groups)).permute(2, 0, 1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    /// <param name="input">(batch, length, width).</param>
    /// <param name="source">The sequence that is attended to: (batch, keys, width); null for the input and what is cached before it.</param>
    /// <param name="bias">Added to the scores: broadcasts to (batch, heads, length, keys). Null adds nothing.</param>
    /// <param name="cache">Keys and values: of earlier passes, or of the source once they are computed.</param>
    public override Tensor forward(Tensor input, Tensor? source, Tensor? bias, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        using Scalar unscale = Math.Sqrt(_headSize);
        var queries = Attention.Split(_queries.call(input), _headSize).mul(unscale);
        var known = source is null ? null : cache?.Find(_layer);
        var (keys, values) = known ?? Project(source ?? input, cache);
        var attended = Attention.Attend(queries, keys, values, bias, training ? _dropout : 0);
        return _output.call(attended).MoveToOuterDisposeScope();
    }

    private (Tensor Keys, Tensor Values) Project(Tensor sequence, KvCache? cache)
    {
        var (keys, values) = (Attention.Split(_keys.call(sequence), _headSize), Attention.Split(_values.call(sequence), _headSize));
        return cache?.Append(_layer, keys, values) ?? (keys, values);
    }
}
