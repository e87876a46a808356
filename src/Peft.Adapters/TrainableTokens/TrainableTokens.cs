using Peft.Interop;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>The vectors of some tokens of an embedding, trained in the place of its own.</summary>
/// <remarks>PEFT's trainable tokens: the trained vectors replace rows of the table, they are not added to them. An output layer that shares the table follows (<see cref="TiedTokens"/>).</remarks>
public sealed class TrainableTokens : OutputAdapter
{
    private readonly BaseLayer _layer;
    private readonly string _key;
    private readonly bool _copies;

    [ComponentName(Name = "trainable_tokens_delta")]
    private readonly Parameter _vectors;

    [ComponentName(Name = "token_indices")]
    private readonly Tensor _tokens;

    [ComponentName(Name = "token_positions")]
    private readonly Tensor _positions;

    /// <param name="layer">An embedding.</param>
    /// <param name="tokens">Ids of tokens, each once.</param>
    /// <param name="type">The type in which their vectors are trained.</param>
    /// <param name="key">What they are called in checkpoints.</param>
    /// <param name="copies">Whether they start as the layer's own, or from a normal distribution.</param>
    internal TrainableTokens(BaseLayer layer, long[] tokens, ScalarType type, string key, bool copies)
        : base(nameof(TrainableTokens), layer, type)
    {
        var device = layer.Device;
        (_layer, _key, _copies) = (layer, key, copies);
        using (no_grad())
        {
            _tokens = tensor(tokens, device: device);
            _vectors = new Parameter(empty(tokens.Length, layer.OutFeatures, type, device));
            _positions = full(layer.InFeatures, Scalars.MinusOne, ScalarType.Int64, device);
            using var order = arange(tokens.Length, device: device);
            _positions.index_copy_(0, _tokens, order);
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor> { [_key] = _vectors };

    /// <summary>The trained vectors (tokens, width).</summary>
    internal Parameter Vectors => _vectors;

    /// <summary>Whose they are.</summary>
    internal Tensor Tokens => _tokens;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var positions = _positions.index_select(0, x.flatten());
        var vectors = _vectors.index_select(0, positions.clamp_min(Scalars.Zero)).view(y.shape);
        return where(positions.ge(Scalars.Zero).view([.. x.shape, 1]), vectors.to(y.dtype), y).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.to(_vectors.dtype).index_copy(1, _tokens, _vectors.t()).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal protected override void Start()
    {
        using var rows = _copies ? _layer.OriginalWeight.detach().index_select(0, _tokens) : randn_like(_vectors);
        _vectors.copy_(rows);
    }

    /// <inheritdoc/>
    internal protected override bool ChangesWeightAs(Adapter other) => other is TiedTokens tied && tied.Source == this;
}
