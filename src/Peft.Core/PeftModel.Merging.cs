using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    private volatile IReadOnlyList<LoadedAdapter> _merged = [];

    /// <summary>Whether any adapter is merged.</summary>
    public bool IsMerged => _merged.Count > 0;

    /// <summary>
    /// Writes the active adapters into the base weights: afterwards the model computes the same without their cost. What is overwritten
    /// is kept, so that <see cref="Unmerge"/> is exact; <see cref="MergeAndUnload"/> drops it.
    /// </summary>
    /// <remarks>For a model that no other thread runs meanwhile.</remarks>
    /// <param name="checkFinite">First make sure that every merged weight is finite; nothing is changed otherwise.</param>
    /// <exception cref="AdapterStateException">An active adapter cannot be merged, a merged weight would not be finite, or is shared with another layer, which would change too; adapters are disabled, or this thread has chosen others with <see cref="Use"/> or <see cref="UsePerRow"/>.</exception>
    /// <exception cref="BackwardException">A backward has failed: a step since then may have made the adapters NaN.</exception>
    /// <returns>What quantising the merged weights has cost.</returns>
    public MergeReport Merge(bool checkFinite = false)
    {
        BackwardException.ThrowIfPending();
        lock (_changing)
        {
            CheckMerge(checkFinite);
            try
            {
                var errors = new OrderedDictionary<string, double>();
                var merged = new Dictionary<nint, AdapterStack>();
                foreach (var site in _sites.Values)
                {
                    if (site.Stack.Layer.Store.Parameter is { } weight && !merged.TryAdd(SharedParameters.Identity(weight), site.Stack))
                        site.Stack.MergeWith(merged[SharedParameters.Identity(weight)], _adapters.Set.Active);
                    else if (site.Stack.Merge(_adapters.Set.Active) is { } error)
                    {
                        errors.Add(site.Path, error);
                        Log.MergeRequantized(_logger, site.Path, error);
                    }
                }
                _merged = _adapters.Set.Active;
                return new MergeReport(errors);
            }
            catch
            {
                Unmerge();
                throw;
            }
        }
    }

    /// <summary>Puts back the base weights that <see cref="Merge"/> overwrote, bit for bit.</summary>
    public void Unmerge()
    {
        lock (_changing)
        {
            // The last first: two layers may share a weight.
            foreach (var site in _sites.Values.Reverse())
                site.Stack.Unmerge();
            _merged = [];
        }
    }

    /// <summary>Merges the active adapters for good and takes everything off: a plain model of the same objects remains.</summary>
    /// <param name="checkFinite">As in <see cref="Merge"/>.</param>
    /// <returns>The model.</returns>
    public Module MergeAndUnload(bool checkFinite = false)
    {
        lock (_changing)
        {
            CheckTrainedAreUnshared();
            Merge(checkFinite);
            foreach (var site in _sites.Values)
                site.Stack.ForgetMerge();
            _merged = [];
            foreach (var adapter in _adapters.Set.Active)
                adapter.Trained.Keep();
            return Unload();
        }
    }

    // What is merged acts on every thread and row, and before anything else.
    private void CheckBeginsWithMerged(IEnumerable<string> names)
    {
        var merged = _merged.Select(a => a.Name).ToList();
        if (!names.Take(merged.Count).SequenceEqual(merged))
            throw new AdapterStateException(string.Join(", ", merged), "it is merged into the weights, so it acts whatever is chosen.", "Name it first, or call Unmerge.");
    }

    private void CheckNothingMerged()
    {
        if (IsMerged)
            throw new AdapterStateException(string.Join(", ", _merged.Select(a => a.Name)), "it is merged into the weights, so it acts on everything.", "Call Unmerge first.");
    }

    private void CheckTrainedAreUnshared()
    {
        var shared = new SharedParameters(_tree);
        foreach (var adapter in _adapters.Set.Active)
        {
            foreach (var (layer, original) in adapter.Trained.Originals)
            {
                if (shared.OtherUsers(original, layer).FirstOrDefault() is { } other)
                    throw Shared(adapter.Name, layer, other);
            }
        }
    }

    private void CheckMerge(bool checkFinite)
    {
        var adapters = _adapters.Set.Active;
        if (_disabled > 0 || ForwardScope.Of(_adapters) is not null)
            throw new AdapterStateException(string.Join(", ", ActiveAdapters), "what is active cannot be merged while adapters are disabled or this thread has chosen others.", "Dispose what DisableAdapters, Use or UsePerRow returned, then merge.");
        if (adapters.FirstOrDefault(a => a.OfModel is not null) is { } ofModel)
            throw new AdapterStateException(ofModel.Name, $"it acts by {ofModel.OfModel!.Acting}, which no change of the weights can replace.", "Make the others active alone, and merge them.");
        var shared = new SharedParameters(_tree);
        foreach (var site in _sites.Values)
        {
            foreach (string other in shared.OtherUsers(site.Stack.Layer.Store.Parameter, site.ModulePath))
            {
                if (adapters.FirstOrDefault(a => ChangesOnlyOne(a, site, other)) is { } changing)
                    throw Shared(changing.Name, site.Path, other);
            }
            if (adapters.FirstOrDefault(a => a.Layers.TryGetValue(site.Stack, out var part) && !part.CanMerge) is { } unmergeable)
                throw new AdapterStateException(unmergeable.Name, $"it cannot be merged into the weight of '{site.Path}'.", "Use the adapter unmerged.");
            if (checkFinite && !site.Stack.MergesToFinite(adapters))
                throw new AdapterStateException(string.Join(", ", ActiveAdapters), $"merging would make the weight of '{site.Path}' infinite or NaN. Nothing was changed.", "Look for infinite values in the adapter's tensors.");
        }
    }

    // Whether it would give a weight that two layers share a value that only one of them is to have.
    private bool ChangesOnlyOne(LoadedAdapter adapter, Site site, string other) => adapter.Layers.TryGetValue(site.Stack, out var part)
        && !(_sites.TryGetValue(other, out var otherSite) && adapter.Layers.TryGetValue(otherSite.Stack, out var otherPart) && part.ChangesWeightAs(otherPart));

    private static AdapterStateException Shared(string adapter, string path, string other) => new(
        adapter,
        $"it cannot be merged: '{other}' uses the weight of '{path}' too and would change with it. Nothing was changed.",
        $"Use the adapter unmerged, or give '{other}' a weight of its own before adapters are attached.");
}
