using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>HiRA on one layer: ΔW = W ⊙ (B A) with A (r, in), B (out, r), of a rank up to r times that of W.</summary>
/// <remarks>
/// Huang et al., "HiRA: Parameter-Efficient Hadamard High-Rank Adaptation for Large Language Models", ICLR 2025 (OpenReview TwJrTz9cRS), equation 3.
/// W is the layer's own weight, whatever is merged into it.
/// </remarks>
internal sealed class HiraLayer : DeltaAdapter
{
    private readonly string _a = "hira_A", _b = "hira_B";
    private readonly bool _startsUnchanged;

    internal HiraLayer(BaseLayer layer, string path, HiraConfig config)
        : base(nameof(HiraLayer), layer, config.AdapterType(layer), dropout: config.Dropout)
    {
        _startsUnchanged = config.InitWeights;
        if (layer.Kind == LayerKind.Embedding)
            (_a, _b) = ("hira_embedding_A", "hira_embedding_B");
        long rank = config.RankAt(path);
        long[] kernel = layer.Kind == LayerKind.Convolution ? [.. layer.WeightShape.Skip(2)] : [];
        long inputs = layer.Kind == LayerKind.Convolution ? layer.WeightShape[1] : layer.InFeatures;
        AddParameter(_a, [rank, inputs, .. kernel]);
        AddParameter(_b, [layer.OutFeatures, rank, .. kernel.Select(_ => 1L)]);
    }

    private Tensor A => this[_a].flatten(1);

    private Tensor B => this[_b].flatten(1);

    protected internal override void Start()
    {
        bool embeds = Layer.Kind == LayerKind.Embedding;
        Fill.Kaiming(Tensors.Values);
        if (embeds)
            B.normal_();
        if (_startsUnchanged)
            (embeds ? A : B).zero_();
    }

    protected override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var update = B.mm(A);
        return Layer.ToMatrix(Layer.OriginalWeight).to(update.dtype).mul(update).MoveToOuterDisposeScope();
    }

    // Of a table only the rows of the ids are needed.
    protected override Tensor Update(Tensor x)
    {
        if (Layer.Kind != LayerKind.Embedding)
            return base.Update(x);
        using var scope = NewDisposeScope();
        return Layer.MixFeatures(Layer.Product(x, A), B).mul(Layer.Product(x, Layer.ToMatrix(Layer.OriginalWeight))).MoveToOuterDisposeScope();
    }
}
