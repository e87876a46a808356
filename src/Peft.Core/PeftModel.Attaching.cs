using Peft.Adapters;
using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>Makes all parts of an adapter. Nothing of the model has changed yet but, where layers are repeated, their order (<see cref="ForgetPrepared"/>).</summary>
    private PreparedAdapter Prepare(PeftConfig config, string name, Action<PeftException> unused, Source source = Source.Start)
    {
        config.Validate();
        LookAtModel();
        ReplicateLayers(config, name);
        PreparedAdapter? prepared = null;
        try
        {
            prepared = MakeParts(config, name, unused, source);
            CheckTies(prepared, unused);
            return prepared;
        }
        catch
        {
            ForgetPrepared(prepared);
            throw;
        }
    }

    /// <summary>Leaves the model as it was before an adapter was prepared that is not to be attached.</summary>
    private void ForgetPrepared(PreparedAdapter? prepared)
    {
        prepared?.Dispose();
        if (_adapters.Set.All.Count == 0)
            RestoreLayers();
    }

    private PreparedAdapter MakeParts(PeftConfig config, string name, Action<PeftException> unused, Source source)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var method = AdapterMethod.Find(config.PeftType);
        var parts = new List<AdapterPart>();
        var used = FindUsed(config, name);
        var (targets, others, modules, tied) = MatchLayers(config, method, name, unused);
        var shared = targets.Count > 0 ? method.CreateShared([.. targets.Select(t => t.Layer)], config) : null;
        Begin(shared);
        foreach (var (node, layer) in targets)
            Add(node, layer, () => Create(layer, node.Path));
        if (shared is not null)
            parts[0].Adapter.register_module("shared", shared);
        foreach (var (node, layer, embedding) in tied)
            Add(node, layer, () => method.CreateTied(layer, node.Path, config, parts.First(p => p.Node == embedding).Adapter));
        foreach (var (node, create, own) in others.Concat(method.ExtraParts(_tree, config)))
        {
            if (parts.Any(p => p.Node == node) || LayerAt(node, config, own) is not { } layer)
                throw new AdapterStateException(name, $"'{node.Path}' cannot have two parts of one adapter, or is no layer with a weight.", "Leave it out of TargetModules, or out of what is trained besides.");
            Add(node, layer, () => create(layer, Create));
        }
        var ofModel = method.CreateForModel(_tree, config, source == Source.Start);
        Begin(ofModel);
        var prepared = new PreparedAdapter(name, config, parts, ofModel, CreateTrained(config, modules, name, copied: source != Source.CompleteFile));
        if (parts.Count == 0 && ofModel is null && prepared.Trained.IsEmpty)
            throw new AdapterStateException(name, $"{config.PeftType} finds nothing to train in the {modules.Count} targeted modules.", "Name modules that have such parameters.");
        scope.Detach(parts.Select(p => (Module)p.Adapter).Concat(ofModel is null ? [] : [ofModel]).SelectMany(p => p.parameters().Concat(p.buffers())));
        return prepared;

        Adapter Create(BaseLayer layer, string path) => used.Count > 0 ? method.Create(layer, path, config, PartsAt(path, used)) : method.Create(layer, path, config, shared);

        void Add(ModuleNode node, BaseLayer layer, Func<Adapter> create)
        {
            using var step = NewDisposeScope();
            var part = create();
            Begin(part);
            step.MoveToOuter(part.parameters().Concat(part.buffers()));
            parts.Add(new AdapterPart(node, layer, part));
        }

        void Begin(AdapterModule? tensors)
        {
            if (source == Source.Start)
                tensors?.Start();
            else
                tensors?.Restore(complete: source == Source.CompleteFile);
        }
    }

    // What is targeted: layers, parts at modules that are none, and all their modules.
    private (List<(ModuleNode Node, BaseLayer Layer)> Layers, List<ExtraPart> Others, IReadOnlySet<Module> Modules, List<TiedLayer> Tied) MatchLayers(PeftConfig config, AdapterMethod method, string name, Action<PeftException> unused)
    {
        config.Validate();
        var targets = TargetMatcher.Match(_tree, config, method.CanAdapt, unused);
        // A file cannot have a condition.
        if (config.TargetModules?.Predicate is not null)
            config.TargetModules = [.. targets.Select(n => n.Path)];
        if (config.ExcludeModules?.Predicate is { } excluded)
            config.ExcludeModules = [.. _tree.Where(excluded).Select(n => n.Path)];
        var (layers, others) = (new List<(ModuleNode Node, BaseLayer)>(), new List<ExtraPart>());
        if (method.OnlySelects)
            return ([], [], targets.Select(t => t.Module).ToHashSet(), []);
        foreach (var node in targets)
        {
            if (LayerAt(node, config) is { } layer && method.CanAdapt(layer))
                layers.Add((node, layer));
            else if (method.PartsOf(node, config).ToList() is { Count: > 0 } parts)
                others.AddRange(parts);
            else
                throw new AdapterStateException(name, $"{config.PeftType} cannot adapt '{node.Path}', a {node.Module.GetType().Name}.", "Name other layers in TargetModules, or exclude this one.");
        }
        var tied = config.TiesWeights ? Tie(layers, config) : [];
        return (layers, others, layers.Select(t => t.Node.Module).Concat(tied.Select(t => t.Node.Module)).ToHashSet(), tied);
    }

    // Adapters of one layer share its description, which knows what is merged.
    private BaseLayer? LayerAt(ModuleNode node, PeftConfig config, BaseLayer? own = null) =>
        _sites.TryGetValue(node.Path, out var site) ? site.Stack.Layer : own ?? BaseLayer.TryCreate(node.Module, config.StoresTransposed);

    /// <summary>Puts a prepared adapter on the model and makes it the active one, beside those that are merged.</summary>
    private LoadedAdapter Attach(PreparedAdapter prepared, bool trainable)
    {
        Freeze();
        AttachSites([.. prepared.Parts.Where(p => !_sites.ContainsKey(p.Node.Path))]);
        var adapter = Register(prepared, trainable);
        Publish([.. _adapters.Set.All, adapter], [.. _merged, adapter]);
        return adapter;
    }

    private LoadedAdapter Register(PreparedAdapter prepared, bool trainable)
    {
        var layers = prepared.Parts.ToDictionary(p => _sites[p.Node.Path].Stack, p => p.Adapter);
        // Below the first part, so that what is done to the model reaches it.
        if (!prepared.Trained.IsEmpty && prepared.Parts.Count > 0)
            prepared.Parts[0].Adapter.register_module("trained", prepared.Trained);
        foreach (var part in layers.Values.Where(p => p.LooksAtTokens))
            part.TokenSource = _adapters.Tokens ??= TrackTokens();
        var adapter = new LoadedAdapter(prepared.Name, prepared.Config, layers, prepared.Trained) { OfModel = prepared.OfModel, Trainable = trainable };
        RegisterParts(adapter);
        return adapter;
    }

    private void RegisterParts(LoadedAdapter adapter)
    {
        foreach (var (stack, part) in adapter.Layers)
            stack.Register(adapter.Name, part);
        if (adapter.Layers.Count == 0)
            Model.register_module($"{adapter.Name}_trained", adapter.Trained);
        if (adapter.OfModel is not { } ofModel)
            return;
        ofModel.train(Model.training);
        Model.register_module(NameOf(adapter), ofModel);
        ofModel.Slot.Attach(_adapters);
        _slots.Add(ofModel.Slot);
    }

    private void UnregisterParts(LoadedAdapter adapter)
    {
        foreach (var stack in adapter.Layers.Keys)
            stack.Unregister(adapter.Name);
        if (adapter.Layers.Count == 0)
            Model.register_module($"{adapter.Name}_trained", null!);
        if (adapter.OfModel is not null)
            Model.register_module(NameOf(adapter), null!);
    }

    private static string NameOf(LoadedAdapter ofModel) => $"{ofModel.Name}_of_model";

    private void Freeze()
    {
        if (_frozen.Count > 0)
            return;
        foreach (var owner in _tree.Select(n => n.Module))
        {
            foreach (var (name, parameter) in owner.named_parameters(recurse: false))
                _frozen.Add((owner, name, parameter.requires_grad));
        }
        foreach (var (owner, name, _) in _frozen)
            owner.get_parameter(name)!.requires_grad = false;
        AddCallHooks();
    }

    private void AttachSites(IReadOnlyList<AdapterPart> places)
    {
        if (places.Count == 0)
            return;
        _verified = false;
        var sites = new Dictionary<string, Site>(_sites, StringComparer.Ordinal);
        var slots = SlotFinder.Find(_tree);
        var enclosing = new Lazy<EnclosingModules>(() => new EnclosingModules(_tree, slots));
        foreach (var (node, layer, _) in places)
        {
            var site = Site.Attach(node, new AdapterStack(layer, _adapters), slots[node.Module], enclosing, sites.Values, () => AllowUnreached);
            sites.Add(node.Path, site);
            Log.SiteAttached(_logger, site.Path, site.Strategy, site.Description);
        }
        _sites = sites;
    }

    /// <summary>Where the values of an adapter come from: from its method, or from a file that has all of them, or perhaps not.</summary>
    private enum Source
    {
        Start,
        CompleteFile,
        File,
    }

    private sealed record AdapterPart(ModuleNode Node, BaseLayer Layer, Adapter Adapter);

    private sealed record PreparedAdapter(string Name, PeftConfig Config, IReadOnlyList<AdapterPart> Parts, ModelAdapter? OfModel, TrainedParameters Trained) : IDisposable
    {
        /// <summary>Frees the parts of an adapter that was not attached.</summary>
        public void Dispose()
        {
            foreach (var part in Parts)
                part.Adapter.Dispose();
            OfModel?.Dispose();
            Trained.Dispose();
        }
    }
}
