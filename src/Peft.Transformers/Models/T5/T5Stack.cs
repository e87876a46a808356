using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>T5's encoder or decoder: vectors of embedded tokens, or in their place such as virtual tokens, to hidden states.</summary>
public sealed class T5Stack : nn.Module<Tensor, Tensor?, T5Source?, KvCache?, SidePass<T5Block>?, Tensor>
{
    private readonly bool _isDecoder;
    private readonly int _firstLayer;
    private readonly double _dropout;
    private readonly RelativePositions _positions;

    [ComponentName(Name = "block")]
    private readonly ModuleList<T5Block> _blocks;

    [ComponentName(Name = "final_layer_norm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    internal T5Stack(T5Config config, bool isDecoder, LayerFactory layers)
        : base(nameof(T5Stack))
    {
        (_isDecoder, _firstLayer, _dropout) = (isDecoder, isDecoder ? config.NumLayers : 0, config.DropoutRate);
        _positions = new(config.RelativeAttentionNumBuckets, config.RelativeAttentionMaxDistance, isBidirectional: !isDecoder);
        int count = isDecoder ? config.NumDecoderLayers ?? config.NumLayers : config.NumLayers;
        _blocks = new([.. Enumerable.Range(0, count).Select(i => new T5Block(config, i, isDecoder, layers["block"][$"{i}"]))]);
        _norm = layers.RmsNorm("final_layer_norm", config.DModel, config.LayerNormEpsilon);
        RegisterComponents();
    }

    internal ModuleList<T5Block> Blocks => _blocks;

    internal LayerCheckpointing Checkpointing { get; } = new();

    /// <summary>Hidden states.</summary>
    /// <param name="vectors">(batch, length, width).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length). Null: no padding.</param>
    /// <param name="source">What a decoder attends to; null for an encoder.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <param name="side">What runs beside it; null for nothing.</param>
    /// <returns>(batch, length, width).</returns>
    /// <exception cref="ArgumentException">A mask has another shape, or there is a source for an encoder or none for a decoder.</exception>
    public override Tensor forward(Tensor vectors, Tensor? attentionMask, T5Source? source, KvCache? cache, SidePass<T5Block>? side)
    {
        if (_isDecoder != source is not null)
            throw new ArgumentException("A decoder attends to a source, and an encoder to none. help: Give a source to the decoder only.", nameof(source));
        using var scope = NewDisposeScope();
        var hidden = nn.functional.dropout(Precision.Widen(vectors), _dropout, training);
        var (batch, length, cached) = (hidden.size(0), hidden.size(1), cache?.Length ?? 0);
        AttentionMasks.Check(attentionMask, batch, cached + length);
        AttentionMasks.Check(source?.AttentionMask, batch, source?.States.size(1) ?? 0);
        var groups = _positions.Groups(length, cached, hidden.device);
        var mask = _isDecoder
            ? AttentionMasks.Causal(attentionMask, length, cached, window: null, hidden.dtype, hidden.device, isImplied: false)
            : AttentionMasks.Bidirectional(attentionMask, hidden.dtype, hidden.device);
        var sourceMask = AttentionMasks.Bidirectional(source?.AttentionMask, hidden.dtype, hidden.device);
        var context = T5Context.Of(_blocks[0], groups, mask, cache, source, sourceMask);
        var runNarrow = side is null ? null : T5Side.Runner(side.ParameterType, groups, mask, cache?.ForSide(side.Adapter), source?.ForSide(side.Adapter), sourceMask);
        foreach (var (i, block) in _blocks.Index())
        {
            using var input = hidden;
            hidden = Checkpointing.Run(block, _isDecoder && block == _blocks[^1], cache ?? source?.Cache, [input, .. context.Tensors], t => block.call(t[0], context.With(t)));
            side?.Step(_firstLayer + i, hidden, runNarrow!);
        }
        return nn.functional.dropout(_norm.call(hidden), _dropout, training).MoveToOuterDisposeScope();
    }

    /// <inheritdoc cref="forward"/>
    public Tensor call(Tensor vectors, Tensor? attentionMask, T5Source? source, KvCache? cache) => call(vectors, attentionMask, source, cache, null);
}
