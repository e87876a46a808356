using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>KaSA on a linear layer: h = (W − W_r) x + s · B diag(d) A x, where W_r is the part of W that has its r smallest singular values, and d (r) is trained.</summary>
/// <remarks>
/// Wang et al., "KaSA: Knowledge-Aware Singular-Value Adaptation of Large Language Models", arXiv 2412.06071, equations 5 to 8. PEFT takes W_r out of the base model's weight for good;
/// here that belongs to the adapter: without it the model is what it was, and other adapters are not affected.
/// </remarks>
public sealed class KasaLinear : LoraLinear
{
    private readonly Scalar _beta;
    private readonly Scalar _gamma;

    [ComponentName(Name = "lora_diag")]
    private readonly Parameter _diagonal;

    internal KasaLinear(BaseLayer layer, string path, LoraConfig config, KasaConfig kasa)
        : base(layer, path, config)
    {
        (_beta, _gamma) = (kasa.Beta, kasa.Gamma);
        _diagonal = new Parameter(empty(Rank, A.dtype, layer.Device));
        register_parameter("lora_diag", _diagonal);
        Shift = Truncation(layer.ToMatrix(layer.OriginalWeight).to(A.dtype));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>(base.Tensors) { ["lora_diag"] = _diagonal };

    /// <summary>β · Σ d² + γ · (‖BᵀB − I‖ + ‖AAᵀ − I‖), to be added to the loss (equations 9 to 11).</summary>
    public Tensor Regularization()
    {
        using var scope = NewDisposeScope();
        using var identity = eye(Rank, dtype: A.dtype, device: A.device);
        var orthogonal = base.B.t().mm(base.B).sub(identity).norm().add(A.mm(A.t()).sub(identity).norm(), Scalars.One);
        return _diagonal.pow(Scalars.Two).sum().mul(_beta).add(orthogonal, _gamma).MoveToOuterDisposeScope();
    }

    /// <summary>B diag(d).</summary>
    internal override Tensor B => base.B.mul(_diagonal);

    private protected override void StartOthers() => _diagonal.normal_();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _beta.Dispose();
            _gamma.Dispose();
        }
        base.Dispose(disposing);
    }

    private LowRankShift Truncation(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var (u, s, vh) = linalg.svd(weight, fullMatrices: false);
        long kept = s.shape[0] - Rank;
        var shift = new LowRankShift(vh.narrow(0, kept, Rank), u.mul(s).narrow(1, kept, Rank).div(Scaling), Scaling);
        scope.MoveToOuter(shift.buffers());
        return shift;
    }
}
