using Peft.Adapters;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// A module that one adapter trains whole (PEFT's <c>modules_to_save</c>): the adapter has a copy of each of its parameters, which
/// stands in the parameter's place while the adapter acts.
/// </summary>
internal sealed class SavedModule : IDisposable
{
    private readonly List<Entry> _entries = [];
    private bool _installed;

    internal SavedModule(ModuleNode node, string adapter)
    {
        foreach (var below in ModuleTree.Walk(node.Module))
        {
            foreach (var (name, original) in below.Module.named_parameters(recurse: false))
            {
                string path = below.Path.Length == 0 ? $"{node.Path}.{name}" : $"{node.Path}.{below.Path}.{name}";
                var slot = ParameterSlot.Find(below.Module, name)
                    ?? throw new AdapterStateException(adapter, $"'{path}' cannot be trained whole: its layer, a {below.Module.GetType().Name}, does not keep it in a field.", "Remove it from ModulesToSave.");
                var copy = new Parameter(original.detach().clone());
                copy.DetachFromDisposeScope();
                _entries.Add(new Entry(path, below.Module, name, slot, copy));
            }
        }
        if (_entries.Count == 0)
            throw new AdapterStateException(adapter, $"'{node.Path}' has no parameters to train.", "Remove it from ModulesToSave.");
    }

    /// <summary>The copies by the paths of what they copy.</summary>
    internal IEnumerable<KeyValuePair<string, Parameter>> Tensors => _entries.Select(e => KeyValuePair.Create(e.Path, e.Copy));

    /// <summary>Puts the copies, or the module's own parameters, in place.</summary>
    internal void Install(bool acting)
    {
        if (acting == _installed)
            return;
        foreach (var entry in _entries)
        {
            if (acting)
                entry.Slot.Set(entry.Copy);
            else
                entry.Slot.Restore(entry.Original);
        }
        _installed = acting;
    }

    /// <summary>Makes what was trained the module's own.</summary>
    internal void Keep()
    {
        using var _ = no_grad();
        foreach (var entry in _entries)
            entry.Original.copy_(entry.Copy);
    }

    public void Dispose()
    {
        Install(false);
        foreach (var entry in _entries)
            entry.Copy.Dispose();
    }

    private sealed record Entry(string Path, Module Owner, string Name, ParameterSlot Slot, Parameter Copy)
    {
        internal Parameter Original => Owner.get_parameter(Name)!;
    }
}
