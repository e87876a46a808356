using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoHa on one layer: ΔW = (A₁ B₁) ⊙ (A₂ B₂) with A (out, r), B (r, in), whose rank may be r². A kernel may be factored in each dimension:
/// ΔW = (T₁ ×₁ A₁ ×₂ B₁) ⊙ (T₂ ×₁ A₂ ×₂ B₂) with T (r, r, k…), A (r, out), B (r, in).
/// </summary>
/// <remarks>Hyeon-Woo et al., "FedPara: Low-Rank Hadamard Product for Communication-Efficient Federated Learning", arXiv 2108.06098, propositions 1 and 3.</remarks>
internal sealed class LohaLayer : LycorisLayer
{
    private readonly bool _effective, _startsUnchanged;

    internal LohaLayer(BaseLayer layer, string path, LohaConfig config)
        : base(nameof(LohaLayer), layer, path, config, rescalesDropped: true)
    {
        (_effective, _startsUnchanged) = (config.IsEffectiveAt(layer), config.InitWeights);
        long rank = config.RankAt(path);
        var (outputs, inputs) = (layer.OutFeatures, _effective ? layer.WeightShape[1] : layer.WeightShape.Aggregate((a, b) => a * b) / layer.OutFeatures);
        foreach (string factor in new[] { "hada_w1_a", "hada_w1_b", "hada_w2_a", "hada_w2_b" })
        {
            bool isA = factor.EndsWith('a');
            AddParameter(factor, isA && !_effective ? [outputs, rank] : [rank, isA ? outputs : inputs]);
        }
        if (_effective)
        {
            long[] core = [rank, rank, .. layer.WeightShape.Skip(2), .. layer.WeightShape.Count == 3 ? [1L] : Array.Empty<long>()];
            AddParameter("hada_t1", core);
            AddParameter("hada_t2", core);
        }
    }

    protected internal override void Start()
    {
        Fill.Kaiming(Tensors.Values);
        if (_startsUnchanged)
            this["hada_w2_b"].zero_();
    }

    protected override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        return Product("1").mul(Product("2")).MoveToOuterDisposeScope();
    }

    private Tensor Product(string which)
    {
        var (a, b) = (this[$"hada_w{which}_a"], this[$"hada_w{which}_b"]);
        return _effective ? Products.Tucker(this["hada_t" + which], a, b).flatten(1) : a.mm(b);
    }
}
