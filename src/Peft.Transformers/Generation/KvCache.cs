using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Generation;

/// <summary>
/// The keys and values of the tokens that a model has seen, so that a further token costs one row of attention. Made for one sequence
/// (or batch) and one thread; disposing frees the tensors.
/// </summary>
public sealed class KvCache : ISequenceCache, IDisposable
{
    private readonly List<(Tensor Keys, Tensor Values)> _layers = [];
    private Tensor? _positions;
    private KvCache? _side;

    /// <summary>The number of positions held, padding and virtual tokens included.</summary>
    public long Length => _layers.Count == 0 ? 0 : _layers[0].Keys.size(2);

    /// <summary>How many of them are virtual tokens, which stand before all others.</summary>
    public long VirtualLength { get; private set; }

    /// <summary>1 for virtual tokens, 0 for what stands in their place in rows that have fewer, (batch, <see cref="VirtualLength"/>); null if all rows have as many.</summary>
    internal Tensor? VirtualMask { get; private set; }

    long ISequenceCache.Length => Length - VirtualLength;

    /// <summary>Adds keys and values behind those that a layer has. Layers are filled in their order.</summary>
    /// <param name="layer">The layer, counted from 0.</param>
    /// <param name="keys">(batch, key-value heads, new positions, head width).</param>
    /// <param name="values">The same shape.</param>
    /// <returns>All keys and values of the layer; they belong to the cache.</returns>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor keys, Tensor values)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(layer, _layers.Count);
        if (layer == _layers.Count)
        {
            _layers.Add((keys.alias().DetachFromDisposeScope(), values.alias().DetachFromDisposeScope()));
            return _layers[layer];
        }
        var (oldKeys, oldValues) = _layers[layer];
        _layers[layer] = (cat([oldKeys, keys], 2).DetachFromDisposeScope(), cat([oldValues, values], 2).DetachFromDisposeScope());
        oldKeys.Dispose();
        oldValues.Dispose();
        return _layers[layer];
    }

    /// <summary>Begins a sequence with keys and values of virtual tokens at each layer, which are not turned by rotary positions.</summary>
    internal void Begin(IReadOnlyList<(Tensor Keys, Tensor Values)> layers)
    {
        for (int i = 0; i < layers.Count; i++)
            Append(i, layers[i].Keys, layers[i].Values);
        VirtualLength = Length;
        // At the first position, keys that are turned anew each time stay as they are.
        using var positions = zeros([1, Length], ScalarType.Int64, layers[0].Keys.device);
        AppendPositions(positions);
    }

    /// <summary>Counts virtual tokens that come with the first tokens, and keeps which of all of them each row has.</summary>
    internal void AddVirtual(long count, Tensor? mask) => (VirtualLength, VirtualMask) = (VirtualLength + count, mask?.alias().DetachFromDisposeScope());

    /// <summary>The keys and values of a layer, or null if there are none; they belong to the cache.</summary>
    internal (Tensor Keys, Tensor Values)? Find(int layer) => layer < _layers.Count ? _layers[layer] : null;

    /// <summary>What the side network of an adapter has of the same tokens; for a pass that begins.</summary>
    /// <exception cref="AdapterStateException">It has not seen all of them.</exception>
    internal KvCache ForSide(string adapter)
    {
        _side ??= new();
        return _side.Length == Length ? _side : throw new AdapterStateException(adapter, $"the cache holds {Length} positions, of which its side network has seen {_side.Length}.",
            "Begin the sequence with a new cache whenever other adapters act, and do not let a prefix act beside a side network.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }
        _layers.Clear();
        VirtualLength = 0;
        VirtualMask?.Dispose();
        VirtualMask = null;
        _positions?.Dispose();
        _positions = null;
        _side?.Dispose();
        _side = null;
    }

    /// <summary>Adds the positions of new tokens, for models that rotate cached keys anew each time.</summary>
    /// <returns>The positions of all tokens: (batch or 1, length); they belong to the cache.</returns>
    internal Tensor AppendPositions(Tensor positions)
    {
        using var scope = NewDisposeScope();
        long rows = Math.Max(positions.size(0), _positions?.size(0) ?? 1);
        var all = _positions is null ? positions.alias() : cat([_positions.expand(rows, -1), positions.expand(rows, -1)], 1);
        _positions?.Dispose();
        return _positions = all.DetachFromDisposeScope();
    }
}
