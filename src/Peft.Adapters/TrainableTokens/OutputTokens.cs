using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The vectors of some tokens of an output layer, trained in the place of its own rows: what <see cref="TrainableTokens"/> is to an embedding.</summary>
public sealed class OutputTokens : TokenVectors
{
    /// <inheritdoc cref="TokenVectors(string, BaseLayer, long, long[], ScalarType, string, bool)"/>
    internal OutputTokens(BaseLayer layer, long[] tokens, ScalarType type, string key, bool copies)
        : base(nameof(OutputTokens), layer, layer.InFeatures, tokens, type, key, copies)
    {
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y) => Apply(Layer, x, y, this);

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight) => Transform(weight, this);

    /// <summary>Logits in which those of some tokens come from vectors of their own.</summary>
    internal static Tensor Apply(BaseLayer layer, Tensor x, Tensor y, TokenVectors trained)
    {
        using var scope = NewDisposeScope();
        var logits = layer.Product(x, trained.Vectors);
        if (layer.Bias is { } bias)
            logits = logits.add(bias.index_select(0, trained.Tokens), Scalars.One);
        return y.index_copy(y.dim() - 1, trained.Tokens, logits.to(y.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>A matrix (tokens, in) with the rows of some tokens replaced.</summary>
    internal static Tensor Transform(Tensor weight, TokenVectors trained)
    {
        using var scope = NewDisposeScope();
        return weight.to(trained.Vectors.dtype).index_copy(0, trained.Tokens, trained.Vectors).MoveToOuterDisposeScope();
    }
}
