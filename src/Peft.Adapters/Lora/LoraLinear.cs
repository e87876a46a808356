using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoRA on a linear layer: h = W x + s · B A x with A (r, in), B (out, r) and s = α / r, or α / √r if rank-stabilised.
/// </summary>
/// <remarks>
/// Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", arXiv 2106.09685, equation 3. A and B are kept in single precision
/// where the layer's weight is of less, as PEFT does, and the update is added there.
/// <code>
///   x (…, in) ──► W (out, in) ───────────────► (+) ──► h (…, out)
///          └────► dropout ► A (r, in) ► B (out, r) ► · s ──┘
/// </code>
/// </remarks>
public sealed class LoraLinear : Adapter
{
    private readonly Scalar _scale;

    [ComponentName(Name = "lora_A")]
    private readonly Parameter _a;

    [ComponentName(Name = "lora_B")]
    private readonly Parameter _b;

    [ComponentName(Name = "lora_B_bias")]
    private readonly Parameter? _bias;

    internal LoraLinear(BaseLayer layer, string path, LoraConfig config)
        : base(nameof(LoraLinear))
    {
        int rank = PathPatterns.Find(config.RankPattern, path, config.Rank);
        double alpha = PathPatterns.Find(config.AlphaPattern, path, config.Alpha);
        (Rank, Scaling, Dropout) = (rank, alpha / (config.UseRsLora ? Math.Sqrt(rank) : rank), config.Dropout);
        _scale = Scaling;
        var weight = layer.Weight;
        var type = weight.dtype == ScalarType.Float64 ? ScalarType.Float64 : ScalarType.Float32;
        _a = new Parameter(empty(rank, layer.InFeatures, dtype: type, device: weight.device));
        _b = new Parameter(empty(layer.OutFeatures, rank, dtype: type, device: weight.device));
        _bias = config.LoraBias ? new Parameter(zeros(layer.OutFeatures, dtype: type, device: weight.device)) : null;
        LoraInitialization.Fill(config.Init, _a, _b);
        RegisterComponents();
    }

    /// <summary>The rank r.</summary>
    public int Rank { get; }

    /// <summary>The factor s of the update.</summary>
    public double Scaling { get; }

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    public double Dropout { get; }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors
    {
        get
        {
            var tensors = new Dictionary<string, Tensor> { ["lora_A.weight"] = _a, ["lora_B.weight"] = _b };
            if (_bias is not null)
                tensors.Add("lora_B.bias", _bias);
            return tensors;
        }
    }

    /// <inheritdoc/>
    public override bool CanMerge => _bias is null;

    /// <inheritdoc/>
    public override bool ActsThroughWeight => CanMerge && !DropsInputs;

    private bool DropsInputs => training && Dropout > 0;

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        x = x.to(_a.dtype);
        if (DropsInputs)
            x = nn.functional.dropout(x, Dropout, training: true);
        var update = nn.functional.linear(nn.functional.linear(x, _a), _b, _bias);
        return y.to(_a.dtype).add(update, _scale).to(y.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Transform(Tensor weight)
    {
        using var scope = NewDisposeScope();
        return weight.to(_a.dtype).add(_b.mm(_a), _scale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _scale.Dispose();
        base.Dispose(disposing);
    }
}
