using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Llama without its output layer: token ids to hidden states.</summary>
/// <remarks>Touvron et al., "LLaMA", arXiv 2302.13971, and "Llama 2", arXiv 2307.09288. Module names are Hugging Face's.</remarks>
public sealed class LlamaModel : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, IPromptedModel, ISideModel
{
    private readonly LlamaConfig _config;
    private readonly RotaryEmbedding _rotary;

    [ComponentName(Name = "embed_tokens")]
    private readonly nn.Module<Tensor, Tensor> _embedding;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<nn.Module<Tensor, AttentionContext, Tensor>> _layers;

    [ComponentName(Name = "norm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    internal LlamaModel(LlamaConfig config, LayerFactory layers)
        : base(nameof(LlamaModel))
    {
        _config = config;
        _rotary = new(RotaryFrequencies.Create(config.RopeParameters, config.HeadSize, config.MaxPositionEmbeddings));
        _embedding = layers.Embedding("embed_tokens", config.VocabSize, config.HiddenSize);
        _layers = new([.. Enumerable.Range(0, config.NumHiddenLayers).Select(i => new LlamaDecoderLayer(config, i, layers["layers"][$"{i}"]))]);
        _norm = layers.RmsNorm("norm", config.HiddenSize, config.RmsNormEps);
        RegisterComponents();
        Prompts = new(new()
        {
            Width = config.HiddenSize,
            Vocabulary = config.VocabSize,
            Layers = config.NumHiddenLayers,
            Heads = config.NumAttentionHeads,
            KeyHeads = config.KeyValueHeads,
            HeadWidth = config.HeadSize,
        }, _embedding);
        Side = new(new() { Width = config.HiddenSize, Layers = config.NumHiddenLayers, Reducible = LlamaSide.Reducible(config) }, this,
            block => LlamaSide.MakeBlock(config, block, _layers[block.Layer], _embedding),
            factor => PrunedWeights.KeptFeatures(_embedding, factor));
    }

    /// <summary>The layer that turns token ids into vectors.</summary>
    public nn.Module<Tensor, Tensor> Embedding => _embedding;

    internal ModuleList<nn.Module<Tensor, AttentionContext, Tensor>> Layers => _layers;

    /// <inheritdoc/>
    public PromptSlot Prompts { get; }

    /// <summary>Where a side network stands.</summary>
    public SideSlot<LlamaDecoderLayer> Side { get; }

    SideSlot ISideModel.Side => Side;

    internal LayerCheckpointing Checkpointing { get; } = new();

    /// <summary>Hidden states of tokens.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, cached + length). Null: no padding.</param>
    /// <param name="positionIds">Positions: (batch or 1, length). Null: counted from the first token that is no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <returns>(batch, length, hidden size), with the virtual tokens of adapters in front.</returns>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? positionIds, KvCache? cache)
    {
        using var vectors = _embedding.call(TokenIds.Check(inputIds));
        using var sequence = new PromptedSequence(Prompts, vectors, attentionMask, cache, padding: _config.SlidingWindow is null ? VirtualPadding.Anywhere : VirtualPadding.InFront);
        using var positions = sequence.Shift(positionIds);
        return FromVectors(sequence.Vectors, sequence.AttentionMask, positions, sequence.Cache);
    }

    /// <summary>A list of new layers with the parameters of given ones.</summary>
    internal nn.Module Repeat(IReadOnlyList<int> layers) => new RepeatedLayers<nn.Module<Tensor, AttentionContext, Tensor>>(
        [.. layers.Select((source, i) => SharedWeights.Share(_layers[source], factory => new LlamaDecoderLayer(_config, i, factory)))], _layers);

    /// <summary>Hidden states of vectors that take the place of embedded tokens, such as virtual tokens.</summary>
    /// <param name="vectors">(batch, length, hidden size).</param>
    /// <param name="attentionMask">As for tokens.</param>
    /// <param name="positionIds">As for tokens.</param>
    /// <param name="cache">As for tokens.</param>
    /// <returns>(batch, length, hidden size).</returns>
    public Tensor FromVectors(Tensor vectors, Tensor? attentionMask = null, Tensor? positionIds = null, KvCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        using var scope = NewDisposeScope();
        var hidden = Precision.Widen(vectors);
        var (length, cached) = (hidden.size(1), cache?.Length ?? 0);
        AttentionMasks.Check(attentionMask, hidden.size(0), cached + length);
        positionIds ??= Positions.Count(attentionMask, length, cached, hidden.device);
        bool rotatesCache = cache is not null && _rotary.ChangesWithEveryToken;
        var angles = _rotary.Angles(rotatesCache ? cache!.AppendPositions(positionIds) : positionIds, hidden.dtype);
        var mask = AttentionMasks.Causal(attentionMask, length, cached, _config.SlidingWindow, hidden.dtype, hidden.device);
        var context = new AttentionContext(angles.Last(length), rotatesCache ? angles : null, mask, cache);
        using var side = Side.Begin(hidden);
        var runNarrow = side is null ? null : LlamaSide.Runner(_config, side.ReductionFactor, Side.ParameterType, positionIds, mask, cache?.ForSide(side.Adapter));
        for (int i = 0; i < _layers.Count; i++)
        {
            using var input = hidden;
            var layer = _layers[i];
            hidden = Checkpointing.Run(layer, layer == _layers[^1], cache, [input, .. context.Tensors], t => layer.call(t[0], context.With(t)));
            side?.Step(i, hidden, runNarrow!);
        }
        hidden = _norm.call(hidden);
        return (side?.End(hidden) ?? hidden).MoveToOuterDisposeScope();
    }
}
