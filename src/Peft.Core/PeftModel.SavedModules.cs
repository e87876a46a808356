using Peft.Attachment;

namespace Peft;

public sealed partial class PeftModel
{
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
}
