using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch.nn;

namespace Peft;

public sealed partial class PeftModel
{
    /// <summary>Whether any adapter is merged.</summary>
    public bool IsMerged => _sites.Values.Any(s => s.Stack.Merged.Count > 0);

    /// <summary>
    /// Writes the active adapters into the base weights: afterwards the model computes the same without their cost. What is overwritten
    /// is kept, so that <see cref="Unmerge"/> is exact; <see cref="MergeAndUnload"/> drops it.
    /// </summary>
    /// <param name="checkFinite">First make sure that every merged weight is finite; nothing is changed otherwise.</param>
    /// <exception cref="AdapterStateException">An active adapter cannot be merged, a merged weight would not be finite, or is shared with another layer, which would change too.</exception>
    /// <exception cref="BackwardException">A backward has failed: a step since then may have made the adapters NaN.</exception>
    public void Merge(bool checkFinite = false)
    {
        BackwardException.ThrowIfPending();
        var adapters = _adapters.Set.Active;
        var shared = new SharedParameters(_tree);
        foreach (var site in _sites.Values)
        {
            if (adapters.FirstOrDefault(a => a.Layers.ContainsKey(site.Stack)) is { } first && shared.OtherUser(site.Stack.Layer.Weight, site.Path) is { } other)
                throw Shared(first.Name, site.Path, other);
            if (adapters.FirstOrDefault(a => a.Layers.TryGetValue(site.Stack, out var part) && !part.CanMerge) is { } unmergeable)
                throw new AdapterStateException(unmergeable.Name, $"it cannot be merged into the weight of '{site.Path}'.", "Use the adapter unmerged.");
            if (checkFinite && !site.Stack.MergesToFinite(adapters))
                throw new AdapterStateException(string.Join(", ", ActiveAdapters), $"merging would make the weight of '{site.Path}' infinite or NaN. Nothing was changed.", "Look for infinite values in the adapter's tensors.");
        }
        foreach (var site in _sites.Values)
            site.Stack.Merge(adapters);
    }

    /// <summary>Puts back the base weights that <see cref="Merge"/> overwrote, bit for bit.</summary>
    public void Unmerge()
    {
        foreach (var site in _sites.Values)
            site.Stack.Unmerge();
    }

    /// <summary>Merges the active adapters for good and takes everything off: a plain model of the same objects remains.</summary>
    /// <param name="checkFinite">As in <see cref="Merge"/>.</param>
    /// <returns>The model.</returns>
    public Module MergeAndUnload(bool checkFinite = false)
    {
        var shared = new SharedParameters(_tree);
        foreach (var adapter in _adapters.Set.Active)
        {
            foreach (var (layer, original) in adapter.Trained.Originals)
            {
                if (shared.OtherUser(original, layer) is { } other)
                    throw Shared(adapter.Name, layer, other);
            }
        }
        Merge(checkFinite);
        foreach (var site in _sites.Values)
            site.Stack.ForgetMerge();
        foreach (var adapter in _adapters.Set.Active)
            adapter.Trained.Keep();
        return Unload();
    }

    private static AdapterStateException Shared(string adapter, string path, string other) => new(
        adapter,
        $"it cannot be merged: '{other}' uses the weight of '{path}' too and would change with it. Nothing was changed.",
        $"Use the adapter unmerged, or give '{other}' a weight of its own before adapters are attached.");
}
