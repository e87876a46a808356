using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>AdaLoRA on one layer: ΔW = B diag(e) A with A (r, in), B (out, r), e (r), in the form of a singular value decomposition; what <see cref="AdaLoraAllocator"/> finds unimportant of e becomes zero.</summary>
/// <remarks>Zhang et al., "AdaLoRA: Adaptive Budget Allocation for Parameter-Efficient Fine-Tuning", arXiv 2303.10512, equation 3. The factor is α / r with the first r, as in PEFT.</remarks>
internal sealed class AdaLoraLayer : DeltaAdapter
{
    private const double Tiny = 1e-5;
    private readonly AdaLoraConfig _config;

    internal AdaLoraLayer(BaseLayer layer, string path, AdaLoraConfig config)
        : base(nameof(AdaLoraLayer), layer, config.AdapterType(layer), config.Alpha / (config.InitialRank + Tiny), config.Dropout)
    {
        (_config, Path) = (config, path);
        long rank = config.DirectionsAt(path)?.Count(used => used) ?? config.InitialRank;
        AddParameter("lora_A", rank, layer.WeightShape.Aggregate((a, b) => a * b) / layer.OutFeatures);
        AddParameter("lora_B", layer.OutFeatures, rank);
        AddParameter("lora_E", rank, 1);
    }

    /// <inheritdoc/>
    /// <remarks>Files have the directions that are in use.</remarks>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave
    {
        get
        {
            if (_config.DirectionsAt(Path) is not { } used || used.Length != E.shape[0] || used.All(u => u))
                return Tensors;
            var places = tensor([.. used.Index().Where(u => u.Item).Select(u => (long)u.Index)], ScalarType.Int64, E.device);
            return new Dictionary<string, Tensor> { ["lora_A"] = A.index_select(0, places), ["lora_B"] = B.index_select(1, places), ["lora_E"] = E.index_select(0, places) };
        }
    }

    /// <summary>The layer's path.</summary>
    internal string Path { get; }

    internal Tensor A => this["lora_A"];

    internal Tensor B => this["lora_B"];

    internal Tensor E => this["lora_E"];

    /// <summary>How far A and B are from orthogonal: ‖A Aᵀ − I‖ + ‖Bᵀ B − I‖, halved.</summary>
    internal Tensor Orthogonality()
    {
        var one = eye(E.shape[0], dtype: E.dtype, device: E.device);
        return A.mm(A.t()).sub(one).norm().add(B.t().mm(B).sub(one).norm(), Scalars.One).mul(Scalars.Half);
    }

    protected internal override void Start()
    {
        foreach (var factor in new[] { A, B })
            factor.normal_(0, _config.InitWeights ? 0.02 : 1);
        if (_config.InitWeights)
            E.zero_();
        else
            E.normal_();
    }

    protected override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        return B.mm(A.mul(E)).MoveToOuterDisposeScope();
    }

    protected override Tensor Update(Tensor x)
    {
        if (Layer.Kind != LayerKind.Linear)
            return base.Update(x);
        using var scope = NewDisposeScope();
        return Layer.MixFeatures(Layer.Product(x, A.mul(E)), B).MoveToOuterDisposeScope();
    }
}
