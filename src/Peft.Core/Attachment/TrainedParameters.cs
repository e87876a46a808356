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
internal sealed record TrainedParameter(string Key, string Layer, Module Owner, string Name);

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
        foreach (var (key, layer, owner, name) in parameters)
        {
            var slot = ParameterSlot.Find(owner, name)
                ?? throw new AdapterStateException(adapter, $"'{key}' cannot be trained whole: its layer, a {owner.GetType().Name}, does not keep it in a field.", "Leave it out of what the adapter trains whole.");
            var copy = new Parameter(copied ? slot.Value.detach().clone() : empty_like(slot.Value));
            copy.DetachFromDisposeScope();
            _entries.Add(new Entry(key, layer, slot, copy));
        }
    }

    internal bool IsEmpty => _entries.Count == 0;

    /// <summary>The copies by their names in files.</summary>
    internal IEnumerable<KeyValuePair<string, Parameter>> Tensors => _entries.Select(e => KeyValuePair.Create(e.Key, _installed ? e.InPlace : e.Kept));

    /// <summary>What they are copies of, with the paths of the layers that have them.</summary>
    internal IEnumerable<(string Layer, Parameter Parameter)> Originals => _entries.Select(e => (e.Layer, _installed ? e.Kept : e.InPlace));

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
        foreach (var (original, copy) in Originals.Zip(Tensors))
            original.Parameter.copy_(copy.Value);
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
            if (!ReplaceParameter(dtype, device, entry.Kept, out var converted))
                continue;
            entry.Kept.Dispose();
            entry.Kept = converted!;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _entries.ForEach(e => e.Kept.Dispose());
        base.Dispose(disposing);
    }

    private sealed class Entry(string key, string layer, ParameterSlot slot, Parameter copy)
    {
        internal string Key { get; } = key;

        internal string Layer { get; } = layer;

        internal Parameter InPlace => (Parameter)slot.Value;

        internal Parameter Kept { get; set; } = copy;

        internal void Exchange()
        {
            var (kept, inPlace) = (Kept, InPlace);
            // Where nothing could hold this module, the model may have been moved meanwhile.
            if (kept.dtype != inPlace.dtype || kept.device_type != inPlace.device_type || kept.device_index != inPlace.device_index)
            {
                using var before = kept;
                kept = new Parameter(before.detach().to(inPlace.dtype, inPlace.device), before.requires_grad);
                kept.DetachFromDisposeScope();
            }
            Kept = inPlace;
            slot.Replace(kept);
        }
    }
}
