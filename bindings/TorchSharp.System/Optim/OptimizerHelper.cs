using System.Runtime.CompilerServices;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace TorchSharp.Modules;

/// <summary>Base of the optimizers: parameter groups, and a state per parameter, found by the parameter's handle.</summary>
public abstract class OptimizerHelper : Optimizer
{
    protected OptimizerOptions _defaults = null!;  // set by the constructors of derived classes
    protected OrderedDict<nint, OptimizerState> _state = [];

    public OptimizerHelper() : base(0)
    {
    }

    /// <summary>The live options and states, not copies.</summary>
    public virtual StateDictionary state_dict()
    {
        var dictionary = new StateDictionary();
        foreach (var group in _parameter_groups)
        {
            var states = group.Parameters.Select(StateOf).ToList();
            dictionary.Options.Add(group.Options);
            dictionary.StateIndexRef.Add([.. Enumerable.Range(dictionary.State.Count, states.Count)]);
            dictionary.State.AddRange(states);
        }
        return dictionary;
    }

    /// <summary>Copies options and states by position.</summary>
    public virtual void load_state_dict(StateDictionary state_dict)
    {
        var mine = this.state_dict();
        CheckCounts(mine, state_dict.Options.Count, state_dict.State.Count);
        foreach (var (target, source) in mine.Options.Zip(state_dict.Options).Where(pair => pair.First != pair.Second))
            target.LoadStateDict(source);
        foreach (var (target, source) in mine.State.Zip(state_dict.State).Where(pair => pair.First != pair.Second))
            target.LoadStateDict(source);
    }

    public void save_state_dict(string location)
    {
        using var writer = new BinaryWriter(File.Create(location));
        save_state_dict(writer);
    }

    public void load_state_dict(string location)
    {
        using var reader = new BinaryReader(File.OpenRead(location));
        load_state_dict(reader);
    }

    /// <summary>Writes the type's name, the counts, the options of each group, the state of each parameter.</summary>
    public void save_state_dict(BinaryWriter writer)
    {
        var dictionary = state_dict();
        writer.Write(GetType().Name);
        writer.Write7BitEncodedInt64(dictionary.Options.Count);
        writer.Write7BitEncodedInt64(dictionary.State.Count);
        dictionary.Options.ForEach(options => options.SaveStateDict(writer));
        dictionary.State.ForEach(state => state.SaveStateDict(writer));
    }

    public void load_state_dict(BinaryReader reader)
    {
        string name = reader.ReadString();
        if (name != GetType().Name)
            throw new InvalidDataException($"Mismatched optimizer type: expected '{GetType().Name}', but found '{name}' in the loaded stream.");
        var dictionary = state_dict();
        CheckCounts(dictionary, reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64());
        dictionary.Options.ForEach(options => options.LoadStateDict(reader));
        dictionary.State.ForEach(state => state.LoadStateDict(reader));
    }

    /// <summary>Moves the state, after the parameters were moved in place.</summary>
    public void to(Device device)
    {
        foreach (var parameter in parameters())
            StateOf(parameter).to(device);
    }

    /// <summary>Runs an update of each group, outside the graph and in a dispose scope, after the closure.</summary>
    protected Tensor? _step<T>(Action<T> body, Func<Tensor>? loss_closure = null) where T : ParamGroup
    {
        Tensor? loss = null;
        if (loss_closure is not null)
        {
            using (enable_grad())
                loss = loss_closure();
        }
        using (no_grad())
        using (NewDisposeScope())
        {
            foreach (var group in _parameter_groups)
                body((T)group);
        }
        return loss;
    }

    /// <summary>Runs an update of each parameter that has a gradient; its intermediates go before the next one's come.</summary>
    private protected Tensor? Step<TOptions, TState>(Action<Tensor, Tensor, TOptions, TState> update, Func<Tensor>? closure)
        where TOptions : OptimizerOptions where TState : OptimizerState =>
        _step<ParamGroup>(group =>
        {
            foreach (var parameter in group.Parameters)
            {
                using var scope = NewDisposeScope();
                if (parameter.grad is Tensor grad)
                    update(parameter, grad, (TOptions)group.Options, (TState)StateOf(parameter));
            }
        }, closure);

    private protected void AddGroups(IEnumerable<ParamGroup> groups)
    {
        foreach (var group in groups)
            add_param_group(group);
    }

    private protected void AddGroup<TOptions>(ParamGroup group, Func<Parameter, OptimizerState> newState) where TOptions : OptimizerOptions, new()
    {
        group.Options ??= new TOptions();
        if (group.Options is not TOptions)
            throw new ArgumentException($"{GetType().Name} was given a group with options of {group.Options.GetType()}. help: use {GetType().Name}.ParamGroup.", nameof(group));
        group.Options.Complete(_defaults);
        group.InitialLearningRate = group.LearningRate;
        _parameter_groups.Add(group);
        foreach (var parameter in group.Parameters)
        {
            var state = newState(parameter);
            state.Initialize(group.Options);
            _state[parameter.Handle] = state;
        }
    }

    private protected override void DisposeState()
    {
        foreach (var state in _state.Values)
            (state as IDisposable)?.Dispose();
        _state.Clear();
    }

    private protected static double NonNegative(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value >= 0 ? value : throw new ArgumentException($"Invalid {name}: {value}. help: it must not be negative.", name);

    private protected static double Decay(double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        value is >= 0 and < 1 ? value : throw new ArgumentException($"Invalid {name}: {value}. help: it must be at least 0 and less than 1.", name);

    /// <summary>The gradient of the loss plus the L2 penalty.</summary>
    private protected static Tensor WithDecay(Tensor grad, Tensor parameter, double weight_decay) => weight_decay == 0 ? grad : grad.add(parameter, weight_decay);

    private OptimizerState StateOf(Parameter parameter) => _state.TryGetValue(parameter.Handle, out var state) ? state
        : throw new KeyNotFoundException("The optimizer has no state for one of its parameters. help: build it after moving the model, from a list that does not change.");

    private static void CheckCounts(StateDictionary mine, long options, long states)
    {
        if (options != mine.Options.Count)
            throw new ArgumentException($"Invalid optimizer state -- different number of parameter groups: {options} were saved, there are {mine.Options.Count}.");
        if (states != mine.State.Count)
            throw new ArgumentException($"Invalid optimizer state -- different number of states: {states} were saved, there are {mine.State.Count}.");
    }
}
