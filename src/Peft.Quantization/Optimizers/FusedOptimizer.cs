using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>
/// An optimizer whose step is one pass over parameter, gradient and states, on several threads and without temporary tensors. States are float32 or one byte each, in memory,
/// in files or in unified memory. What it takes from TorchSharp's optimizers: groups of parameters, closures, state dicts, learning-rate schedulers.
/// </summary>
/// <remarks>
/// On a CPU and on NVIDIA GPUs parameters of float32, float16 and bfloat16 are updated by kernels; everything is computed in float32 and rounded once. Other types and
/// devices work through torch's operators, which takes longer; in float64 too a step gives numbers of float32. The parameters of a group are listed when it is added; a model is moved to its device before that.
/// </remarks>
public abstract partial class FusedOptimizer : OptimizerHelper, optim.IBetas, IOptimizerMemory
{
    private readonly UpdateRule _rule;

    private protected FusedOptimizer(UpdateRule rule, IEnumerable<Parameter> parameters, UpdateOptions defaults, Action<UpdateOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _rule = rule;
        _defaults = defaults.With(configure);
        _parameter_groups = new List<ParamGroup>();
        UpdateGroup group = new([.. parameters]);
        if (group.Parameters.Any())
            AddGroup(group);
    }

    /// <summary>The decays of the first and the second state: those of the first group, and where they are set, of all.</summary>
    public (double, double) Betas
    {
        get => _parameter_groups is [UpdateGroup first, ..] ? first.Betas : (((UpdateOptions)_defaults).Beta1, ((UpdateOptions)_defaults).Beta2);
        set
        {
            foreach (var group in _parameter_groups)
                ((UpdateGroup)group).Betas = value;
        }
    }

    /// <summary>
    /// Whether a step does nothing if a gradient has an infinity or a NaN, as after an overflow in float16: parameters, states and numbers of steps stay as they are. Looking is one more pass over the gradients.
    /// Otherwise such a gradient makes its element of the parameter NaN, or all of its block where states have 8 bits, and they stay so.
    /// </summary>
    /// <value>Default: false.</value>
    public bool SkipNonFinite { get; set; }

    /// <summary>How many steps <see cref="SkipNonFinite"/> has left out.</summary>
    public long SkippedSteps { get; private set; }

    /// <summary>The size of all states in bytes.</summary>
    public long StateBytes => States.Sum(state => state.Bytes);

    /// <summary>The size of those states in bytes that are in files, of which a part is in memory.</summary>
    public long PagedBytes => States.Where(state => state.IsPaged).Sum(state => state.Bytes);

    private IEnumerable<UpdateState> States => parameters().Select(StateOf);

    /// <summary>What the optimizer remembers about one of its parameters.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <exception cref="OptimizerStateException">The optimizer does not have it.</exception>
    public UpdateState StateOf(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return _state.TryGetValue(parameter.Handle, out var state) ? (UpdateState)state : throw new OptimizerStateException(
            "The optimizer has no state for this parameter: it was never given it, or the parameter has been moved to another device or type since.",
            "Move the model first, then make the optimizer.");
    }

    /// <summary>Gives one parameter settings of its own, as bitsandbytes' GlobalOptimManager does. They apply on top of its group's, with the learning rate of each step.</summary>
    /// <param name="parameter">A parameter of this optimizer. How states are kept can be set until its first step.</param>
    /// <param name="change">What differs, for example <c>o =&gt; o.Bits = 32</c> for an embedding.</param>
    /// <exception cref="OptimizerStateException">The optimizer does not have the parameter.</exception>
    public void Override(Parameter parameter, Action<UpdateOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        UpdateState state = StateOf(parameter);
        state.Change += change;
        _ = state.Options;
    }

    /// <summary>Adds parameters with settings of their own.</summary>
    /// <param name="param_group">An <see cref="UpdateGroup"/>, or a group without settings for those of the optimizer.</param>
    /// <exception cref="ArgumentException">The group is one of another optimizer, or has a parameter that the optimizer has already.</exception>
    public override void add_param_group(ParamGroup param_group)
    {
        ArgumentNullException.ThrowIfNull(param_group);
        AddGroup(param_group as UpdateGroup ?? (param_group.Options is null ? new UpdateGroup(param_group.Parameters) : throw new ArgumentException(
            $"{GetType().Name} was given a group with settings of {param_group.Options.GetType()}. help: Give it an {nameof(UpdateGroup)}.", nameof(param_group))));
    }

    /// <summary>Updates every parameter that has a gradient.</summary>
    /// <param name="closure">Computes the loss and its gradients first.</param>
    /// <returns>What the closure returned.</returns>
    public override Tensor? step(Func<Tensor>? closure = null)
    {
        bool? skips = null;
        return _step<ParamGroup>(
            group =>
            {
                // Not before: the closure computes gradients.
                skips ??= SkipNonFinite && Skip();
                if (!skips.Value)
                    Step((UpdateGroup)group);
            },
            closure);
    }

    /// <summary>Frees the states; files of states are deleted.</summary>
    /// <param name="disposing">Whether this is not the finaliser.</param>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        foreach (var state in _state.Values)
            ((UpdateState)state).Dispose();
    }

    private void AddGroup(UpdateGroup group)
    {
        // A sequence would be evaluated anew at every step, and might give parameters that have no state.
        group.Parameters = [.. group.Parameters];
        if (group.Parameters.FirstOrDefault(parameter => _state.ContainsKey(parameter.Handle)) is { } twice)
            throw new ArgumentException($"A parameter of shape [{string.Join(", ", twice.shape)}] is in two groups. help: Give each parameter once.", nameof(group));
        group.Complete((UpdateOptions)_defaults);
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
            _state[parameter.Handle] = new UpdateState(parameter, _rule, group.Options);
    }
}
