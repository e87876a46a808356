using Peft.Attachment;
using Peft.Generation;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>BERT, or RoBERTa, without an output layer: token ids to hidden states.</summary>
/// <remarks>Devlin et al., arXiv 1810.04805; Liu et al., "RoBERTa", arXiv 1907.11692. Module names are Hugging Face's.</remarks>
public sealed class BertModel : nn.Module<Tensor, Tensor?, Tensor?, KvCache?, Tensor>, IPromptedModel
{
    private readonly EncoderConfig _config;

    [ComponentName(Name = "embeddings")]
    private readonly BertEmbeddings _embeddings;

    [ComponentName(Name = "encoder")]
    private readonly BertEncoder _encoder;

    [ComponentName(Name = "pooler")]
    private readonly nn.Module<Tensor, Tensor>? _pooler;

    internal BertModel(EncoderConfig config, LayerFactory layers, bool hasPooler)
        : base(nameof(BertModel))
    {
        _config = config;
        _embeddings = new(config, layers["embeddings"]);
        _encoder = new(config, layers["encoder"], Embedding);
        _pooler = hasPooler ? new BertPooler(config, layers["pooler"]) : null;
        RegisterComponents();
        Prompts = new(new()
        {
            Width = config.HiddenSize,
            Vocabulary = config.VocabSize,
            Layers = config.NumHiddenLayers,
            Heads = config.NumAttentionHeads,
            KeyHeads = config.NumAttentionHeads,
            HeadWidth = config.HiddenSize / config.NumAttentionHeads,
        }, Embedding);
    }

    /// <summary>The layer that turns token ids into vectors.</summary>
    public nn.Module<Tensor, Tensor> Embedding => _embeddings.Words;

    /// <inheritdoc/>
    public PromptSlot Prompts { get; }

    internal LayerCheckpointing Checkpointing => _encoder.Checkpointing;

    /// <summary>Makes one vector of a sequence's hidden states, (batch, length, hidden size) → (batch, hidden size); null if the model does not.</summary>
    public nn.Module<Tensor, Tensor>? Pooler => _pooler;

    /// <summary>Hidden states of tokens.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length). Null: no padding.</param>
    /// <param name="tokenTypeIds">Which part of a pair each token belongs to: (batch, length). Null: the first.</param>
    /// <param name="cache">Keys and values that stand before the sequence, such as those of virtual tokens; those of the tokens are added. Null: none.</param>
    /// <returns>(batch, length, hidden size), with the virtual tokens of adapters in front.</returns>
    /// <exception cref="ArgumentException">The sequence is longer than the model has positions, or the mask has another shape.</exception>
    public override Tensor forward(Tensor inputIds, Tensor? attentionMask, Tensor? tokenTypeIds, KvCache? cache)
    {
        using var scope = NewDisposeScope();
        using var sequence = new PromptedSequence(Prompts, _embeddings.Words.call(TokenIds.Check(inputIds)), attentionMask, cache, padding: VirtualPadding.None);
        bool hasVectors = sequence.Vectors.size(1) > inputIds.size(1);
        var positions = _config.FirstPosition is { } first && !hasVectors ? CountTokens(inputIds, first, sequence.Cache) : null;
        return FromVectors(sequence.Vectors, positions, sequence.AttentionMask, sequence.ExtendTypes(tokenTypeIds), sequence.Cache).MoveToOuterDisposeScope();
    }

    /// <summary>Hidden states of vectors that take the place of embedded tokens, such as virtual tokens. Positions and token types are added here.</summary>
    /// <param name="vectors">(batch, length, hidden size).</param>
    /// <param name="attentionMask">As for tokens.</param>
    /// <param name="tokenTypeIds">As for tokens.</param>
    /// <param name="cache">As for tokens.</param>
    /// <returns>(batch, length, hidden size).</returns>
    /// <exception cref="ArgumentException">The sequence is longer than the model has positions, or the mask has another shape.</exception>
    public Tensor FromVectors(Tensor vectors, Tensor? attentionMask = null, Tensor? tokenTypeIds = null, KvCache? cache = null) =>
        FromVectors(vectors, null, attentionMask, tokenTypeIds, cache);

    private Tensor FromVectors(Tensor vectors, Tensor? positionIds, Tensor? attentionMask, Tensor? tokenTypeIds, KvCache? cache)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        using var scope = NewDisposeScope();
        var (length, cached, first) = (vectors.size(1), cache?.Length ?? 0, _config.FirstPosition ?? 0);
        AttentionMasks.Check(attentionMask, vectors.size(0), cached + length);
        Positions.Check(cached + length, _config.MaxPositionEmbeddings - first);
        positionIds ??= Positions.Range(first + cached, length, vectors.device).unsqueeze(0);
        var embedded = _embeddings.call(vectors, positionIds, tokenTypeIds);
        var mask = AttentionMasks.Bidirectional(attentionMask, embedded.dtype, embedded.device);
        return _encoder.call(embedded, mask, cache).MoveToOuterDisposeScope();
    }

    /// <summary>RoBERTa's positions, which skip padding wherever it is.</summary>
    private Tensor CountTokens(Tensor inputIds, long first, KvCache? cache)
    {
        using Scalar padding = _config.PadTokenId!.Value;
        using Scalar before = first - 1;
        using Scalar cached = cache?.Length ?? 0;
        var isToken = inputIds.ne(padding).to(ScalarType.Int64);
        return isToken.cumsum(1).add(cached).mul(isToken).add(before);
    }
}
