using Peft.Adapters;
using Peft.Attachment;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>
    /// Puts the weights in a folder in the place of a loaded adapter's, without attaching anything anew: passes that run go on with the old
    /// ones, those that begin afterwards have the new ones. Rank, alpha and the like may differ.
    /// </summary>
    /// <remarks>
    /// The parameters are new objects: an optimizer that trained the old ones has to be made anew. Where an active adapter trains parameters of the model whole, those are exchanged in the model, which nobody may run meanwhile.
    /// </remarks>
    /// <param name="folder">The folder with <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</param>
    /// <param name="name">The adapter.</param>
    /// <exception cref="AdapterStateException">There is no such adapter, it is merged, another is made of it, or the folder's adapter is of another method, on layers that this one is not on, or trains other parameters of the model whole.</exception>
    /// <inheritdoc cref="LoadAdapter(string, string, LoadOptions)" path="/exception"/>
    public void HotSwap(string folder, string name = DefaultAdapter)
    {
        lock (_changing)
        {
            var old = FindUnmerged(name);
            CheckUnused(old);
            var (prepared, _) = PrepareFrom(folder, name, new LoadOptions(), p => CheckReplaces(p, old, folder));
            UnregisterParts(old);
            var adapter = Register(prepared, old.Trainable);
            LoadedAdapter Swapped(LoadedAdapter a) => a == old ? adapter : a;
            Publish([.. _adapters.Set.All.Select(Swapped)], [.. _adapters.Set.Active.Select(Swapped)]);
            Log.AdapterLoaded(_logger, name, folder, NamedTensors(adapter).Count);
        }
    }

    /// <summary>Writes an adapter as Hugging Face PEFT does, so that Python loads it: configuration and tensors, each atomically.</summary>
    /// <param name="folder">The folder; it is made if need be.</param>
    /// <param name="name">The adapter.</param>
    /// <exception cref="AdapterStateException">There is no adapter of this name.</exception>
    /// <exception cref="BackwardException">A backward has failed: a step since then may have made the adapters NaN.</exception>
    public void SaveAdapter(string folder, string name = DefaultAdapter)
    {
        BackwardException.ThrowIfPending();
        lock (_changing)
            Save(Find(name), folder);
    }

    /// <summary>An adapter's tensors by the keys that they have in PEFT's files. The live parameters, not copies.</summary>
    /// <param name="name">The adapter.</param>
    public IReadOnlyDictionary<string, Tensor> AdapterStateDict(string name = DefaultAdapter) => NamedTensors(Find(name));

    /// <summary>
    /// Copies tensors into those of an adapter, as PEFT's <c>set_peft_model_state_dict</c> does: back to an earlier state, or to that of another model. The parameters stay the same objects,
    /// so an optimizer goes on with them; passes that run meanwhile may see some of either.
    /// </summary>
    /// <param name="tensors">What <see cref="AdapterStateDict"/> gave, of any type and device: every key and every shape has to be there.</param>
    /// <param name="name">The adapter.</param>
    /// <exception cref="AdapterStateException">There is no such adapter, or it is merged.</exception>
    /// <exception cref="CheckpointFormatException">A key is missing, belongs to nothing, or has another shape; nothing was changed.</exception>
    public void LoadAdapterStateDict(IReadOnlyDictionary<string, Tensor> tensors, string name = DefaultAdapter)
    {
        lock (_changing)
        {
            var adapter = FindUnmerged(name);
            var own = NamedTensors(adapter);
            var found = tensors.ToDictionary(t => t.Key, t => (IReadOnlyList<long>)t.Value.shape);
            AdapterCheckpoint.RequireAll($"tensors for adapter '{name}'", AdapterCheckpoint.Compare(found, own, []));
            using var _ = no_grad();
            foreach (var (key, tensor) in own)
                tensor.copy_(tensors[key]);
            OnBasesLoaded(_sites.Values.Where(s => adapter.Layers.ContainsKey(s.Stack)).Select(s => s.Path), adapter.Config);
        }
    }

    /// <summary>The configuration of an adapter: the one that it was made with or loaded with, with a condition for modules resolved to their paths.</summary>
    /// <param name="name">The adapter.</param>
    public PeftConfig ConfigOf(string name = DefaultAdapter) => Find(name).Config;

    internal AdapterContents ContentsToSave(string name)
    {
        using var scope = NewDisposeScope();
        var adapter = Find(name);
        return new AdapterContents(adapter.Config.ToSave(), NamedTensors(adapter, toSave: true).ToDictionary(t => t.Key, t => (IReadOnlyList<long>)t.Value.shape));
    }

    private void Save(LoadedAdapter adapter, string folder)
    {
        using var scope = NewDisposeScope();
        var config = adapter.Config.ToSave();
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, AdapterCheckpoint.FileName);
        AdapterCheckpoint.Write(path, NamedTensors(adapter, toSave: true));
        bool inference = config.InferenceMode;
        try
        {
            config.InferenceMode = true;
            PeftConfigFile.Write(config, folder);
        }
        finally
        {
            config.InferenceMode = inference;
        }
        Log.AdapterSaved(_logger, adapter.Name, folder, new FileInfo(path).Length);
    }

    private void CheckReplaces(PreparedAdapter prepared, LoadedAdapter old, string folder)
    {
        string? reason =
            prepared.Config.PeftType != old.Config.PeftType ? $"it is {prepared.Config.PeftType} and not {old.Config.PeftType}"
            : KeysOf(prepared.Trained).Except(KeysOf(old.Trained)).Concat(KeysOf(old.Trained).Except(KeysOf(prepared.Trained))).FirstOrDefault() is { } key ? $"only one of the two trains '{key}' whole"
            : prepared.Parts.FirstOrDefault(p => !_sites.TryGetValue(p.Node.Path, out var site) || !old.Layers.ContainsKey(site.Stack)) is { } part ? $"it is on '{part.Node.Path}', where this one is not"
            : prepared.Config.UsedAdapters.FirstOrDefault(_adapters.Set.Active.Contains(old) ? ActiveAdapters.Contains : _ => false) is { } twice ? $"it is made of '{twice}', which is active beside it and would act twice"
            : null;
        if (reason is not null)
            throw new AdapterStateException(prepared.Name, $"the adapter in '{folder}' cannot take its place: {reason}.", "Load it as an adapter of its own with LoadAdapter.");

        static IEnumerable<string> KeysOf(TrainedParameters trained) => trained.Tensors.Select(t => t.Key);
    }

    private Dictionary<string, Tensor> NamedTensors(LoadedAdapter adapter, bool toSave = false) => NamedTensors(
        _sites.Values.Where(s => adapter.Layers.ContainsKey(s.Stack)).Select(s => (s.Path, s.Stack.Layer, adapter.Layers[s.Stack])),
        adapter.OfModel, toSave ? adapter.OfModel?.TensorsToSave : adapter.OfModel?.Tensors, adapter.Trained, adapter.Config, part => toSave ? part.TensorsToSave : part.Tensors);

    private static Dictionary<string, Tensor> NamedTensors(
        IEnumerable<(string Path, BaseLayer Layer, Adapter Adapter)> parts, ModelAdapter? ofModel, IReadOnlyDictionary<string, Tensor>? tensorsOfModel, TrainedParameters trained, PeftConfig config,
        Func<Adapter, IReadOnlyDictionary<string, Tensor>> tensorsOf)
    {
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (path, layer, adapter) in parts)
        {
            foreach (var (suffix, tensor) in tensorsOf(adapter))
                tensors.Add($"{AdapterCheckpoint.Prefix}{layer.PathInFiles(path)}.{suffix}", tensor);
            if (AdapterCheckpoint.IncludesBase(path, config) && !layer.IsQuantized)
                tensors.Add($"{AdapterCheckpoint.Prefix}{path}{AdapterCheckpoint.BaseWeight}", layer.OriginalWeight);
        }
        foreach (var (key, tensor) in parts.Select(p => p.Adapter.Shared).OfType<SharedTensors>().Distinct().SelectMany(s => s.Tensors))
            tensors.Add(AdapterCheckpoint.SharedPrefix + key, tensor);
        foreach (var (key, tensor) in tensorsOfModel ?? new Dictionary<string, Tensor>())
            tensors.Add(key, tensor);
        string prefix = ofModel?.Prefix ?? AdapterCheckpoint.Prefix;
        foreach (var (path, tensor) in trained.Tensors)
            tensors.Add(prefix + path, tensor);
        return tensors;
    }
}
