using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The vectors of some tokens of a layer, trained in the place of its own.</summary>
public abstract class TokenVectors : OutputAdapter
{
    private const string TokensKey = "token_indices";
    private readonly string _key;
    private readonly bool _copies;

    /// <param name="name">The type's name.</param>
    /// <param name="layer">A layer with a vector for each token.</param>
    /// <param name="width">The length of a vector.</param>
    /// <param name="tokens">Ids of tokens, each once.</param>
    /// <param name="type">The type in which their vectors are trained.</param>
    /// <param name="key">What they are called in checkpoints.</param>
    /// <param name="copies">Whether they start as the layer's own, or from a normal distribution.</param>
    private protected TokenVectors(string name, BaseLayer layer, long width, long[] tokens, ScalarType type, string key, bool copies)
        : base(name, layer, type)
    {
        (_key, _copies) = (key, copies);
        AddParameter(key, tokens.Length, width);
        AddConstant(TokensKey, tensor(tokens, device: layer.Device));
    }

    /// <summary>The trained vectors (tokens, width).</summary>
    internal Tensor Vectors => this[_key];

    /// <summary>Whose they are.</summary>
    internal Tensor Tokens => this[TokensKey];

    /// <summary>The layer's matrix with a row for each token: (vocabulary, width).</summary>
    /// <param name="matrix">As <see cref="BaseLayer.ToMatrix"/> has it.</param>
    private protected virtual Tensor Rows(Tensor matrix) => matrix;

    /// <inheritdoc/>
    internal protected override void Start()
    {
        using var scope = NewDisposeScope();
        Vectors.copy_(_copies ? Rows(Layer.ToMatrix(Layer.OriginalWeight.detach())).index_select(0, Tokens) : randn_like(Vectors));
    }
}
