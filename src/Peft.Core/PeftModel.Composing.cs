using Peft.Adapters;
using Peft.Attachment;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>The adapters that one is to be made of. Where its configuration names no modules, it gets those that they are on.</summary>
    private List<LoadedAdapter> FindUsed(PeftConfig config, string name)
    {
        var used = config.UsedAdapters.Select(n => _adapters.Set.Find(n) ?? throw new AdapterStateException(
            name, $"it is made of '{n}', which the model does not have.", $"Add or load that first. The model has: {string.Join(", ", AdapterNames.DefaultIfEmpty("none"))}.")).ToList();
        if (used.Find(a => !a.Trained.IsEmpty || a.OfModel is not null) is { } more)
            throw new AdapterStateException(name, $"it is made of '{more.Name}', which acts on the whole model or trains parameters of it whole.", "Use adapters that act on layers and do nothing besides.");
        if (used.Find(_merged.Contains) is { } merged)
            throw new AdapterStateException(name, $"it is made of '{merged.Name}', which is merged into the weights and would act twice.", "Call Unmerge first.");
        if (used.Count > 0 && config.HasNoTargets)
        {
            var paths = _sites.Where(s => used.Exists(a => a.Layers.ContainsKey(s.Value.Stack))).Select(s => s.Key).ToHashSet();
            config.TargetModules = ModuleTargets.Where(node => paths.Contains(node.Path));
        }
        return used;
    }

    private IReadOnlyList<Adapter?> PartsAt(string path, List<LoadedAdapter> adapters) =>
        [.. adapters.Select(a => _sites.TryGetValue(path, out var site) ? a.Layers.GetValueOrDefault(site.Stack) : null)];

    private IEnumerable<LoadedAdapter> TakingPart => _adapters.Set.All.Where(a => TakesPart(a, _adapters.Set.Active));

    /// <summary>Whether an adapter is active, or trained with one that is made of it.</summary>
    private static bool TakesPart(LoadedAdapter adapter, IReadOnlyList<LoadedAdapter> active) =>
        active.Contains(adapter) || active.Any(user => user is { Trainable: true, Config.TrainsUsedAdapters: true } && user.Config.UsedAdapters.Contains(adapter.Name));

    private static void CheckActOnce(AdapterSet set, IReadOnlyList<LoadedAdapter> adapters)
    {
        foreach (var user in adapters)
        {
            if (adapters.FirstOrDefault(a => IsMadeOf(set, user, a)) is { } part)
                throw new AdapterStateException(part.Name, $"it is named beside '{user.Name}', which is made of it, so it would act twice.", $"Name '{user.Name}' alone: what it is made of acts in it.");
        }
    }

    private static bool IsMadeOf(AdapterSet set, LoadedAdapter user, LoadedAdapter part) =>
        user.Config.UsedAdapters.Any(name => name == part.Name || (set.Find(name) is { } used && IsMadeOf(set, used, part)));

    private void CheckUnused(LoadedAdapter adapter)
    {
        if (_adapters.Set.All.FirstOrDefault(a => a.Config.UsedAdapters.Contains(adapter.Name)) is { } user)
            throw new AdapterStateException(adapter.Name, $"'{user.Name}' is made of it.", $"Delete '{user.Name}' first.");
    }
}
