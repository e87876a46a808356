using Peft.Adapters;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// A module that one adapter trains whole (PEFT's <c>modules_to_save</c>): the adapter has a copy of each of its parameters, and while the
/// adapter acts the copies are the module's parameters. What is not in place, copies or originals, is kept here.
/// </summary>
/// <remarks>It is a module, so that <c>to()</c> and disposal of the model reach what it keeps; that is not registered, so that names stay the model's own.</remarks>
internal sealed class SavedModule : Module
{
    private readonly List<Entry> _entries = [];
    private bool _installed;

    internal SavedModule(ModuleNode node, string adapter)
        : base(nameof(SavedModule))
    {
        Path = node.Path;
        foreach (var below in ModuleTree.Walk(node.Module))
        {
            foreach (var (name, original) in below.Module.named_parameters(recurse: false))
            {
                string path = below.Path.Length == 0 ? $"{node.Path}.{name}" : $"{node.Path}.{below.Path}.{name}";
                var slot = ParameterSlot.Find(below.Module, name)
                    ?? throw new AdapterStateException(adapter, $"'{path}' cannot be trained whole: its layer, a {below.Module.GetType().Name}, does not keep it in a field.", "Remove it from ModulesToSave.");
                var copy = new Parameter(original.detach().clone());
                copy.DetachFromDisposeScope();
                _entries.Add(new Entry(path, slot, copy));
            }
        }
        if (_entries.Count == 0)
            throw new AdapterStateException(adapter, $"'{node.Path}' has no parameters to train.", "Remove it from ModulesToSave.");
    }

    /// <summary>The module's path.</summary>
    internal string Path { get; }

    /// <summary>The copies by the paths of what they copy.</summary>
    internal IEnumerable<KeyValuePair<string, Parameter>> Tensors => _entries.Select(e => KeyValuePair.Create(e.Path, _installed ? e.InPlace : e.Kept));

    /// <summary>What they are copies of, with the paths of the layers that have them.</summary>
    internal IEnumerable<(string Layer, Parameter Parameter)> Originals => _entries.Select(e => (e.Path[..e.Path.LastIndexOf('.')], _installed ? e.Kept : e.InPlace));

    /// <summary>Puts the copies, or the module's own parameters, in place.</summary>
    internal void Install(bool acting)
    {
        if (acting == _installed)
            return;
        foreach (var entry in _entries)
            entry.Exchange();
        _installed = acting;
    }

    /// <summary>Makes what was trained the module's own.</summary>
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

    private sealed class Entry(string path, ParameterSlot slot, Parameter copy)
    {
        internal string Path { get; } = path;

        internal Parameter InPlace => (Parameter)slot.Value;

        internal Parameter Kept { get; set; } = copy;

        internal void Exchange()
        {
            var kept = Kept;
            Kept = InPlace;
            slot.Replace(kept);
        }
    }
}
