using Peft.Interop;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>
/// Draws MonteCLoRA's noise: N normal matrices whose r columns have variances v, mixed with weights w. v is the diagonal of a Wishart variable of scale exp(2 p) (p trained), w
/// a softmax of a normal that stands for a Dirichlet variable of concentration exp(q) (q trained).
/// </summary>
internal sealed class MonteCloraSampler : Module
{
    private readonly MonteCloraConfig _options;
    private readonly int _rank;
    private readonly Constants _constants;

    [ComponentName(Name = "std_prior")]
    private readonly Parameter _size;

    [ComponentName(Name = "expert_weights_prior")]
    private readonly Parameter _concentration;

    [ComponentName(Name = "gaussian_var_prior")]
    private readonly Tensor _variances;

    [ComponentName(Name = "expert_weights")]
    private readonly Tensor _weights;

    private LastDraw? _last;

    internal MonteCloraSampler(int rank, MonteCloraConfig options, ScalarType type, Device device)
        : base(nameof(MonteCloraSampler))
    {
        (_rank, _options, _constants) = (rank, options, new Constants(options, rank));
        _size = new Parameter(empty(rank, type, device));
        _concentration = new Parameter(empty(options.Samples, type, device));
        _variances = eye(rank, dtype: type, device: device);
        _weights = ones(options.Samples, type, device).div_(options.Samples);
        RegisterComponents();
    }

    internal IReadOnlyDictionary<string, Tensor> Tensors => new Dictionary<string, Tensor>
    {
        ["expert_weights"] = _weights,
        ["expert_weights_prior"] = _concentration,
        ["gaussian_var_prior"] = _variances,
        ["std_prior"] = _size,
    };

    internal void Start()
    {
        _size.uniform_(0, 1);
        _concentration.uniform_(0, 1);
    }

    /// <summary>Σ wₙ Eₙ (r, in), differentiable in what is trained.</summary>
    internal Tensor Noise(long features)
    {
        using var scope = NewDisposeScope();
        // The diagonal of a Wishart variable with a diagonal scale: independent chi-squared variables of r degrees.
        var chiSquared = randn(_rank, _rank, _size.dtype, _size.device).pow(Scalars.Two).sum(1);
        var variances = _size.exp().pow(Scalars.Two).mul(chiSquared).clamp_min(Scalars.Thousandth);
        var weights = Mixture();
        Remember(variances, weights);
        var noise = randn(_options.Samples, _rank * features, _size.dtype, _size.device);
        return weights.unsqueeze(0).mm(noise).view(_rank, features).mul(variances.sqrt().unsqueeze(1)).mul(_constants.NoiseScale).MoveToOuterDisposeScope();
    }

    /// <summary>See <see cref="MonteCloraLinear.Regularization"/>.</summary>
    internal Tensor Regularization()
    {
        using var scope = NewDisposeScope();
        var (variances, weights) = (_last?.Variances ?? _variances.diagonal(), _last?.Weights ?? _weights);
        var divergence = DirichletDivergence().add(WishartDivergence(), Scalars.One).add(NormalDivergence(variances.clamp_min(Scalars.Millionth)), Scalars.One).mul(_constants.DivergenceWeight);
        return (_options.UseEntropy ? divergence.add(weights.pow(Scalars.Two).sum(), Scalars.One) : divergence).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _last?.Dispose();
            _constants.Dispose();
        }
        base.Dispose(disposing);
    }

    // The normal in the space of logarithms that comes near to a Dirichlet variable (Laplace's approximation).
    private Tensor Mixture()
    {
        var alpha = _concentration.exp().clamp_min(Scalars.Millionth);
        var log = alpha.log();
        var inverse = alpha.reciprocal();
        var variance = inverse.mul(_constants.OwnShare).add(inverse.sum(), _constants.CommonShare).clamp_min(Scalars.Millionth).add(Scalars.Millionth);
        return variance.sqrt().mul(randn_like(alpha)).add(log.sub(log.mean()), Scalars.One).softmax(-1);
    }

    // What the regularisation is of; also what files have.
    private void Remember(Tensor variances, Tensor weights)
    {
        using (no_grad())
        {
            _variances.copy_(variances.diag());
            _weights.copy_(weights);
        }
        _last?.Dispose();
        _last = new LastDraw(variances.alias().DetachFromDisposeScope(), weights.alias().DetachFromDisposeScope());
    }

    private Tensor DirichletDivergence()
    {
        var alpha = _concentration.exp();
        using var prior = full_like(alpha, _constants.Prior);
        var (sum, difference) = (alpha.sum(), alpha.sub(prior));
        return sum.lgamma().sub(prior.sum().lgamma()).sub(alpha.lgamma().sub(prior.lgamma()).sum()).add(difference.mul(alpha.digamma().sub(sum.digamma())).sum(), Scalars.One);
    }

    private Tensor WishartDivergence()
    {
        var log = _size.mul(Scalars.Two);
        return log.exp().sub(log).sub(Scalars.One).sum().mul(_constants.HalfRank);
    }

    private Tensor NormalDivergence(Tensor variances) => variances.sub(variances.log()).sub(Scalars.One).sum().mul(_constants.HalfSamples);

    private sealed class Constants(MonteCloraConfig options, int rank) : IDisposable
    {
        internal Scalar NoiseScale { get; } = options.NoiseScale;

        internal Scalar DivergenceWeight { get; } = options.DivergenceWeight;

        internal Scalar Prior { get; } = options.DirichletPrior;

        internal Scalar OwnShare { get; } = 1 - (2.0 / options.Samples);

        internal Scalar CommonShare { get; } = 1.0 / options.Samples / options.Samples;

        internal Scalar HalfRank { get; } = rank / 2.0;

        internal Scalar HalfSamples { get; } = options.Samples / 2.0;

        public void Dispose()
        {
            foreach (var scalar in new[] { NoiseScale, DivergenceWeight, Prior, OwnShare, CommonShare, HalfRank, HalfSamples })
                scalar.Dispose();
        }
    }

    private sealed record LastDraw(Tensor Variances, Tensor Weights) : IDisposable
    {
        public void Dispose()
        {
            Variances.Dispose();
            Weights.Dispose();
        }
    }
}
