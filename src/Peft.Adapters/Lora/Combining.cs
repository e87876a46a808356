using Peft.Merging;
using static TorchSharp.torch;

namespace Peft.Adapters;

public sealed partial class LoraMethod : ILowRankMethod
{
    /// <inheritdoc/>
    public PeftConfig Combine(IReadOnlyList<PeftConfig> configs, int rank)
    {
        ArgumentNullException.ThrowIfNull(configs);
        var sources = configs.Cast<LoraConfig>().ToList();
        if (sources.Exists(c => c.LoraBias))
            throw new PeftConfigException(PeftType, ["LoraBias is set; biases of B cannot be combined."], "Combine adapters without LoraBias.");
        return new LoraConfig { Rank = rank, Alpha = rank, UseDora = sources.Exists(c => c.UseDora), FanInFanOut = sources.Exists(c => c.FanInFanOut), EnsureWeightTying = sources.TrueForAll(c => c.EnsureWeightTying) };
    }
}

public abstract partial class LoraLayer : ILowRankAdapter
{
    /// <inheritdoc/>
    /// <remarks>With what the weight is shifted by from the start, if that is a product too.</remarks>
    public LowRankFactors UpdateFactors
    {
        get
        {
            var (a, b) = Layer.Kind == LayerKind.Linear ? (A, B) : (_a, _b);
            return _shift is LowRankShift start ? new(cat([a, start.A], 0), cat([b, start.B.neg()], 1), Scaling) : new(a, b, Scaling);
        }
    }

    /// <inheritdoc/>
    public void Assign(LowRankFactors factors, Tensor target)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _a.zero_();
        _b.zero_();
        _a.narrow(0, 0, factors.Rank).copy_(factors.A);
        _b.narrow(1, 0, factors.Rank).copy_(factors.B);
    }
}

public sealed partial class DoraLinear : ILowRankAdapter
{
    /// <inheritdoc/>
    public int Rank => _lora.Rank;

    /// <inheritdoc/>
    public LowRankFactors UpdateFactors => _lora.UpdateFactors;

    /// <inheritdoc/>
    /// <remarks>The direction of a row is v = (W + B A) / ‖W + B A‖; the magnitude m for which m v is nearest to a row t of the target is t · v.</remarks>
    public void Assign(LowRankFactors factors, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(target);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _lora.Assign(factors, target);
        _norm.Forget();
        var changed = _lora.Transform(Layer.ToMatrix(Layer.OriginalWeight));
        _magnitude.copy_(changed.mul(target).sum(1).div(_norm.Compute()).view_as(_magnitude));
    }
}
