using Peft.Interop;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// Compacter after a module: a bottleneck, h = y + U f(D y + b) + c, whose weights are sums of Kronecker products, D = Σᵢ Aᵢ ⊗ (sᵢ tᵢ), with the small Aᵢ (n, n) shared by both weights and all
/// layers and sᵢ tᵢ of rank r.
/// </summary>
/// <remarks>Karimi Mahabadi et al., "Compacter: Efficient Low-Rank Hypercomplex Adapter Layers", arXiv 2106.04647, equations 4 and 5.</remarks>
internal sealed class CompacterLayer : NonlinearAdapter
{
    private readonly CompacterConfig _config;
    private readonly CompacterRule _rule;

    internal CompacterLayer(BaseLayer layer, string path, CompacterConfig config, CompacterRule rule)
        : base(nameof(CompacterLayer), layer, config.AdapterType(layer))
    {
        (_config, _rule) = (config, rule);
        long features = layer.OutFeatures, width = config.WidthAt(path, features);
        AddWeight("adapter_down", width, features);
        AddWeight("adapter_up", features, width);

        void AddWeight(string name, long outputs, long inputs)
        {
            AddParameter(name + ".s", config.Products, outputs / config.Products, config.Rank);
            AddParameter(name + ".t", config.Products, config.Rank, inputs / config.Products);
            AddParameter(name + ".bias", outputs);
        }
    }

    public override SharedTensors Shared => _rule;

    protected internal override void Start()
    {
        foreach (string name in new[] { "adapter_down", "adapter_up" })
        {
            Fill.Kaiming([this[name + ".s"], this[name + ".t"]]);
            this[name + ".bias"].zero_();
        }
        if (_config.InitWeights)
            this["adapter_up.s"].zero_();
    }

    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var narrow = _config.Nonlinearity.Of(Linear(y.to(_rule.Matrices.dtype), "adapter_down"));
        return y.to(narrow.dtype).add(Linear(narrow, "adapter_up"), Scalars.One).to(y.dtype).MoveToOuterDisposeScope();
    }

    private Tensor Linear(Tensor x, string name) => functional.linear(x, Products.SumOfKronecker(_rule.Matrices, this[name + ".s"].bmm(this[name + ".t"])), this[name + ".bias"]);
}

/// <summary>The matrices A (n, n, n) of Compacter, shared by all layers.</summary>
public sealed class CompacterRule : SharedTensors
{
    internal CompacterRule(BaseLayer layer, CompacterConfig config)
        : base(nameof(CompacterRule), config.AdapterType(layer), layer.Device) => AddParameter("phm_rule", config.Products, config.Products, config.Products);

    internal Tensor Matrices => this["phm_rule"];

    /// <inheritdoc/>
    protected internal override void Start() => Matrices.normal_(0, 0.1);
}
