using Peft.Interop;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// Arrow on one layer: each token goes to the k of several LoRA experts whose prototypes p are most like it, h = W x + Σ c_e(x) · s_e B_e A_e x with c(x) the softmax of
/// |p_e · x| / T over the k largest. An expert's prototype is the direction of the input that it changes most, the first right singular vector of B A. Nothing is trained.
/// </summary>
/// <remarks>
/// Ostapenko et al., "Towards Modular LLMs by Building and Reusing a Library of LoRAs", arXiv 2405.11157, section 3.2. PEFT finds the prototypes by fifteen power iterations from a random
/// vector, here they are exact unless <see cref="ArrowOptions.Seed"/> is set. The router has copies of the experts' A and B, one above the other and side by side: it stays what it is whatever becomes of them.
/// Every token has a weight of its own.
/// </remarks>
public sealed class ArrowRouter : NonlinearAdapter
{
    private readonly int _chosen;
    private readonly Scalar _coolness;

    [ComponentName(Name = "prototypes")]
    private readonly Tensor _prototypes;  // (experts, in)

    [ComponentName(Name = "experts_A")]
    private readonly Tensor _a;  // (ranks of all experts, in)

    [ComponentName(Name = "experts_B")]
    private readonly Tensor _b;  // (out, ranks of all experts), scaled

    [ComponentName(Name = "expert_of_rank")]
    private readonly Tensor _expertOfRank;

    internal ArrowRouter(BaseLayer layer, ArrowPlan plan)
        : base(nameof(ArrowRouter), layer, ScalarType.Float32)
    {
        (_chosen, _coolness) = (plan.Options.TopK, 1 / plan.Options.Temperature);
        var experts = Factors(plan.Experts[layer], plan.General[layer]);
        _prototypes = stack(experts.Select(e => ArrowPrototype.Of(e.A, e.B, plan.Options.Seed)), 0);
        _a = cat([.. experts.Select(e => e.A)], 0);
        _b = cat([.. experts.Select(e => e.B.mul(e.Scale))], 1);
        _expertOfRank = tensor([.. experts.SelectMany((e, i) => Enumerable.Repeat((long)i, (int)e.A.shape[0]))], ScalarType.Int64, _a.device);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor> { ["prototypes"] = _prototypes, ["experts_A"] = _a, ["experts_B"] = _b };

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var scores = Layer.Product(x, _prototypes).abs();
        var (best, which) = scores.topk(_chosen, dim: -1);
        var shares = zeros_like(scores).scatter(-1, which, best.mul(_coolness).softmax(-1));
        var update = nn.functional.linear(Layer.Product(x, _a).mul(shares.index_select(-1, _expertOfRank)), _b);
        return y.to(_a.dtype).add(update, Scalars.One).to(y.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _coolness.Dispose();
        base.Dispose(disposing);
    }

    private static List<(Tensor A, Tensor B, Scalar Scale)> Factors(IEnumerable<LoraLinear> experts, IEnumerable<LoraLinear> general)
    {
        if (!general.Any())
            return [.. experts.Select(e => (e.A.detach(), e.B.detach(), e.Scale))];
        var (a, b) = (stack(general.Select(g => g.A.detach()), 0).mean([0]), stack(general.Select(g => g.B.detach()), 0).mean([0]));
        return [.. experts.Select(e => (e.A.sub(a), e.B.sub(b), e.Scale))];
    }
}
