using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// BOFT on one layer: W' = s ⊙ (W Bᵀ) with B = Bₘ … B₁ orthogonal, Bᵢ = Pᵢ diag(R) Pᵢᵀ. The permutations Pᵢ are those of a butterfly, so that m factors of small blocks connect
/// 2ᵐ⁻¹ blocks; each block R is Cayley's transform of a skew-symmetric matrix. s (out) scales the outputs.
/// </summary>
/// <remarks>Liu et al., "Parameter-Efficient Orthogonal Finetuning via Butterfly Factorization", arXiv 2311.06243, section 4.</remarks>
internal sealed class BoftLayer : RotationAdapter
{
    private readonly BoftConfig _config;

    internal BoftLayer(BaseLayer layer, string path, BoftConfig config)
        : base(nameof(BoftLayer), layer, config.AdapterType(layer))
    {
        _config = config;
        long inputs = layer.WeightShape.Aggregate((a, b) => a * b) / layer.OutFeatures, size = config.BlockSizeOf(path, inputs);
        AddParameter("boft_R", config.Factors, inputs / size, size, size);
        AddParameter("boft_s", layer.Kind == LayerKind.Convolution ? [1, layer.OutFeatures] : [layer.OutFeatures, 1]);
        for (int i = 1; i < config.Factors; i++)
            AddConstant($"boft_P{i}", Butterfly.Permutation(inputs, size, i).to(layer.Device));
    }

    protected internal override void Start()
    {
        if (_config.InitWeights)
        {
            this["boft_R"].zero_();
            this["boft_s"].fill_(1);
        }
        else
        {
            this["boft_R"].normal_(0, 0.1);
            this["boft_s"].normal_(1, 0.1);
        }
    }

    public override bool ActsThroughWeight => !training || _config.Dropout == 0;

    public override Tensor Apply(Tensor x, InnerLayer inner)
    {
        if (Layer.Kind != LayerKind.Linear)
            return base.Apply(x, inner);
        using var scope = NewDisposeScope();
        var (y, scale) = (base.Apply(x, inner), this["boft_s"].flatten());
        if (inner.Bias()?.to(scale.dtype) is not { } bias)
            return y.to(scale.dtype).mul(scale).to(y.dtype).MoveToOuterDisposeScope();
        return y.to(scale.dtype).sub(bias).mul(scale).add(bias, Scalars.One).to(y.dtype).MoveToOuterDisposeScope();
    }

    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return base.Transform(weight).mul(this["boft_s"].view(-1, 1)).MoveToOuterDisposeScope();
    }

    protected override Tensor Rotate(Tensor rows)
    {
        var factors = Factors(dropped: false);
        for (int i = 0; i < factors.Length; i++)
            rows = Multiply(rows, factors[i].transpose(1, 2), i);
        return rows;
    }

    protected override Tensor RotateBack(Tensor rows)
    {
        var factors = Factors(dropped: training);
        for (int i = factors.Length - 1; i >= 0; i--)
            rows = Multiply(rows, factors[i], i);
        return rows;
    }

    // Rows times P diag(R) Pᵀ.
    private Tensor Multiply(Tensor rows, Tensor blocks, int factor) => TryGet($"boft_P{factor}") is { } places
        ? Rotations.MultiplyByBlocks(rows.index_select(-1, places.argsort()), blocks).index_select(-1, places)
        : Rotations.MultiplyByBlocks(rows, blocks);

    private Tensor[] Factors(bool dropped)
    {
        var r = this["boft_R"];
        var factors = Rotations.Cayley(Rotations.SkewPart(r.flatten(0, 1))).view(r.shape).unbind();
        if (dropped && _config.Dropout > 0)
        {
            int one = (int)randint(0, factors.Length, [1]).item<long>();
            factors[one] = Rotations.DropBlocks(factors[one], _config.Dropout);
        }
        return factors;
    }
}
