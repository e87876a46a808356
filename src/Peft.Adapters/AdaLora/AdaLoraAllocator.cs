using Peft.Adapters;
using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft;

/// <summary>
/// Divides a shrinking budget of rank among the layers of an AdaLoRA adapter: after each step the least important of all layers' directions become zero. A direction is as important as
/// its entry of e and the means of its row of A and column of B are; a number is as important as its smoothed sensitivity |p · ∂L/∂p| times the smoothed uncertainty of that.
/// </summary>
/// <remarks>Zhang et al., arXiv 2303.10512, algorithm 1 and equations 8 to 12.
/// <code>
/// loss.backward();
/// optimizer.step();
/// allocator.Update(step);       // from 0; before zero_grad
/// optimizer.zero_grad();
/// </code>
/// </remarks>
public sealed class AdaLoraAllocator : IDisposable
{
    private readonly IReadOnlyList<AdaLoraLayer> _layers;
    private readonly AdaLoraConfig _config;
    private readonly Dictionary<(AdaLoraLayer Layer, string Key), (Tensor Sensitivity, Tensor Uncertainty)> _averages = [];
    private readonly long _initialBudget, _targetBudget;

    /// <summary>Starts with an adapter as it is.</summary>
    /// <param name="peft">The model's adapters.</param>
    /// <param name="adapter">An AdaLoRA adapter.</param>
    /// <exception cref="AdapterStateException">It is of another method.</exception>
    public AdaLoraAllocator(PeftModel peft, string adapter = PeftModel.DefaultAdapter)
    {
        ArgumentNullException.ThrowIfNull(peft);
        _config = peft.ConfigOf(adapter) as AdaLoraConfig
            ?? throw new AdapterStateException(adapter, $"it is of {peft.ConfigOf(adapter).PeftType}, which has no ranks to divide.", "Give an adapter that was made with an AdaLoraConfig.");
        _layers = [.. peft.PartsOf(adapter).OfType<AdaLoraLayer>()];
        (_initialBudget, _targetBudget) = (_layers.Sum(l => l.E.shape[0]), (long)_config.TargetRank * _layers.Count);
    }

    /// <summary>Notes what the last backward told, and reduces ranks if it is the time.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <returns>How many directions all layers may have together.</returns>
    public long Update(int step)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        int last = _config.TotalSteps!.Value - _config.FinalSteps;
        if (step < last)
            Observe();
        long budget = BudgetAt(step, last);
        if (step > last)
            ApplyPattern();
        else if (step == last || (step > _config.WarmupSteps && step % _config.Interval == 0))
            MaskTo(budget);
        return budget;
    }

    /// <summary>Frees the averages.</summary>
    public void Dispose()
    {
        foreach (var (sensitivity, uncertainty) in _averages.Values)
        {
            sensitivity.Dispose();
            uncertainty.Dispose();
        }
        _averages.Clear();
    }

    private long BudgetAt(int step, int last)
    {
        if (step <= _config.WarmupSteps)
            return _initialBudget;
        double left = step > last ? 0 : 1 - ((step - _config.WarmupSteps) / (double)(last - _config.WarmupSteps));
        return (long)(((_initialBudget - _targetBudget) * Math.Pow(left, 3)) + _targetBudget);
    }

    private void Observe()
    {
        using Scalar kept = _config.Beta1, added = 1 - _config.Beta1, keptUncertainty = _config.Beta2, addedUncertainty = 1 - _config.Beta2;
        foreach (var layer in _layers)
        {
            foreach (var (key, parameter) in layer.Tensors)
            {
                if (parameter.grad is not { } gradient)
                    throw new InvalidOperationException($"'{layer.Path}.{key}' has no gradient. help: Call Update after backward and before zero_grad.");
                var sensitivity = parameter.mul(gradient).abs();
                var (smooth, uncertainty) = _averages.TryGetValue((layer, key), out var known) ? known : (zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope());
                smooth.mul_(kept).add_(sensitivity, added);
                uncertainty.mul_(keptUncertainty).add_(sensitivity.sub(smooth).abs(), addedUncertainty);
                _averages[(layer, key)] = (smooth, uncertainty);
            }
        }
    }

    private void MaskTo(long budget)
    {
        if (budget >= _initialBudget)
            return;
        var scores = _layers.Select(l => Score(l, "lora_E").flatten().add(Score(l, "lora_A").mean([1]), Scalars.One).add(Score(l, "lora_B").mean([0]), Scalars.One)).ToList();
        var (threshold, _) = cat(scores, 0).kthvalue(_initialBudget - budget, 0);
        _config.RankPattern = _layers.Zip(scores).ToDictionary(l => AdaLoraConfig.KeyOf(l.First.Path), l => l.Second.gt(threshold).data<bool>().ToArray());
        ApplyPattern();
    }

    private void ApplyPattern()
    {
        foreach (var layer in _layers.Where(l => _config.DirectionsAt(l.Path)?.Length == l.E.shape[0]))
            layer.E.masked_fill_(tensor(_config.DirectionsAt(layer.Path)!, device: layer.E.device).logical_not().unsqueeze(1), 0);
    }

    private Tensor Score(AdaLoraLayer layer, string key)
    {
        var (sensitivity, uncertainty) = _averages[(layer, key)];
        return sensitivity.mul(uncertainty);
    }
}
