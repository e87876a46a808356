using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Peft.Adapters;
using Peft.Attachment;
using Peft.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

/// <summary>
/// The adapters of a model. The model itself stays the user's object: call it as before, and what is attached to it acts.
/// </summary>
/// <remarks>
/// Made by a method's extension (<c>model.AddLora(…)</c>), by <see cref="Load"/> or by <see cref="For"/>;
/// a model has one. Attaching freezes the model's own parameters; <see cref="Detach"/> undoes everything.
/// <para>
/// Any number of threads may run the model while others change its adapters (add, load, swap, rename, delete, activate): a forward pass invoked
/// through <c>call</c> computes with one set of them from beginning to end. Through layers that are attached by <see cref="SiteStrategy.Reparametrise"/> threads
/// go one at a time. What changes the model's own objects is for a model that nobody runs meanwhile: the first adapter on a layer, merging,
/// <c>modules_to_save</c>, <see cref="Detach"/>.
/// </para>
/// </remarks>
public sealed partial class PeftModel
{
    /// <summary>The adapter's name where none is given.</summary>
    public const string DefaultAdapter = "default";

    private static readonly ConditionalWeakTable<Module, PeftModel> s_models = [];

    private readonly ILogger _logger;
    private IReadOnlyList<ModuleNode> _tree = [];
    private readonly List<(Module Owner, string Name, bool RequiredGrad)> _frozen = [];
    private Dictionary<string, Site> _sites = new(StringComparer.Ordinal);  // never changed: other threads read it
    private readonly CurrentAdapters _adapters = new();
    private readonly HashSet<ModelSlot> _slots = [];
    private readonly Lock _changing = new();

    private PeftModel(Module model, ILogger? logger) => (Model, _logger) = (model, logger ?? NullLogger.Instance);

    /// <summary>The model that the adapters are attached to.</summary>
    public Module Model { get; }

    /// <summary>The names of the adapters, in the order in which they were added.</summary>
    public IReadOnlyCollection<string> AdapterNames => [.. _adapters.Set.Names];

    /// <summary>The adapters that act, in order.</summary>
    public IReadOnlyList<string> ActiveAdapters => [.. _adapters.Set.Active.Select(a => a.Name)];

    /// <summary>Where adapters are attached, how, and what of each is merged.</summary>
    public IReadOnlyList<SiteInfo> Sites => [.. _sites.Values.Select(s => new SiteInfo(s.Path, s.Strategy, s.Description, s.Reached, [.. s.Stack.Present.Select(a => a.Name)], [.. s.Stack.Merged.Select(a => a.Name)]))];

    /// <summary>The adapters of a model: those it has already, or a new, empty set of them.</summary>
    /// <param name="model">Any TorchSharp module that has others below it.</param>
    /// <param name="logger">Where a new set reports; nothing is reported without one.</param>
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
    /// <exception cref="AdapterStateException">The name is in use or cannot be one, or the adapter is made of others that the model does not have.</exception>
    public void AddAdapter(PeftConfig config, string name = DefaultAdapter)
    {
        ArgumentNullException.ThrowIfNull(config);
        lock (_changing)
        {
            CheckNewName(name);
            var adapter = Attach(Prepare(config, name, unused => throw unused), trainable: true);
            Log.AdapterAdded(_logger, name, config.PeftType, adapter.Layers.Count);
            WarnOfRank(adapter);
        }
    }

    /// <summary>Lists the model's modules, unless adapters are attached to those that are listed: until then it may change, as by quantising.</summary>
    private void LookAtModel()
    {
        if (_adapters.Set.All.Count > 0 || _sites.Count > 0)
            return;
        _tree = ModuleTree.Walk(Model);
        foreach (var table in _tree.Select(n => n.Module).OfType<Embedding>())
            EmbeddingWeight.Registered(table);
    }

    /// <summary>The layers that a configuration targets, in the model's order; nothing is changed.</summary>
    internal IReadOnlyList<TargetLayer> FindTargets(PeftConfig config, string name)
    {
        LookAtModel();
        return [.. MatchLayers(config, AdapterMethod.Find(config.PeftType), name, unused => throw unused).Layers.Select(m => new TargetLayer(m.Node.Path, m.Layer))];
    }

    /// <summary>Removes an adapter and frees its parameters. If it was active, the first of the others acts.</summary>
    /// <param name="name">The adapter.</param>
    /// <exception cref="AdapterStateException">There is no such adapter, it is merged, or another is made of it.</exception>
    public void DeleteAdapter(string name)
    {
        lock (_changing)
        {
            var adapter = FindUnmerged(name);
            CheckUnused(adapter);
            var (all, active) = (Without(_adapters.Set.All, adapter), Without(_adapters.Set.Active, adapter));
            UnregisterParts(adapter);
            Publish(all, active.Count > 0 ? active : [.. all.Take(1)]);
        }
    }

    /// <summary>Gives an adapter another name.</summary>
    /// <param name="name">The adapter.</param>
    /// <param name="newName">Its new name: not empty, without a dot, not in use.</param>
    /// <exception cref="AdapterStateException">There is no such adapter, another is made of it, or the new name is in use or cannot be one.</exception>
    public void RenameAdapter(string name, string newName)
    {
        lock (_changing)
        {
            var adapter = Find(name);
            CheckUnused(adapter);
            CheckNewName(newName);
            UnregisterParts(adapter);
            adapter.Name = newName;
            RegisterParts(adapter);
            Republish();
        }
    }

    /// <summary>
    /// Takes all adapters off: the same module objects stand in the same places and order again, and what was trainable is trainable.
    /// Merged weights stay merged only after <see cref="MergeAndUnload"/>.
    /// </summary>
    /// <returns>The model.</returns>
    public Module Detach()
    {
        lock (_changing)
        {
            Unmerge();
            return Unload();
        }
    }

    private Module Unload()
    {
        foreach (var adapter in _adapters.Set.All)
            UnregisterParts(adapter);
        Publish([], []);
        foreach (var site in _sites.Values)
            site.Detach();
        RemoveCallHooks();
        RestoreLayers();
        _adapters.Tokens?.Dispose();
        _adapters.Tokens = null;
        foreach (var slot in _slots)
            slot.Attach(null);
        _slots.Clear();
        // By name: to() puts other objects in the places of parameters.
        foreach (var (owner, name, requiredGrad) in _frozen)
        {
            if (owner.get_parameter(name) is { IsInvalid: false } parameter)
                parameter.requires_grad = requiredGrad;
        }
        _frozen.Clear();
        _sites = new(StringComparer.Ordinal);
        s_models.Remove(Model);
        return Model;
    }

    /// <summary>Makes a set of adapters the one that holds.</summary>
    private void Publish(IReadOnlyList<LoadedAdapter> all, IReadOnlyList<LoadedAdapter> active)
    {
        var acting = _disabled > 0 ? [] : active;
        CheckTrainedOnce(acting);
        foreach (var adapter in all)
        {
            bool trained = adapter.Trainable && TakesPart(adapter, active);
            foreach (var parameter in adapter.Parameters.Where(p => p.requires_grad != trained))
                parameter.requires_grad = trained;
        }
        // First give every place back, then take it: two adapters may train the same module.
        foreach (var adapter in _adapters.Set.All.Union(all).OrderBy(acting.Contains))
            adapter.Trained.Install(acting.Contains(adapter));
        _adapters.Replace(new AdapterSet(all, active, acting));
    }

    private void Republish() => Publish(_adapters.Set.All, _adapters.Set.Active);

    private void CheckNewName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('.'))
            throw new AdapterStateException(name, "a name must not contain a dot.", "Give another name.");
        if (_adapters.Set.Find(name) is not null)
            throw new AdapterStateException(name, "there is an adapter of this name already.", "Give another name, or delete that one first.");
    }

    private LoadedAdapter Find(string name) => Find(_adapters.Set, name);

    private static LoadedAdapter Find(AdapterSet set, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return set.Find(name)
            ?? throw new AdapterStateException(name, "there is no adapter of this name.", $"The model has: {string.Join(", ", set.All.Select(a => a.Name).DefaultIfEmpty("none"))}.");
    }

    private LoadedAdapter FindUnmerged(string name)
    {
        var adapter = Find(name);
        return _merged.Contains(adapter) ? throw new AdapterStateException(name, "it is merged into the base weights.", "Call Unmerge first.") : adapter;
    }

    private static List<LoadedAdapter> Without(IReadOnlyList<LoadedAdapter> adapters, LoadedAdapter one) => [.. adapters.Where(a => a != one)];
}
