using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters;

/// <summary>What the adapters of a model do at one layer, and what of it is merged into the layer's weight.</summary>
internal sealed class AdapterStack : Module
{
    private readonly CurrentAdapters _adapters;
    private List<LoadedAdapter> _merged = [];
    private Tensor? _overwrittenBias;

    internal AdapterStack(BaseLayer layer, CurrentAdapters adapters)
        : base(nameof(AdapterStack)) => (Layer, _adapters) = (layer, adapters);

    internal BaseLayer Layer { get; }

    internal IReadOnlyList<LoadedAdapter> Merged => _merged;

    /// <summary>The adapters that have a part in this layer.</summary>
    internal IReadOnlyList<LoadedAdapter> Present => [.. _adapters.Set.All.Where(a => a.Layers.ContainsKey(this))];

    /// <summary>Their names, for messages.</summary>
    internal string Names => string.Join(", ", Present.Select(a => a.Name));

    /// <summary>Makes an adapter's part a module below this one, so that what is done to the model reaches it.</summary>
    internal void Register(string name, Adapter adapter)
    {
        adapter.train(Layer.Module.training);
        register_module(name, adapter);
    }

    internal void Unregister(string name) => register_module(name, null!);

    /// <summary>What an adapter adds to this layer; null if it has no part here or is merged into the weight.</summary>
    internal Adapter? PartOf(LoadedAdapter adapter) => adapter.Layers.TryGetValue(this, out var part) && !_merged.Contains(adapter) ? part : null;

    /// <summary>The output of the layer with every acting adapter that is not merged; what the layer itself gives when there is none.</summary>
    internal Tensor Apply(Tensor x, InnerLayer layer)
    {
        using var acting = _adapters.Choose();
        return acting.Choice.Apply(this, x, layer);
    }

    /// <summary>Gives the weight, as it is stored, with every acting adapter that is not merged, or null when there is none.</summary>
    /// <returns>Whether a layer with this weight does what <see cref="Apply"/> does.</returns>
    internal bool TryGetEffectiveWeight(out Tensor? weight)
    {
        using var acting = _adapters.Choose();
        weight = null;
        if (acting.Choice.OnAllRows is not { } adapters || adapters.Any(a => PartOf(a) is { ActsThroughWeight: false }) || TransformBias(adapters) is not null)
            return false;
        weight = Transform(adapters)?.to(Layer.WeightType);
        return true;
    }

    /// <summary>Writes adapters into the weight, keeping what it overwrites.</summary>
    /// <returns>The error that quantising the result has made, if the layer is quantised; else null.</returns>
    internal double? Merge(IReadOnlyList<LoadedAdapter> adapters)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        if (Transform(adapters) is not Tensor weight)
            return null;
        if (TransformBias(adapters) is { } bias)
        {
            _overwrittenBias ??= Layer.Bias!.detach().clone().DetachFromDisposeScope();
            Layer.Bias!.copy_(bias);
        }
        double? error = Layer.Store.Overwrite(weight);
        AddMerged(adapters);
        return error;
    }

    /// <summary>Takes note that another layer which shares the weight has written what the adapters do here too.</summary>
    internal void MergeWith(AdapterStack other, IReadOnlyList<LoadedAdapter> adapters)
    {
        Layer.Store.KeepOriginalOf(other.Layer.Store);
        AddMerged(adapters);
    }

    /// <summary>Whether merging would leave every weight finite.</summary>
    internal bool MergesToFinite(IReadOnlyList<LoadedAdapter> adapters)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        return IsFinite(Transform(adapters)?.to(Layer.WeightType)) && IsFinite(TransformBias(adapters));
    }

    private void AddMerged(IReadOnlyList<LoadedAdapter> adapters) => _merged = [.. _merged, .. adapters.Where(a => a.Layers.ContainsKey(this) && !_merged.Contains(a))];

    private static bool IsFinite(Tensor? values) => values is null || values.isfinite().all().item<bool>();

    /// <summary>Puts back, bit for bit, the weight that <see cref="Merge"/> overwrote.</summary>
    internal void Unmerge()
    {
        using var _ = no_grad();
        Layer.Store.Restore();
        if (_overwrittenBias is not null)
            Layer.Bias!.copy_(_overwrittenBias);
        ForgetMerge();
    }

    /// <summary>Makes the merge final.</summary>
    internal void ForgetMerge()
    {
        Layer.Store.Forget();
        _overwrittenBias?.Dispose();
        (_overwrittenBias, _merged) = (null, []);
    }

    /// <summary>Lets the adapters drop what they computed from the layer's own weight.</summary>
    internal void OnBaseChanged()
    {
        foreach (var adapter in Present)
            adapter.Layers[this].OnBaseChanged();
    }

    // Null when none of the adapters has a part here that is not merged already.
    private Tensor? Transform(IReadOnlyList<LoadedAdapter> adapters)
    {
        Tensor? matrix = null;
        foreach (var adapter in adapters)
        {
            if (PartOf(adapter) is { } part)
                matrix = part.Transform(matrix ?? Layer.ToMatrix(Layer.Weight));
        }
        return matrix is null ? null : Layer.FromMatrix(matrix);
    }

    // Null when none of them changes it.
    private Tensor? TransformBias(IReadOnlyList<LoadedAdapter> adapters)
    {
        var (own, bias) = (Layer.Bias, Layer.Bias);
        foreach (var adapter in adapters)
        {
            if (adapter.Layers.TryGetValue(this, out var part) && !_merged.Contains(adapter))
                bias = part.TransformBias(bias);
        }
        return ReferenceEquals(bias, own) ? null : bias;
    }

    // Whatever device this was made for: the adapters were made where the layer is.
    protected override Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        _toEpilog(deviceType, deviceIndex, non_blocking);
        return this;
    }

    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        base._toEpilog(dtype, device, non_blocking);
        if (Layer.Store.Overwritten is { } overwritten && ReplaceBuffer(dtype, device, overwritten, out var converted))
            Layer.Store.Overwritten = converted;
        if (device is not null)
            Layer.Store.MoveOverwritten(device);
        if (_overwrittenBias is not null && ReplaceBuffer(dtype, device, _overwrittenBias, out var convertedBias))
            _overwrittenBias = convertedBias;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            ForgetMerge();
        base.Dispose(disposing);
    }
}
