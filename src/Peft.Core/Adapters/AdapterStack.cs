using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>The adapters of one layer by name, and what is merged into its weight.</summary>
internal sealed class AdapterStack : Module
{
    private readonly Dictionary<string, Adapter> _adapters = new(StringComparer.Ordinal);
    private readonly ActiveAdapters _active;
    private List<string> _merged = [];
    private MergedWeight? _saved;

    internal AdapterStack(BaseLayer layer, ActiveAdapters active)
        : base(nameof(AdapterStack)) => (Layer, _active) = (layer, active);

    internal BaseLayer Layer { get; }

    internal IReadOnlyDictionary<string, Adapter> Adapters => _adapters;

    internal IReadOnlyList<string> Merged => _merged;

    internal void Add(string name, Adapter adapter)
    {
        adapter.train(Layer.Module.training);
        register_module(name, adapter);
        _adapters.Add(name, adapter);
    }

    internal void Remove(string name)
    {
        if (!_adapters.Remove(name, out var adapter))
            return;
        register_module(name, null!);
        adapter.Dispose();
    }

    /// <summary>The output with every acting adapter that is not merged; <paramref name="y"/> itself when there is none.</summary>
    internal Tensor Apply(Tensor x, Tensor y)
    {
        foreach (string name in _active.Current.Acting)
        {
            if (_adapters.TryGetValue(name, out var adapter) && !_merged.Contains(name))
                y = adapter.Apply(x, y);
        }
        return y;
    }

    /// <summary>Whether <see cref="EffectiveWeight"/> can stand for <see cref="Apply"/>.</summary>
    internal bool ActsThroughWeight => _active.Current.Acting.All(n => !_adapters.TryGetValue(n, out var a) || a.ActsThroughWeight);

    /// <summary>The weight with every acting adapter that is not merged, or null when there is none.</summary>
    internal Tensor? EffectiveWeight()
    {
        Tensor? weight = null;
        foreach (string name in _active.Current.Acting)
        {
            if (_adapters.TryGetValue(name, out var adapter) && !_merged.Contains(name))
                weight = adapter.Transform(weight ?? Layer.Weight);
        }
        return weight?.to(Layer.Weight.dtype);
    }

    /// <summary>Writes adapters into the weight, keeping what it overwrites.</summary>
    internal void Merge(IReadOnlyList<string> names)
    {
        var added = names.Where(n => _adapters.ContainsKey(n) && !_merged.Contains(n)).ToList();
        if (added.Count == 0)
            return;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _saved ??= new MergedWeight(Layer.Weight);
        Tensor weight = Layer.Weight;
        foreach (string name in added)
            weight = _adapters[name].Transform(weight);
        Layer.Weight.copy_(weight);
        _merged = [.. _merged, .. added];
    }

    /// <summary>Whether merging would leave every weight finite.</summary>
    internal bool MergesToFinite(IReadOnlyList<string> names)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        Tensor weight = Layer.Weight;
        foreach (string name in names.Where(n => _adapters.ContainsKey(n) && !_merged.Contains(n)))
            weight = _adapters[name].Transform(weight);
        return weight.isfinite().all().item<bool>();
    }

    /// <summary>Puts back, bit for bit, the weight that <see cref="Merge"/> overwrote.</summary>
    internal void Unmerge()
    {
        if (_saved is null)
            return;
        _saved.Restore(Layer.Weight);
        ForgetMerge();
    }

    /// <summary>Makes the merge final.</summary>
    internal void ForgetMerge()
    {
        _saved?.Dispose();
        _saved = null;
        _merged = [];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _saved?.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>A copy of a weight; not a tensor field, which would become a buffer of the module.</summary>
    private sealed class MergedWeight(Tensor weight) : IDisposable
    {
        private readonly Tensor _copy = weight.detach().clone().DetachFromDisposeScope();

        internal void Restore(Tensor weight)
        {
            using var _ = no_grad();
            weight.copy_(_copy);
        }

        public void Dispose() => _copy.Dispose();
    }
}
