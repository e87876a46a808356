using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The vectors of some tokens of an output layer, trained in the place of its own rows: what <see cref="TrainableTokens"/> is to an embedding.</summary>
public sealed class OutputTokens : OutputAdapter
{
    private readonly string _key;
    private readonly bool _copies;

    [ComponentName(Name = "trainable_tokens_delta")]
    private readonly Parameter _vectors;

    [ComponentName(Name = "token_indices")]
    private readonly Tensor _tokens;

    /// <param name="layer">A linear layer with a row for each token.</param>
    /// <param name="tokens">Ids of tokens, each once.</param>
    /// <param name="type">The type in which their vectors are trained.</param>
    /// <param name="key">What they are called in checkpoints.</param>
    /// <param name="copies">Whether they start as the layer's own, or from a normal distribution.</param>
    internal OutputTokens(BaseLayer layer, long[] tokens, ScalarType type, string key, bool copies)
        : base(nameof(OutputTokens), layer, type)
    {
        (_key, _copies, _tokens, _vectors) = (key, copies, tensor(tokens, device: layer.Device), new Parameter(empty(tokens.Length, layer.InFeatures, type, layer.Device)));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor> { [_key] = _vectors };

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y) => Apply(Layer, x, y, _tokens, _vectors);

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight) => Transform(weight, _tokens, _vectors);

    /// <summary>Logits in which those of some tokens come from vectors of their own.</summary>
    internal static Tensor Apply(BaseLayer layer, Tensor x, Tensor y, Tensor tokens, Tensor vectors)
    {
        using var scope = NewDisposeScope();
        var logits = layer.Product(x, vectors);
        if (layer.Bias is { } bias)
            logits = logits.add(bias.index_select(0, tokens), Interop.Scalars.One);
        return y.index_copy(y.dim() - 1, tokens, logits.to(y.dtype)).MoveToOuterDisposeScope();
    }

    /// <summary>A matrix (tokens, in) with the rows of some tokens replaced.</summary>
    internal static Tensor Transform(Tensor weight, Tensor tokens, Tensor vectors)
    {
        using var scope = NewDisposeScope();
        return weight.to(vectors.dtype).index_copy(0, tokens, vectors).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal protected override void Start()
    {
        using var scope = NewDisposeScope();
        _vectors.copy_(_copies ? Layer.ToMatrix(Layer.OriginalWeight.detach()).index_select(0, _tokens) : randn_like(_vectors));
    }
}
