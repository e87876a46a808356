using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The vectors of some tokens of an embedding, trained in the place of its own.</summary>
/// <remarks>PEFT's trainable tokens: the trained vectors replace rows of the table, they are not added to them. An output layer that shares the table follows (<see cref="TiedTokens"/>).</remarks>
public sealed class TrainableTokens : TokenVectors
{
    private const string Positions = "token_positions";

    /// <inheritdoc cref="TokenVectors(string, BaseLayer, long, long[], ScalarType, string, bool)"/>
    internal TrainableTokens(BaseLayer layer, long[] tokens, ScalarType type, string key, bool copies)
        : base(nameof(TrainableTokens), layer, layer.OutFeatures, tokens, type, key, copies)
    {
        using var order = arange(tokens.Length, device: layer.Device);
        AddConstant(Positions, full(layer.InFeatures, Scalars.MinusOne, ScalarType.Int64, layer.Device).index_copy_(0, Tokens, order));
    }

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var positions = this[Positions].index_select(0, x.flatten());
        var vectors = Vectors.index_select(0, positions.clamp_min(Scalars.Zero)).view(y.shape);
        return where(positions.ge(Scalars.Zero).view([.. x.shape, 1]), vectors.to(y.dtype), y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.to(Vectors.dtype).index_copy(1, Tokens, Vectors.t()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    private protected override Tensor Rows(Tensor matrix) => matrix.t();

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other is TiedTokens tied && tied.Source == this;
}
