using Peft.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// AdapterFusion after a module with output y, on whose outputs hₙ several bottleneck adapters give it: o = V Σₙ sₙ hₙ, s = softmax over n of (Q y) · (K hₙ), with Q, K and V (features, features).
/// V starts as the identity with a little noise, so that the fusion starts near a mean of the adapters.
/// </summary>
/// <remarks>
/// Pfeiffer et al., "AdapterFusion: Non-Destructive Task Composition for Transfer Learning", arXiv 2005.00247, section 3.2. A product with Kᵀ of the query stands for one with K of each adapter's output,
/// and one with V of the sum for one of each, so the cost hardly grows with the number of adapters.
/// </remarks>
internal sealed class AdapterFusionLayer : NonlinearAdapter
{
    private const string Query = "fusion_query.weight", Key = "fusion_key.weight", Value = "fusion_value.weight";
    private const double Deviation = 0.02, Noise = 1e-6;
    private readonly IReadOnlyList<NonlinearAdapter> _adapters;

    /// <param name="layer">The layer.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="adapters">The parts at this layer of the adapters that are fused. They stay those adapters' own: not modules below this one.</param>
    internal AdapterFusionLayer(BaseLayer layer, AdapterFusionConfig config, IReadOnlyList<NonlinearAdapter> adapters)
        : base(nameof(AdapterFusionLayer), layer, config.AdapterType(layer))
    {
        _adapters = adapters;
        foreach (string matrix in new[] { Query, Key, Value })
            AddParameter(matrix, layer.OutFeatures, layer.OutFeatures);
    }

    protected internal override void Start()
    {
        this[Query].normal_(0, Deviation);
        this[Key].normal_(0, Deviation);
        this[Value].normal_(0, Noise).diagonal().fill_(Scalars.One);
    }

    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var own = y.to(this[Value].dtype);
        var outputs = stack(_adapters.Select(a => a.Apply(x, own)), -2);
        var query = functional.linear(functional.linear(own, this[Query]), this[Key].t());
        var shares = outputs.mul(query.unsqueeze(-2)).sum(-1, keepdim: true).softmax(-2);
        return functional.linear(outputs.mul(shares).sum(-2), this[Value]).to(y.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>‖V − I‖².</summary>
    internal Tensor DistanceOfValues() => this[Value].sub(eye(Layer.OutFeatures, dtype: this[Value].dtype, device: this[Value].device)).pow(Scalars.Two).sum();
}
