using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoRA on one layer: h = W x + s · B A x with A (r, in), B (out, r) and s = α / r, or α / √r if rank-stabilised. A works as the layer's
/// own weight does (on patches of a convolution, on ids of an embedding), B mixes the features of what comes out.
/// </summary>
/// <remarks>
/// Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", arXiv 2106.09685, equation 3. A and B are kept in single precision
/// where the layer's weight is of less, as PEFT does, and the update is added there.
/// <code>
///   x (…, in) ──► W (out, in) ───────────────► (+) ──► h (…, out)
///          └────► dropout ► A (r, in) ► B (out, r) ► · s ──┘
/// </code>
/// </remarks>
public abstract partial class LoraLayer : OutputAdapter
{
    private readonly LoraConfig _config;
    private readonly Factors _names;
    private readonly Scalar _scale;

    [ComponentName(Name = "lora_A")]
    private readonly Tensor _a;

    [ComponentName(Name = "lora_B")]
    private readonly Tensor _b;

    [ComponentName(Name = "lora_B_bias")]
    private readonly Parameter? _bias;

    private WeightShift? _shift;

    private protected LoraLayer(BaseLayer layer, string path, LoraConfig config, Factors factors)
        : base(nameof(LoraLayer), layer, config.AdapterType(layer))
    {
        (Rank, Scaling, _config, Path, _names) = (config.RankAt(path), config.ScalingAt(path), config, path, factors);
        Dropout = layer.Kind == LayerKind.Embedding ? 0 : config.Dropout;  // there is nothing of an id to drop
        _scale = Scaling;
        var (type, device) = (config.AdapterType(layer), layer.Device);
        _a = Factor(factors.ShapeOfA, config.FreezeA);
        _b = Factor(factors.ShapeOfB, config.FreezesB);
        _bias = config.LoraBias ? new Parameter(zeros(layer.OutFeatures, type, device)) : null;

        Tensor Factor(long[] shape, bool frozen) => frozen ? empty(shape, type, device) : new Parameter(empty(shape, type, device));
    }

    /// <summary>The rank r.</summary>
    public int Rank { get; }

    /// <summary>The factor s of the update.</summary>
    public double Scaling { get; }

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    public override double Dropout { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors
    {
        get
        {
            var tensors = new Dictionary<string, Tensor> { [_names.NameOfA] = _a, [_names.NameOfB] = _b };
            if (_bias is not null)
                tensors.Add("lora_B.bias", _bias);
            return tensors;
        }
    }

    /// <inheritdoc/>
    /// <remarks>As <see cref="LoraConfig.SaveAsPlainLora"/> says: <c>[B, -B0] [A; A0]</c> is BA - B0 A0.</remarks>
    public override IReadOnlyDictionary<string, Tensor> TensorsToSave => _config.SavesPlainLora && _shift is LowRankShift start
        ? new Dictionary<string, Tensor>(Tensors) { [_names.NameOfA] = cat([_a, start.A], 0), [_names.NameOfB] = cat([_b, start.B.neg()], 1) }
        : Tensors;

    /// <inheritdoc/>
    public override bool CanMerge => _bias is null || Layer.Bias is not null;

    /// <inheritdoc/>
    public override bool ActsThroughWeight => CanMerge && _bias is null && !DropsInputs;

    /// <summary>A as a matrix (r, in).</summary>
    internal virtual Tensor A => Matrix(_a);

    /// <summary>B as a matrix (out, r), or (out, r / g) in g groups.</summary>
    internal virtual Tensor B => Matrix(_b);

    /// <summary>What the layer's weight is shifted by, so that the layer starts as it was although BA does not start at zero; or null.</summary>
    internal WeightShift? Shift
    {
        get => _shift;
        set
        {
            _shift = value;
            if (value is not null)
                register_module("shift", value);
        }
    }

    /// <summary>The layer's path in the model, by which its settings were found.</summary>
    internal string Path { get; }

    /// <summary>What an initialisation fills. Stored, A and B may have fewer columns.</summary>
    internal LoraStart Beginning => new(_config, Path, Layer, Matrix(_a), Matrix(_b), Scaling);

    /// <summary><see cref="Scaling"/> as torch takes it.</summary>
    internal Scalar Scale => _scale;

    /// <summary>Whether inputs are dropped at this moment.</summary>
    internal bool DropsInputs => training && Dropout > 0;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        return Shifted(x, y).add(Update(Drop(x)), _scale).As(y.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return Shifted(weight).add(Delta(), _scale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor? TransformBias(Tensor? bias) => _bias is null ? bias : bias!.to(_bias.dtype).add(_bias, _scale);

    /// <inheritdoc/>
    internal protected override void Start()
    {
        Begin(Initializers.Of(_config.Init).Start(Beginning));
        StartOthers();
    }

    /// <inheritdoc/>
    internal protected override void Restore(bool complete)
    {
        Begin(Initializers.Of(_config.Init).Restore(Beginning, complete));
        if (!complete)
            StartOthers();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scale.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The output of the layer with the shifted weight: the output itself, or in the adapter's precision, to which torch takes it anyway when the update is added.</summary>
    internal Tensor Shifted(Tensor x, Tensor y) => _shift?.Apply(x, y) ?? y;

    /// <summary>The shifted weight, in the adapter's precision.</summary>
    internal Tensor Shifted(Tensor weight) => _shift?.Transform(weight) ?? weight.to(_a.dtype);

    /// <summary>The input with dropout, if it is the time for it.</summary>
    internal Tensor Drop(Tensor x) => DropsInputs ? nn.functional.dropout(x.to(_a.dtype), Dropout, training: true) : x;

    /// <summary>B A x, not scaled.</summary>
    internal virtual Tensor Update(Tensor x) => Layer.MixFeatures(Layer.Product(x, A), B, _bias);

    /// <summary>B A, not scaled. With groups it has no meaning but the shape of the layer's weight; PEFT takes the same for DoRA's norm.</summary>
    internal virtual Tensor Delta() => B.reshape(-1, Rank).mm(A).reshape(Layer.OutFeatures, -1);

    /// <summary>Gives values to what a variant has beside A and B.</summary>
    private protected virtual void StartOthers()
    {
    }

    private void Begin(WeightShift? shift)
    {
        if (shift is not null)
            Shift = shift;
    }

    private static Tensor Matrix(Tensor stored) => stored.dim() == 2 ? stored : stored.flatten(1);

    /// <summary>What A and B are called in checkpoints, and their shapes there.</summary>
    private protected sealed record Factors(string NameOfA, long[] ShapeOfA, string NameOfB, long[] ShapeOfB);
}
