using Peft.Adapters;
using Peft.Attachment;
using TorchSharp.Modules;

namespace Peft;

public sealed partial class PeftModel
{
    private readonly Dictionary<string, List<SavedModule>> _savedModules = new(StringComparer.Ordinal);

    private List<SavedModule> CreateSavedModules(PeftConfig config, string adapter)
    {
        if (config.ModulesToSave is not { Count: > 0 } names)
            return [];
        var nodes = _tree.Where(n => n.Parent is not null && names.Any(name => TargetMatcher.IsNamed(n.Path, name))).ToList();
        // PEFT lists every name that a task's head may have; one of them has to be there.
        if (nodes.Count == 0)
            throw new TargetModulesNotFoundException([.. names], [.. _tree.Where(n => n.Parent is not null).Select(n => n.Path)]);
        return [.. nodes.Select(n => new SavedModule(n, adapter))];
    }

    private void DeleteSavedModules(string adapter)
    {
        if (_savedModules.Remove(adapter, out var modules))
            modules.ForEach(m => m.Dispose());
    }

    private void UpdateSavedModules()
    {
        var acting = _active.Current.Acting;
        // First give every place back, then take it: two adapters may train the same module.
        foreach (var (adapter, modules) in _savedModules.OrderBy(s => acting.Contains(s.Key)))
            modules.ForEach(m => m.Install(acting.Contains(adapter)));
    }

    private void KeepSavedModules()
    {
        foreach (string name in ActiveAdapters)
        {
            if (_savedModules.TryGetValue(name, out var modules))
                modules.ForEach(m => m.Keep());
        }
    }

    private IEnumerable<(string Adapter, Parameter Parameter)> SavedModuleParameters() =>
        _savedModules.SelectMany(s => s.Value.SelectMany(m => m.Tensors.Select(t => (s.Key, t.Value))));
}
