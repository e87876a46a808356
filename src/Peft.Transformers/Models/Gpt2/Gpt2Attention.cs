using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Causal self-attention; one layer projects to queries, keys and values.</summary>
internal sealed class Gpt2Attention : nn.Module<Tensor, Tensor?, KvCache?, Tensor>
{
    private readonly int _layer;
    private readonly long _headSize;
    private readonly double _scale;
    private readonly double _attentionDropout;
    private readonly double _outputDropout;

    [ComponentName(Name = "c_attn")]
    private readonly nn.Module<Tensor, Tensor> _projection;

    [ComponentName(Name = "c_proj")]
    private readonly nn.Module<Tensor, Tensor> _output;

    public Gpt2Attention(Gpt2Config config, int layer, LayerFactory layers)
        : base(nameof(Gpt2Attention))
    {
        (_layer, _headSize, _attentionDropout, _outputDropout) = (layer, config.NEmbd / config.NHead, config.AttnPdrop, config.ResidPdrop);
        _scale = (config.ScaleAttnWeights ? 1 : Math.Sqrt(_headSize)) / (config.ScaleAttnByInverseLayerIdx ? layer + 1 : 1);
        _projection = layers.Conv1D("c_attn", config.NEmbd, 3 * config.NEmbd);
        _output = layers.Conv1D("c_proj", config.NEmbd, config.NEmbd);
        RegisterComponents();
    }

    /// <summary>Attends.</summary>
    /// <param name="input">(batch, length, width).</param>
    /// <param name="mask">Added to the scores: (batch or 1, 1, length, length with cache); null if a token sees itself and all before it.</param>
    /// <param name="cache">Keys and values of earlier passes; null without.</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input, Tensor? mask, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        using Scalar scale = _scale;
        var parts = _projection.call(input).chunk(3, -1);
        var queries = Attention.Split(parts[0].mul(scale), _headSize);
        var (keys, values) = (Attention.Split(parts[1], _headSize), Attention.Split(parts[2], _headSize));
        if (cache is not null)
            (keys, values) = cache.Append(_layer, keys, values);
        bool isCausal = mask is null && input.size(1) > 1;
        var attended = Attention.Attend(queries, keys, values, mask, training ? _attentionDropout : 0, isCausal);
        return nn.functional.dropout(_output.call(attended), _outputDropout, training).MoveToOuterDisposeScope();
    }
}
