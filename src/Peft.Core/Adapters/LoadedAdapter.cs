using Peft.Attachment;
using TorchSharp.Modules;

namespace Peft.Adapters;

/// <summary>
/// One adapter on a model: its part at each layer. It lives as long as a set that is in use has it, so that a thread which computes with it
/// is not disturbed when another removes it.
/// </summary>
internal sealed class LoadedAdapter(string name, PeftConfig config, IReadOnlyDictionary<AdapterStack, Adapter> layers, TrainedParameters trained)
{
    private int _sets;
    private volatile string _name = name;

    internal string Name
    {
        get => _name;
        set => _name = value;
    }

    internal PeftConfig Config { get; } = config;

    internal IReadOnlyDictionary<AdapterStack, Adapter> Layers { get; } = layers;

    internal TrainedParameters Trained { get; } = trained;

    /// <summary>Its part for the whole model, if it has one.</summary>
    internal ModelAdapter? OfModel { get; init; }

    /// <summary>Whether its parameters are trained while it is active.</summary>
    internal bool Trainable { get; set; } = true;

    /// <summary>All that it has of its own.</summary>
    internal IEnumerable<AdapterModule> Modules => [.. Layers.Values, .. Layers.Values.Select(part => part.Shared).OfType<SharedTensors>().Distinct(), .. OfModel is null ? [] : new[] { OfModel }];

    /// <summary>What of it is trained.</summary>
    internal IEnumerable<Parameter> Parameters => Modules.SelectMany(module => module.Tensors.Values).OfType<Parameter>().Concat(Trained.Copies);

    internal void EnterSet() => Interlocked.Increment(ref _sets);

    internal void LeaveSet()
    {
        if (Interlocked.Decrement(ref _sets) > 0)
            return;
        foreach (var adapter in Layers.Values)
            adapter.Dispose();
        OfModel?.Dispose();
        Trained.Dispose();
    }
}
