using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>HRA on one layer: W' = W H₁ H₂ … Hᵣ with the Householder reflections Hᵢ = I − 2 uᵢ uᵢᵀ / ‖uᵢ‖², of which the vectors u (in, r) are trained.</summary>
/// <remarks>Yuan et al., "Bridging The Gap between Low-rank and Orthogonal Adaptation via Householder Reflection Adaptation", arXiv 2405.17484, equation 5.</remarks>
internal sealed class HraLayer : RotationAdapter
{
    private readonly HraConfig _config;

    internal HraLayer(BaseLayer layer, HraConfig config)
        : base(nameof(HraLayer), layer, config.AdapterType(layer))
    {
        _config = config;
        AddParameter("hra_u", layer.WeightShape.Aggregate((a, b) => a * b) / layer.OutFeatures, config.Rank);
    }

    private IReadOnlyList<Tensor> Normals
    {
        get
        {
            var u = this["hra_u"];
            return _config.Orthogonalize ? Rotations.Orthonormalize(u) : u.div(u.norm(0)).unbind(1);
        }
    }

    protected internal override void Start()
    {
        var u = this["hra_u"];
        if (!_config.InitWeights || _config.Rank % 2 != 0)
        {
            Fill.Kaiming([u]);
            return;
        }
        var half = empty(u.shape[0], u.shape[1] / 2, u.dtype, u.device);
        Fill.Kaiming([half]);
        u.copy_(half.repeat_interleave(2, 1));
    }

    protected override Tensor Rotate(Tensor rows) => Rotations.Reflect(rows, Normals);

    protected override Tensor RotateBack(Tensor rows) => Rotations.Reflect(rows, Normals.Reverse());
}
