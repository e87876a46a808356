using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoKr on one layer: ΔW = w₁ ⊗ w₂ with w₁ (a, b), w₂ (out / a, in / b), where either may be a product of two factors of rank r, and of a kernel
/// w₂ may be factored in each dimension. With both in full it is KronA.
/// </summary>
/// <remarks>
/// Yeh et al., "Navigating Text-To-Image Customization: From LyCORIS Fine-Tuning to Model Evaluation", arXiv 2309.14859, section 3; KronA: Edalati et al., arXiv 2212.10650.
/// On a linear layer neither w₁ ⊗ w₂ nor anything of its size is made. For a kernel of one dimension and w₂ in full, PEFT's product pairs the dimensions from the end,
/// w₁ with inputs and kernel; it is kept for the sake of its files.
/// </remarks>
internal sealed class LokrLayer : LycorisLayer
{
    private readonly LokrInit _init;

    internal LokrLayer(BaseLayer layer, string path, LokrConfig config)
        : base(nameof(LokrLayer), layer, path, config, config.RankDropoutScale)
    {
        _init = config.Init;
        long rank = config.RankAt(path);
        bool convolves = layer.Kind == LayerKind.Convolution;
        var (a, c) = Split(layer.OutFeatures, config.DecomposeFactor);
        var (b, d) = Split(convolves ? layer.WeightShape[1] : layer.InFeatures, config.DecomposeFactor);
        long[] kernel = convolves ? [.. layer.WeightShape.Skip(2)] : [];
        AddFactor("lokr_w1", [a, b], IsDecomposed(a, b) && config.DecomposeBoth);
        if (IsDecomposed(c, d) && config.IsEffectiveAt(layer))
        {
            AddParameter("lokr_w2_a", rank, c);
            AddParameter("lokr_w2_b", rank, d);
            AddParameter("lokr_t2", [rank, rank, .. kernel, .. kernel.Length == 1 ? [1L] : Array.Empty<long>()]);
        }
        else
        {
            AddFactor("lokr_w2", [c, d, .. kernel], IsDecomposed(c, d));
        }

        bool IsDecomposed(long rows, long columns) => rank < Math.Max(rows, columns) / 2.0;

        void AddFactor(string key, long[] shape, bool decomposed)
        {
            if (decomposed)
            {
                AddParameter(key + "_a", shape[0], rank);
                AddParameter(key + "_b", rank, shape.Skip(1).Aggregate((x, y) => x * y));
            }
            else
            {
                AddParameter(key, shape);
            }
        }
    }

    protected internal override void Start()
    {
        Fill.Kaiming(Tensors.Values);
        if (_init == LokrInit.Default)
            (TryGet("lokr_w1") ?? this["lokr_w1_a"]).zero_();
        else if (_init == LokrInit.Lycoris)
            (TryGet("lokr_w2") ?? this["lokr_w2_b"]).zero_();
    }

    private Tensor W1 => TryGet("lokr_w1") ?? this["lokr_w1_a"].mm(this["lokr_w1_b"]);

    private Tensor W2 => TryGet("lokr_w2")
        ?? (TryGet("lokr_t2") is { } core ? Products.Tucker(core, this["lokr_w2_a"], this["lokr_w2_b"]) : this["lokr_w2_a"].mm(this["lokr_w2_b"]));

    protected override Tensor Delta()
    {
        using var scope = NewDisposeScope();
        var (left, right) = (W1, W2);
        var product = right.dim() == 3 ? kron(left, right) : Products.Kronecker(left, right);
        return product.reshape(Layer.OutFeatures, -1).MoveToOuterDisposeScope();
    }

    private protected override Tensor Multiply(Tensor x)
    {
        if (Layer.Kind != LayerKind.Linear)
            return base.Multiply(x);
        using var scope = NewDisposeScope();
        return Products.Kronecker(W1, W2, x).MoveToOuterDisposeScope();
    }

    // PEFT's: the factor and what it leaves; where it does not divide, the two divisors nearest to each other of which the smaller is at most the factor.
    private static (long First, long Second) Split(long size, int factor)
    {
        if (factor > 0 && size % factor == 0)
            return (factor, size / factor);
        long smaller = 1;
        for (long divisor = 2; divisor * divisor <= size && (factor < 0 || divisor <= factor); divisor++)
            smaller = size % divisor == 0 ? divisor : smaller;
        return (smaller, size / smaller);
    }
}
