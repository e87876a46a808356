using Peft.Interop;
using Peft.Transformers.Layers;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Adds positions and token types to embedded tokens and normalises the sum.</summary>
internal sealed class BertEmbeddings : nn.Module<Tensor, Tensor, Tensor?, Tensor>
{
    private readonly double _dropout;

    [ComponentName(Name = "word_embeddings")]
    private readonly nn.Module<Tensor, Tensor> _words;

    [ComponentName(Name = "position_embeddings")]
    private readonly nn.Module<Tensor, Tensor> _positions;

    [ComponentName(Name = "token_type_embeddings")]
    private readonly nn.Module<Tensor, Tensor> _types;

    [ComponentName(Name = "LayerNorm")]
    private readonly nn.Module<Tensor, Tensor> _norm;

    public BertEmbeddings(EncoderConfig config, LayerFactory layers)
        : base(nameof(BertEmbeddings))
    {
        _dropout = config.HiddenDropoutProb;
        _words = layers.Embedding("word_embeddings", config.VocabSize, config.HiddenSize);
        _positions = layers.Embedding("position_embeddings", config.MaxPositionEmbeddings, config.HiddenSize);
        _types = layers.Embedding("token_type_embeddings", config.TypeVocabSize, config.HiddenSize);
        _norm = layers.LayerNorm("LayerNorm", config.HiddenSize, config.LayerNormEps);
        RegisterComponents();
    }

    public nn.Module<Tensor, Tensor> Words => _words;

    /// <param name="vectors">Embedded tokens: (batch, length, hidden size).</param>
    /// <param name="positionIds">(batch or 1, length).</param>
    /// <param name="tokenTypeIds">(batch, length); null for the first type everywhere.</param>
    public override Tensor forward(Tensor vectors, Tensor positionIds, Tensor? tokenTypeIds)
    {
        using var scope = NewDisposeScope();
        var types = _types.call(tokenTypeIds ?? zeros_like(positionIds));
        var sum = Precision.Widen(vectors).add(Precision.Widen(types), Scalars.One).add(Precision.Widen(_positions.call(positionIds)), Scalars.One);
        return nn.functional.dropout(_norm.call(sum), _dropout, training).MoveToOuterDisposeScope();
    }
}
