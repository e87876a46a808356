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
    public void Merge(bool checkFinite = false)
    {
        var names = ActiveAdapters;
        foreach (var site in _sites.Values)
        {
            if (names.FirstOrDefault(n => site.Stack.Adapters.TryGetValue(n, out var a) && !a.CanMerge) is string unmergeable)
                throw new AdapterStateException(unmergeable, $"it cannot be merged into the weight of '{site.Path}'.", "Use the adapter unmerged.");
            if (checkFinite && !site.Stack.MergesToFinite(names))
                throw new AdapterStateException(string.Join(", ", names), $"merging would make the weight of '{site.Path}' infinite or NaN. Nothing was changed.", "Look for infinite values in the adapter's tensors.");
        }
        foreach (var site in _sites.Values)
            site.Stack.Merge(names);
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
        KeepSavedModules();
        return Unload();
    }
}
