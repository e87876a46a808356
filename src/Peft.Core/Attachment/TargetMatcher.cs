using Peft.Adapters;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Decides which modules a configuration targets, by PEFT's rules.</summary>
internal sealed class TargetMatcher
{
    private readonly IReadOnlyList<ModuleNode> _tree;
    private readonly PeftConfig _config;
    private readonly Func<BaseLayer, bool> _canAdapt;
    private readonly ModuleTargets _targets;
    private readonly Module? _output;

    private TargetMatcher(IReadOnlyList<ModuleNode> tree, PeftConfig config, Func<BaseLayer, bool> canAdapt)
    {
        (_tree, _config, _canAdapt, _targets) = (tree, config, canAdapt, config.TargetModules!);
        _output = (tree[0].Module as ILanguageModel)?.OutputEmbeddings;
    }

    /// <summary>The nodes that a configuration targets.</summary>
    /// <param name="tree">The model.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="canAdapt">Whether the method is for such a layer.</param>
    /// <param name="unused">Is given every name and pattern of the configuration that chooses nothing, although others do.</param>
    /// <exception cref="TargetModulesNotFoundException">Nothing matches at all.</exception>
    internal static IReadOnlyList<ModuleNode> Match(IReadOnlyList<ModuleNode> tree, PeftConfig config, Func<BaseLayer, bool> canAdapt, Action<PeftException> unused)
    {
        if (config.HasNoTargets)
            return [];
        var matcher = new TargetMatcher(tree, config, canAdapt);
        var matched = tree.Skip(1).Where(matcher.Targets).ToList();
        if (matched.Count == 0)
        {
            IReadOnlyList<string> requested = config.TargetModules!.Pattern is { } pattern ? [pattern] : config.TargetModules.ModuleNames;
            throw tree.Skip(1).Where(matcher.Names).Select(n => n.Path).ToList() is { Count: > 0 } named ? TargetModulesNotFoundException.LeftOut(requested, named) : matcher.NotFound(requested);
        }
        if (config.ExcludeModules?.ModuleNames.Where(name => !tree.Skip(1).Any(n => IsNamed(n.Path, name))).ToList() is { Count: > 0 } excluded)
            unused(new TargetModulesNotFoundException(excluded, [.. matched.Select(n => n.Path)], nameof(config.ExcludeModules)));
        if (config.TargetModules!.ModuleNames.Where(name => !tree.Skip(1).Any(n => IsNamed(n.Path, name))).ToList() is { Count: > 0 } names)
            unused(matcher.NotFound(names));
        foreach (var (field, patterns) in config.LayerPatterns)
        {
            foreach (string key in patterns.Where(p => !matched.Any(n => PathPatterns.MatchesEnd(p, n.Path))))
                unused(new PeftConfigException(config.PeftType, [$"'{key}' in {field} matches none of the {matched.Count} targeted modules, the first of which is '{matched[0].Path}'."], "Write the end of a path, or a regular expression for it, or remove the entry."));
        }
        return matched;
    }

    internal static bool MatchesPath(ModuleTargets targets, ModuleNode node) =>
        targets.Predicate is { } predicate ? predicate(node)
        : targets.Pattern is { } pattern ? PathPatterns.MatchesWhole(pattern, node.Path)
        : targets.ModuleNames.Any(name => IsNamed(node.Path, name));

    internal static bool IsNamed(string path, string name) => path == name || path.EndsWith("." + name, StringComparison.Ordinal);

    private bool Names(ModuleNode node) => _targets.IsAllLinear ? IsLinear(node) : MatchesPath(_targets, node);

    private bool Targets(ModuleNode node) =>
        Names(node) && !(_config.ExcludeModules is { } excluded && MatchesPath(excluded, node)) && !IsSavedWhole(node.Path) && IsSelectedLayer(node.Path);

    private bool IsLinear(ModuleNode node) => node.Module != _output && LayerAt(node) is { Kind: LayerKind.Linear } layer && _canAdapt(layer);

    private BaseLayer? LayerAt(ModuleNode node) => BaseLayer.TryCreate(node.Module, _config.StoresTransposed);

    // What is trained whole, with all that is below it, needs no adapter.
    private bool IsSavedWhole(string path) => _config.ModulesToSave?.Any(name => $".{path}.".Contains($".{name}.", StringComparison.Ordinal)) == true;

    // layers_pattern names what stands before the number; without it any name does. A module named by its whole path is meant in any case.
    private bool IsSelectedLayer(string path)
    {
        if (_config.LayersToTransform is not { Count: > 0 } layers || _targets.ModuleNames.Contains(path))
            return true;
        IEnumerable<(string Given, string Whole)> patterns = _config.LayersPattern is { Count: > 0 } given ? given.Select(p => (p, $@"^(?:.*?\.)?(?:{p})\.(\d+)\.")) : [("", @"^.*?[^.]*\.(\d+)\.")];
        var match = patterns.Select(p => PathPatterns.Match(p.Given, p.Whole, path)).FirstOrDefault(m => m.Success);
        return match is not null && int.TryParse(match.Groups[1].Value, out int index) && layers.Contains(index);
    }

    private TargetModulesNotFoundException NotFound(IReadOnlyList<string> requested) => new(
        requested,
        [.. _tree.Skip(1).Where(n => LayerAt(n) is { } layer && _canAdapt(layer)).Select(n => n.Path)],
        unregistered: SlotFinder.FindUnregistered(_tree));
}
