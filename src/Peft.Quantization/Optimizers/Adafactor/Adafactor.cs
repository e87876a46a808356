using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>
/// Adafactor: of the squared gradients of a matrix only row and column means are kept, so that a matrix of n × m has n + m numbers of state. Transformers'
/// <c>Adafactor</c>.
/// </summary>
/// <remarks>
/// V ← β V + (1 - β)(g² + ε1) with β = 1 - t^-0.8, V kept as the product of its row and column means; u = g / √V, divided by max(1, rms(u) / d); p ← (1 - ηλ) p - η u, where
/// η = min(lr, 1 / √t) · max(ε2, rms(p)). Shazeer and Stern, "Adafactor: Adaptive Learning Rates with Sublinear Memory Cost", arXiv 1804.04235.
/// </remarks>
public sealed class Adafactor : OptimizerHelper
{
    private const double SmallestSquare = 1e-30, SmallestScale = 1e-3;

    private readonly double _decayRate, _clipThreshold;
    private readonly bool _relativeStep, _scaleParameter;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="parameters">What to train; not evaluated again.</param>
    /// <param name="lr">The learning rate, or with <paramref name="relativeStep"/> the largest one.</param>
    /// <param name="beta1">The decay of the updates' mean; 0 for none, which takes no memory.</param>
    /// <param name="weightDecay">λ, decoupled from the gradient.</param>
    /// <param name="decayRate">The exponent of β, negative.</param>
    /// <param name="clipThreshold">d, the largest root mean square of an update.</param>
    /// <param name="relativeStep">Whether the rate falls with the root of the number of steps.</param>
    /// <param name="scaleParameter">Whether the rate is relative to the root mean square of the parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public Adafactor(
        IEnumerable<Parameter> parameters, double lr = 1e-2, double beta1 = 0, double weightDecay = 0, double decayRate = -0.8, double clipThreshold = 1,
        bool relativeStep = true, bool scaleParameter = true)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayRate, 0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clipThreshold);
        (_decayRate, _clipThreshold, _relativeStep, _scaleParameter) = (decayRate, clipThreshold, relativeStep, scaleParameter);
        _defaults = new UpdateOptions { LearningRate = lr, Beta1 = beta1, WeightDecay = weightDecay }.With(null);
        _parameter_groups = new List<ParamGroup>();
        AddGroup(new UpdateGroup(parameters));
    }

    /// <summary>Adds parameters with settings of their own: <see cref="UpdateOptions.Beta1"/>, <see cref="UpdateOptions.WeightDecay"/>, the learning rate.</summary>
    /// <param name="param_group">An <see cref="UpdateGroup"/>.</param>
    /// <exception cref="ArgumentException">The group is one of another optimizer.</exception>
    public override void add_param_group(ParamGroup param_group) =>
        AddGroup(param_group as UpdateGroup ?? throw new ArgumentException(
            $"{nameof(Adafactor)} takes groups of type {nameof(UpdateGroup)}. help: Give it one.", nameof(param_group)));

    /// <summary>Updates every parameter that has a gradient.</summary>
    /// <param name="closure">Computes the loss and its gradients first.</param>
    /// <returns>What the closure returned.</returns>
    public override Tensor? step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
    {
        foreach (var parameter in group.Parameters)
        {
            using var scope = NewDisposeScope();
            if (parameter.grad is { } gradient)
                Step(parameter, gradient.to(ScalarType.Float32), (AdafactorState)_state[parameter.Handle], (UpdateOptions)group.Options);
        }
    }, closure);

    /// <summary>Frees the states.</summary>
    /// <param name="disposing">Whether this is not the finaliser.</param>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var state in _state.Values)
            ((AdafactorState)state).Dispose();
    }

    private void Step(Parameter parameter, Tensor gradient, AdafactorState state, UpdateOptions options)
    {
        state.Step++;
        double rate = _relativeStep ? Math.Min(options.Rate, 1 / Math.Sqrt(state.Step)) : options.Rate;
        if (_scaleParameter)
            rate *= Math.Max(SmallestScale, Rms(parameter));
        Tensor update = state.Normalize(gradient, 1 - Math.Pow(state.Step, _decayRate), SmallestSquare);
        Tensor direction = state.Average(Times(update, rate / Math.Max(1, Rms(update) / _clipThreshold)), options.Beta1);
        parameter.copy_(Times(parameter, 1 - (rate * options.WeightDecay)).sub(direction));
    }

    private void AddGroup(UpdateGroup group)
    {
        group.Parameters = [.. group.Parameters];
        group.Complete((UpdateOptions)_defaults);
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
            _state[parameter.Handle] = new AdafactorState(parameter);
    }

    private static double Rms(Tensor tensor) => linalg.vector_norm(tensor).item<float>() / Math.Sqrt(tensor.numel());

    private static Tensor Times(Tensor tensor, double number)
    {
        using Scalar factor = number;
        return tensor.to(ScalarType.Float32).mul(factor);
    }
}
