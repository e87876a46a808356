using Peft.Interop;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// DoRA on a layer of any kind: LoRA changes the direction of each row of the matrix, a trained magnitude m (out) is its length.
/// W' = m ⊙ (W + s · B A) / ‖W + s · B A‖, row by row.
/// </summary>
/// <remarks>
/// Liu et al., "DoRA: Weight-Decomposed Low-Rank Adaptation", arXiv 2402.09353, equation 5; the norm counts as a constant in backward
/// (section 4.3). It is that of the layer's own weight, whatever is merged into it or acts before, so that several of them do the same
/// merged and unmerged. In inference the norm is kept (see <see cref="RowNorm"/>).
/// </remarks>
public sealed partial class DoraLinear : OutputAdapter
{
    [ComponentName(Name = "lora")]
    private readonly LoraLayer _lora;

    [ComponentName(Name = "lora_magnitude_vector")]
    private readonly Parameter _magnitude;

    private readonly RowNorm _norm;

    internal DoraLinear(LoraLayer lora)
        : base(nameof(DoraLinear), lora.Layer, lora.A.dtype)
    {
        (_lora, _norm) = (lora, new RowNorm(lora));
        _magnitude = new Parameter(empty(Shape(lora.Layer), lora.A.dtype, lora.Layer.Device));
        RegisterComponents();
    }

    /// <summary>The low-rank part.</summary>
    public LoraLayer Lora => _lora;

    /// <inheritdoc/>
    public override double Dropout => _lora.Dropout;

    internal override long KeptNumbers => _lora.KeptNumbers + Layer.OutFeatures;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>(_lora.Tensors) { ["lora_magnitude_vector"] = _magnitude };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave => new Dictionary<string, Tensor>(_lora.TensorsToSave) { ["lora_magnitude_vector"] = _magnitude };

    /// <inheritdoc/>
    public override bool CanMerge => _lora.CanMerge;

    /// <inheritdoc/>
    public override bool ActsThroughWeight => _lora.ActsThroughWeight;

    /// <inheritdoc/>
    /// <remarks>Where inputs are dropped, those of the layer itself are dropped as well, as in PEFT; its bias is neither dropped nor scaled.</remarks>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var (type, input) = (y.dtype, _lora.Drop(x));
        y = y.to(_magnitude.dtype);
        Tensor product, rest;
        if (_lora.DropsInputs)
        {
            product = Layer.Product(input, Layer.ToMatrix(Layer.Weight).to(_magnitude.dtype));
            rest = y.sub(product);
        }
        else
        {
            rest = Layer.Bias is { } bias ? Layer.PerFeature(bias.to(_magnitude.dtype)) : zeros(1, _magnitude.dtype, y.device);
            product = y.sub(rest);
        }
        var scaled = _lora.Shifted(input, product).add(_lora.Update(input), _lora.Scale).mul(Layer.PerFeature(LengthOverNorm()));
        return scaled.add(rest, Scalars.One).to(type).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return _lora.Transform(weight).mul(LengthOverNorm().unsqueeze(1)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The layer's own bias stays as it is; what others added to it is scaled as their weights are.</remarks>
    public override Tensor? TransformBias(Tensor? bias)
    {
        if (ReferenceEquals(bias, Layer.Bias))
            return bias;
        using var scope = NewDisposeScope();
        var own = Layer.Bias!.to(_magnitude.dtype);
        return bias!.to(_magnitude.dtype).sub(own).mul(LengthOverNorm()).add(own, Scalars.One).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void train(bool train = true)
    {
        _norm.Forget();
        base.train(train);
    }

    /// <inheritdoc/>
    internal protected override void OnBaseChanged() => _norm.Forget();

    /// <inheritdoc/>
    internal protected override void Start()
    {
        _lora.Start();
        StartMagnitude();
    }

    /// <inheritdoc/>
    internal protected override void Restore(bool complete)
    {
        _lora.Restore(complete);
        if (!complete)
            StartMagnitude();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _norm.Forget();
        base.Dispose(disposing);
    }

    // As PEFT shapes it: (out), of a convolution (1, out, 1…).
    private static long[] Shape(BaseLayer layer) => layer.Kind == LayerKind.Convolution ? [1, layer.OutFeatures, .. layer.WeightShape.Skip(2).Select(_ => 1L)] : [layer.OutFeatures];

    private void StartMagnitude()
    {
        using var norm = _norm.Compute();
        using var flat = _magnitude.flatten();
        flat.copy_(norm);
    }

    private Tensor LengthOverNorm()
    {
        bool inference = !training && !is_grad_enabled();
        return _magnitude.flatten().div(inference ? _norm.Keep() : _norm.Compute());
    }
}
