using Peft.Adapters;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>A parameter of the model that an adapter trains whole.</summary>
/// <param name="Key">Its name in the adapter's file, after the prefix.</param>
/// <param name="Layer">The path of the module that has it.</param>
/// <param name="Owner">The module that has it.</param>
/// <param name="Name">Its name there.</param>
internal sealed record TrainedParameter(string Key, string Layer, Module Owner, string Name)
{
    /// <summary>Where else the same parameter is used, to be trained as one.</summary>
    internal IReadOnlyList<TrainedParameter> Tied { get; init; } = [];
}

/// <summary>
/// The parameters of the model that one adapter trains whole (those of PEFT's <c>modules_to_save</c>, biases): the adapter has a copy of
/// each, and while it acts the copies are the model's parameters. What is not in place, copies or originals, is kept here.
/// </summary>
/// <remarks>It is a module, so that <c>to()</c> and disposal of the model reach what it keeps; that is not registered, so that names stay the model's own.</remarks>
internal sealed class TrainedParameters : Module
{
    private readonly List<Entry> _entries = [];
    private bool _installed;

    internal TrainedParameters(IEnumerable<TrainedParameter> parameters, string adapter, bool copied)
        : base(nameof(TrainedParameters))
    {
        foreach (var parameter in parameters)
        {
            List<TrainedParameter> uses = [parameter, .. parameter.Tied];
            var slots = uses.DistinctBy(u => u.Owner).Select(u => SlotOf(u, adapter)).ToList();
            var copy = new Parameter(copied ? slots[0].Value.detach().clone() : empty_like(slots[0].Value));
            copy.DetachFromDisposeScope();
            _entries.Add(new Entry(uses, slots, copy));
        }
    }

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>Whether one of them is used in several places.</summary>
    internal bool IsTied => _entries.Exists(e => e.Keys.Count > 1);

    /// <summary>The copies, each once.</summary>
    internal IEnumerable<Parameter> Copies => _entries.Select(CopyOf);

    /// <summary>The copies by their names in files, of which one that is used in several places has several.</summary>
    internal IEnumerable<KeyValuePair<string, Parameter>> Tensors => _entries.SelectMany(e => e.Keys.Select(key => KeyValuePair.Create(key, CopyOf(e))));

    /// <summary>What they are copies of, with the paths of the layers that have them.</summary>
    internal IEnumerable<(string Layer, Parameter Parameter)> Originals => _entries.Select(e => (e.Layer, _installed ? e.Kept : e.InPlace));

    /// <summary>Everywhere they are used.</summary>
    internal IEnumerable<TrainedParameter> Uses => _entries.SelectMany(e => e.Uses);

    /// <summary>The layers that have them, but for those of which only the bias is trained.</summary>
    internal IEnumerable<string> Layers => _entries.Where(e => !e.Keys[0].EndsWith("bias", StringComparison.Ordinal)).Select(e => e.Layer);

    /// <summary>Puts the copies, or the model's own parameters, in place.</summary>
    internal void Install(bool acting)
    {
        if (acting == _installed)
            return;
        foreach (var entry in _entries)
            entry.Exchange();
        _installed = acting;
    }

    /// <summary>Makes what was trained the model's own.</summary>
    internal void Keep()
    {
        using var _ = no_grad();
        foreach (var (original, copy) in Originals.Zip(Copies))
            original.Parameter.copy_(copy);
    }

    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        foreach (var entry in _entries)
        {
            if (ReplaceParameter(dtype, device, entry.Kept, out var converted))
                entry.ReplaceKept(converted!);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _entries.ForEach(e => e.Dispose());
        base.Dispose(disposing);
    }

    private Parameter CopyOf(Entry entry) => _installed ? entry.InPlace : entry.Kept;

    private static ParameterSlot SlotOf(TrainedParameter parameter, string adapter) => ParameterSlot.Find(parameter.Owner, parameter.Name)
        ?? throw new AdapterStateException(adapter, $"'{parameter.Key}' cannot be trained whole: its layer, a {parameter.Owner.GetType().Name}, does not keep it in a field.", "Leave it out of what the adapter trains whole.");

    /// <param name="uses">Everywhere the parameter is used.</param>
    /// <param name="slots">Where it is kept there.</param>
    /// <param name="copy">What is trained.</param>
    private sealed class Entry(IReadOnlyList<TrainedParameter> uses, IReadOnlyList<ParameterSlot> slots, Parameter copy) : IDisposable
    {
        // What is not in place: for each slot an object of its own, though all stand for one tensor.
        private readonly Parameter[] _kept = [.. slots.Select(_ => copy)];

        internal IReadOnlyList<TrainedParameter> Uses => uses;

        internal IReadOnlyList<string> Keys { get; } = [.. uses.Select(u => u.Key)];

        internal string Layer => uses[0].Layer;

        internal Parameter InPlace => (Parameter)slots[0].Value;

        internal Parameter Kept => _kept[0];

        internal void Exchange()
        {
            var inPlace = InPlace;
            // Where nothing could hold this module, the model may have been moved meanwhile.
            if (Kept.dtype != inPlace.dtype || Kept.device_type != inPlace.device_type || Kept.device_index != inPlace.device_index)
                ReplaceKept(new Parameter(Kept.detach().to(inPlace.dtype, inPlace.device), Kept.requires_grad));
            for (int i = 0; i < slots.Count; i++)
            {
                inPlace = (Parameter)slots[i].Value;
                slots[i].Replace(_kept[i]);
                _kept[i] = inPlace;
            }
        }

        internal void ReplaceKept(Parameter value)
        {
            value.DetachFromDisposeScope();
            Dispose();
            Array.Fill(_kept, value);
        }

        public void Dispose()
        {
            foreach (var kept in _kept.DistinctBy(kept => kept, ReferenceEqualityComparer.Instance))
                kept.Dispose();
        }
    }
}
