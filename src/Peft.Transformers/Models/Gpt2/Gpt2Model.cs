using Peft.Attachment;
using Peft.Generation;
using Peft.Interop;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>GPT-2 without its output layer: token ids to hidden states.</summary>
/// <remarks>Radford et al., "Language Models are Unsupervised Multitask Learners", 2019. Module names are Hugging Face's.</remarks>
public sealed class Gpt2Model : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, IPromptedModel, ISideModel
{
    private readonly int _longest;
    private readonly double _dropout;

    [ComponentName(Name = "wte")]
    private readonly nn.Module<Tensor, Tensor> _embedding;

    [ComponentName(Name = "wpe")]
    private readonly nn.Module<Tensor, Tensor> _positions;

    [ComponentName(Name = "h")]
    private readonly ModuleList<nn.Module<Tensor, Tensor?, KvCache?, Tensor>> _blocks;

    [ComponentName(Name = "ln_f")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    internal Gpt2Model(Gpt2Config config, LayerFactory layers)
        : base(nameof(Gpt2Model))
    {
        (_longest, _dropout) = (config.NPositions, config.EmbdPdrop);
        _embedding = layers.Embedding("wte", config.VocabSize, config.NEmbd);
        _positions = layers.Embedding("wpe", config.NPositions, config.NEmbd);
        _blocks = new([.. Enumerable.Range(0, config.NLayer).Select(i => new Gpt2Block(config, i, layers["h"][$"{i}"]))]);
        _norm = layers.LayerNorm("ln_f", config.NEmbd, config.LayerNormEpsilon);
        RegisterComponents();
        Prompts = new(new()
        {
            Width = config.NEmbd,
            Vocabulary = config.VocabSize,
            Layers = config.NLayer,
            Heads = config.NHead,
            KeyHeads = config.NHead,
            HeadWidth = config.NEmbd / config.NHead,
        }, _embedding);
        Side = new(new() { Width = config.NEmbd, Layers = config.NLayer, Reducible = config.NEmbd / config.NHead }, this,
            block => Gpt2Side.MakeBlock(config, block, _blocks[block.Layer], _embedding),
            factor => PrunedWeights.KeptFeatures(_embedding, factor));
    }

    /// <summary>The layer that turns token ids into vectors.</summary>
    public nn.Module<Tensor, Tensor> Embedding => _embedding;

    /// <inheritdoc/>
    public PromptSlot Prompts { get; }

    /// <summary>Where a side network stands.</summary>
    public SideSlot<Gpt2Block> Side { get; }

    SideSlot ISideModel.Side => Side;

    internal LayerCheckpointing Checkpointing { get; } = new();

    /// <summary>Hidden states of tokens.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding on either side: (batch, cached + length). Null: no padding.</param>
    /// <param name="positionIds">Positions: (batch or 1, length). Null: counted from the first token that is no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <returns>(batch, length, width), with the virtual tokens of adapters in front.</returns>
    /// <exception cref="ArgumentException">The sequence is longer than the model has positions, or the mask has another shape.</exception>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? positionIds, KvCache? cache)
    {
        using var vectors = _embedding.call(TokenIds.Check(inputIds));
        using var sequence = new PromptedSequence(Prompts, vectors, attentionMask, cache);
        using var positions = sequence.Shift(positionIds);
        return FromVectors(sequence.Vectors, sequence.AttentionMask, positions, sequence.Cache);
    }

    /// <summary>Hidden states of vectors that take the place of embedded tokens, such as virtual tokens. Positions are added here.</summary>
    /// <param name="vectors">(batch, length, width).</param>
    /// <param name="attentionMask">As for tokens.</param>
    /// <param name="positionIds">As for tokens.</param>
    /// <param name="cache">As for tokens.</param>
    /// <returns>(batch, length, width).</returns>
    /// <exception cref="ArgumentException">The sequence is longer than the model has positions, or the mask has another shape.</exception>
    public Tensor FromVectors(Tensor vectors, Tensor? attentionMask = null, Tensor? positionIds = null, KvCache? cache = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        using var scope = NewDisposeScope();
        var (length, cached) = (vectors.size(1), cache?.Length ?? 0);
        AttentionMasks.Check(attentionMask, vectors.size(0), cached + length);
        positionIds ??= Positions.Count(attentionMask, length, cached, vectors.device);
        Positions.Check(cached + length, _longest);
        var hidden = Precision.Widen(vectors).add(Precision.Widen(_positions.call(positionIds)), Scalars.One);
        hidden = nn.functional.dropout(hidden, _dropout, training);
        var mask = AttentionMasks.Causal(attentionMask, length, cached, window: null, hidden.dtype, hidden.device);
        using var side = Side.Begin(hidden);
        var runNarrow = side is null ? null : Gpt2Side.Runner(mask?.to(Side.ParameterType), cache?.ForSide(side.Adapter));
        for (int i = 0; i < _blocks.Count; i++)
        {
            using var input = hidden;
            var block = _blocks[i];
            hidden = Checkpointing.Run(block, block == _blocks[^1], cache, [input, .. mask is null ? [] : new[] { mask }], t => block.call(t[0], mask is null ? null : t[1], cache));
            side?.Step(i, hidden, runNarrow!);
        }
        hidden = _norm.call(hidden);
        return (side?.End(hidden) ?? hidden).MoveToOuterDisposeScope();
    }
}
