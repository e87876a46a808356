using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>What <see cref="TrainableTokens"/> does to an output layer that shares the embedding's weight: the tokens' logits come from their trained vectors.</summary>
public sealed class TiedTokens : OutputAdapter
{
    private readonly Func<TrainableTokens> _source;  // a delegate: the vectors are the embedding's to register

    internal TiedTokens(BaseLayer layer, TrainableTokens source)
        : base(nameof(TiedTokens), layer, source.Vectors.dtype) => _source = () => source;

    /// <summary>What is trained at the embedding.</summary>
    public TrainableTokens Source => _source();

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>();

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var logits = Layer.Product(x, Source.Vectors);
        if (Layer.Bias is { } bias)
            logits = logits.add(bias.index_select(0, Source.Tokens));
        return y.index_copy(y.dim() - 1, Source.Tokens, logits.to(y.dtype)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.to(Source.Vectors.dtype).index_copy(0, Source.Tokens, Source.Vectors).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other == Source;
}
