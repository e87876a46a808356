using Peft.Adapters;

namespace Peft.Attachment;

/// <summary>Decides which modules a configuration targets, by PEFT's rules.</summary>
internal static class TargetMatcher
{
    /// <summary>The nodes that the configuration targets.</summary>
    /// <exception cref="TargetModulesNotFoundException">Nothing matches, or one of several names matches nothing.</exception>
    internal static IReadOnlyList<ModuleNode> Match(IReadOnlyList<ModuleNode> tree, PeftConfig config, Func<BaseLayer, bool> canAdapt)
    {
        var output = (tree[0].Module as ILanguageModel)?.OutputEmbeddings;
        var targets = config.TargetModules!;
        var matched = tree.Where(node => node.Parent is not null && Matches(targets, node) && !(config.ExcludeModules is { } no && MatchesPath(no, node.Path))
            && IsSelectedLayer(config, node.Path)).ToList();

        bool Matches(ModuleTargets t, ModuleNode node) => t.IsAllLinear ? LayerOf(node) is { Kind: LayerKind.Linear } layer && canAdapt(layer) && node.Module != output : MatchesPath(t, node.Path);

        BaseLayer? LayerOf(ModuleNode node) => BaseLayer.TryCreate(node.Module, config.StoresTransposed);

        var leaves = tree.Where(n => n.Parent is not null && LayerOf(n) is { } layer && canAdapt(layer)).Select(n => n.Path).ToList();
        if (matched.Count == 0)
            throw new TargetModulesNotFoundException(targets.Pattern is null ? [.. targets.ModuleNames] : [targets.Pattern], leaves);
        var unused = targets.ModuleNames.Where(name => !tree.Any(n => n.Parent is not null && IsNamed(n.Path, name))).ToList();
        return unused.Count == 0 ? matched : throw new TargetModulesNotFoundException(unused, leaves);
    }

    internal static bool MatchesPath(ModuleTargets targets, string path) =>
        targets.Pattern is null ? targets.ModuleNames.Any(name => IsNamed(path, name)) : PathPatterns.IsMatch($"^(?:{targets.Pattern})$", path);

    internal static bool IsNamed(string path, string name) => path == name || path.EndsWith("." + name, StringComparison.Ordinal);

    // layers_pattern names what stands before the number; without it any name does.
    private static bool IsSelectedLayer(PeftConfig config, string path)
    {
        if (config.LayersToTransform is not { } layers)
            return true;
        var patterns = config.LayersPattern is { Count: > 0 } given ? given.Select(p => $@".*\.?{p}\.(\d+)\.") : [@".*?[^.]*\.(\d+)\."];
        var match = patterns.Select(p => PathPatterns.Match("^" + p, path)).FirstOrDefault(m => m.Success);
        return match is not null && int.TryParse(match.Groups[1].Value, out int index) && layers.Contains(index);
    }
}
