using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Peft.Adapters;
using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

/// <summary>
/// The adapters of a model. The model itself stays the user's object: call it as before, and what is attached to it acts.
/// </summary>
/// <remarks>
/// Made by a method's extension (<c>model.AddLora(…)</c>), by <see cref="Load(Module, string, string, bool, ILogger?)"/> or by <see cref="For"/>;
/// a model has one. Attaching freezes the model's own parameters; <see cref="Detach"/> undoes everything. Changing adapters is for
/// one thread at a time.
/// </remarks>
public sealed partial class PeftModel
{
    /// <summary>The adapter's name where none is given.</summary>
    public const string DefaultAdapter = "default";

    private static readonly ConditionalWeakTable<Module, PeftModel> s_models = [];

    private readonly ILogger _logger;
    private readonly IReadOnlyList<ModuleNode> _tree;
    private readonly List<(Parameter Parameter, bool RequiredGrad)> _frozen = [];
    private readonly Dictionary<string, Site> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PeftConfig> _configs = new(StringComparer.Ordinal);
    private readonly ActiveAdapters _active = new();

    private PeftModel(Module model, ILogger? logger)
    {
        (Model, _logger) = (model, logger ?? NullLogger.Instance);
        _tree = ModuleTree.Walk(model);
    }

    /// <summary>The model that the adapters are attached to.</summary>
    public Module Model { get; }

    /// <summary>The names of the adapters, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> AdapterNames => _configs.Keys;

    /// <summary>The adapters that act, in order.</summary>
    public IReadOnlyList<string> ActiveAdapters => _active.Current.Names;

    /// <summary>Where adapters are attached, how, and what of each is merged.</summary>
    public IReadOnlyList<SiteInfo> Sites => [.. _sites.Values.Select(s => new SiteInfo(s.Path, s.Strategy, s.Description, s.Reached, [.. s.Stack.Adapters.Keys], [.. s.Stack.Merged]))];

    /// <summary>The adapters of a model: those it has already, or a new, empty set of them.</summary>
    /// <param name="model">Any TorchSharp module that has others below it.</param>
    /// <param name="logger">Where to report; nothing is reported without one.</param>
    public static PeftModel For(Module model, ILogger? logger = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return s_models.GetValue(model, m => new PeftModel(m, logger));
    }

    /// <summary>Attaches a new adapter, initialised as its configuration says, and makes it the active one.</summary>
    /// <param name="config">The configuration of a method, such as <c>LoraConfig</c>.</param>
    /// <param name="name">The adapter's name: not empty, without a dot, not in use.</param>
    /// <exception cref="PeftConfigException">The configuration is not valid.</exception>
    /// <exception cref="TargetModulesNotFoundException">The configuration targets modules that the model does not have.</exception>
    /// <exception cref="AdapterStateException">The name is in use or cannot be one.</exception>
    public void AddAdapter(PeftConfig config, string name = DefaultAdapter)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        CheckNewName(name);
        var method = AdapterMethod.Find(config.PeftType);
        var targets = TargetMatcher.Match(_tree, config, method.CanAdapt);
        if (targets.FirstOrDefault(t => !method.CanAdapt(t)) is { } unfit)
            throw new AdapterStateException(name, $"{config.PeftType} cannot adapt '{unfit.Path}', a {unfit.Module.GetType().Name}.", "Name linear layers in TargetModules, or exclude this one.");
        using var scope = NewDisposeScope();
        var made = targets.Select(t => (Node: t, Layer: BaseLayer.TryCreate(t.Module)!)).Select(t => (t.Node, t.Layer, Adapter: method.Create(t.Layer, t.Node.Path, config))).ToList();
        var saved = CreateSavedModules(config, name);
        // Nothing of the model has changed so far, and nothing below can fail.
        scope.Detach(made.SelectMany(m => m.Adapter.parameters().Concat(m.Adapter.buffers())));
        Freeze();
        Attach([.. made.Where(m => !_sites.ContainsKey(m.Node.Path)).Select(m => (m.Node, m.Layer))]);
        foreach (var (node, _, adapter) in made)
            _sites[node.Path].Stack.Add(name, adapter);
        _savedModules.Add(name, saved);
        _configs.Add(name, config);
        SetActive(name);
        Log.AdapterAdded(_logger, name, config.PeftType, targets.Count);
    }

    /// <summary>Removes an adapter and frees its parameters. If it was active, the first of the others acts.</summary>
    /// <param name="name">The adapter.</param>
    public void DeleteAdapter(string name)
    {
        CheckName(name);
        if (_sites.Values.Any(s => s.Stack.Merged.Contains(name)))
            throw new AdapterStateException(name, "it is merged into the base weights.", "Call Unmerge first.");
        var remaining = ActiveAdapters.Where(a => a != name).ToList();
        _configs.Remove(name);
        foreach (var site in _sites.Values)
            site.Stack.Remove(name);
        DeleteSavedModules(name);
        Select(remaining.Count > 0 ? remaining : [.. _configs.Keys.Take(1)]);
    }

    /// <summary>Chooses the adapters that act, and are trained; several act one after another.</summary>
    /// <param name="names">Names of adapters; none at all leaves the base model alone.</param>
    public void SetActive(params string[] names)
    {
        foreach (string name in names)
            CheckName(name);
        Select(names);
    }

    /// <summary>Switches all adapters off until the result is disposed; the model then computes exactly what it did without them.</summary>
    public IDisposable DisableAdapters()
    {
        var before = _active.Current;
        _active.Current = before with { Enabled = false };
        UpdateSavedModules();
        return new Restorer(() =>
        {
            _active.Current = _active.Current with { Enabled = before.Enabled };
            UpdateSavedModules();
        });
    }

    /// <summary>
    /// Takes all adapters off: the same module objects stand in the same places and order again, and what was trainable is trainable.
    /// Merged weights stay merged only after <see cref="MergeAndUnload"/>.
    /// </summary>
    /// <returns>The model.</returns>
    public Module Detach()
    {
        Unmerge();
        return Unload();
    }

    /// <summary>Checks that a forward pass has come through every site.</summary>
    /// <exception cref="AdapterStateException">Some adapter never ran; the message names its layer, the references to it and the mend.</exception>
    public void VerifyReached()
    {
        var missed = _sites.Values.Where(s => !s.Reached).ToList();
        if (missed.Count == 0)
            return;
        throw new AdapterStateException(string.Join(", ", AdapterNames), $"no forward pass has reached {missed.Count} of {_sites.Count} adapted layers, first '{missed[0].Path}', held by {missed[0].Description}.",
            "Run the model through call (model.call(x), not model.forward(x)), or declare the field as Module<Tensor, Tensor>.");
    }

    private void Freeze()
    {
        if (_frozen.Count > 0)
            return;
        foreach (var parameter in Model.parameters())
        {
            _frozen.Add((parameter, parameter.requires_grad));
            parameter.requires_grad = false;
        }
    }

    private void Attach(IReadOnlyList<(ModuleNode Node, BaseLayer Layer)> places)
    {
        if (places.Count == 0)
            return;
        var byModule = _tree.ToDictionary(n => n.Module, (IEqualityComparer<Module>)ReferenceEqualityComparer.Instance);
        var slots = SlotFinder.Find(_tree, places.Select(p => p.Node.Module));
        foreach (var (node, layer) in places)
        {
            var ancestors = new List<ModuleNode>();
            for (var parent = node.Parent; parent is not null; parent = byModule[parent].Parent)
                ancestors.Add(byModule[parent]);
            var site = Site.Attach(ancestors, node, slots[node.Module], new AdapterStack(layer, _active));
            _sites.Add(node.Path, site);
            Log.SiteAttached(_logger, site.Path, site.Strategy, site.Description);
        }
    }

    private Module Unload()
    {
        foreach (var site in _sites.Values)
            site.Detach();
        foreach (string name in _configs.Keys)
            DeleteSavedModules(name);
        foreach (var (parameter, requiredGrad) in _frozen)
        {
            if (!parameter.IsInvalid)
                parameter.requires_grad = requiredGrad;
        }
        _frozen.Clear();
        _sites.Clear();
        _configs.Clear();
        _active.Current = new([], true);
        s_models.Remove(Model);
        return Model;
    }

    private void Select(IReadOnlyList<string> names)
    {
        _active.Current = _active.Current with { Names = [.. names] };
        foreach (var (name, parameter) in AdapterParameters())
            parameter.requires_grad = names.Contains(name);
        UpdateSavedModules();
    }

    private void CheckNewName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.'))
            throw new AdapterStateException(name, "a name must not contain a dot.", "Give another name.");
        if (_configs.ContainsKey(name))
            throw new AdapterStateException(name, "there is an adapter of this name already.", "Give another name, or delete that one first.");
    }

    private PeftConfig CheckName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _configs.TryGetValue(name, out var config) ? config
            : throw new AdapterStateException(name, "there is no adapter of this name.", $"The model has: {string.Join(", ", _configs.Keys.DefaultIfEmpty("none"))}.");
    }

    private sealed class Restorer(Action restore) : IDisposable
    {
        private Action? _restore = restore;

        public void Dispose() => Interlocked.Exchange(ref _restore, null)?.Invoke();
    }
}
