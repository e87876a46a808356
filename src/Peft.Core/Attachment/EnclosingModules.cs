using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// The modules that enclose another: those on every way of references from the root to it (its dominators, in the words of graph
/// theory). However a module is shared, all its uses happen inside a forward of each of them.
/// </summary>
internal sealed class EnclosingModules
{
    private readonly Module _root;
    private readonly Dictionary<Module, List<Module>> _enclosing = new(ReferenceEqualityComparer.Instance);

    internal EnclosingModules(IReadOnlyList<ModuleNode> tree, IReadOnlyDictionary<Module, List<Slot>> slots)
    {
        _root = tree[0].Module;
        _enclosing[_root] = [];
        bool changed = true;
        while (changed)
        {
            changed = false;
            foreach (var module in tree.Skip(1).Select(n => n.Module))
                changed |= Update(module, slots[module].Select(s => s.Owner).Where(o => o != module));
        }
    }

    /// <summary>From the nearest to the root; the root alone if nothing refers to the module.</summary>
    internal IReadOnlyList<Module> Of(Module module) => _enclosing.GetValueOrDefault(module, [_root]);

    private bool Update(Module module, IEnumerable<Module> owners)
    {
        List<Module>? common = null;
        foreach (var owner in owners.Distinct().Where(_enclosing.ContainsKey))
        {
            List<Module> way = [owner, .. _enclosing[owner]];
            common = common is null ? way : [.. common.Where(way.Contains)];
        }
        if (common is null || (_enclosing.TryGetValue(module, out var known) && known.Count == common.Count))
            return false;
        _enclosing[module] = common;
        return true;
    }
}
