using Peft.Adapters;
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
    /// <exception cref="AdapterStateException">An active adapter cannot be merged, or a merged weight would not be finite.</exception>
    /// <exception cref="BackwardException">A backward has failed: a step since then may have made the adapters NaN.</exception>
    public void Merge(bool checkFinite = false)
    {
        BackwardException.ThrowIfPending();
        var adapters = _adapters.Set.Active;
        foreach (var site in _sites.Values)
        {
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
        Merge(checkFinite);
        foreach (var site in _sites.Values)
            site.Stack.ForgetMerge();
        foreach (var module in _adapters.Set.Active.SelectMany(a => a.SavedModules))
            module.Keep();
        return Unload();
    }
}
