using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Which adapters act in a forward pass: the same ones on all rows of a batch, in order, or one for each row.</summary>
internal sealed class Choice
{
    private readonly IReadOnlyList<LoadedAdapter> _adapters = [];
    private readonly IReadOnlyList<RowGroup>? _groups;
    private readonly long[] _order = [];
    private readonly bool _isSorted;

    private Choice(IReadOnlyList<LoadedAdapter> adapters) => _adapters = adapters;

    private Choice(IReadOnlyList<RowGroup> groups)
    {
        _groups = groups;
        long[] gathered = [.. groups.SelectMany(g => g.Rows)];
        _order = new long[gathered.Length];
        for (int i = 0; i < gathered.Length; i++)
            _order[gathered[i]] = i;
        _isSorted = gathered.Zip(gathered.Skip(1)).All(pair => pair.First < pair.Second);
    }

    /// <summary>The same adapters on all rows, one after another.</summary>
    internal static Choice ForAll(IReadOnlyList<LoadedAdapter> adapters) => new(adapters);

    /// <summary>One adapter for each row; null for the base model alone.</summary>
    internal static Choice ForEach(IEnumerable<LoadedAdapter?> rows) =>
        new([.. rows.Index().GroupBy(r => r.Item).Select(g => new RowGroup(g.Key, [.. g.Select(r => (long)r.Index)]))]);

    /// <summary>The adapters that act on all rows; null where rows have adapters of their own.</summary>
    internal IReadOnlyList<LoadedAdapter>? OnAllRows => _groups is null ? _adapters : null;

    /// <summary>Applies to a layer's output what each acting adapter adds there.</summary>
    /// <param name="layer">Says which part an adapter has in the layer.</param>
    /// <param name="x">The layer's input; its first dimension is the batch where rows have adapters of their own.</param>
    /// <param name="y">The layer's output.</param>
    /// <returns>A new tensor, or <paramref name="y"/> itself if nothing acts.</returns>
    internal Tensor Apply(AdapterStack layer, Tensor x, Tensor y)
    {
        if (_groups is not null)
            return _groups.Any(g => g.PartIn(layer) is not null) ? ApplyToRows(layer, x, y) : y;
        foreach (var adapter in _adapters)
            y = layer.PartOf(adapter)?.Apply(x, y) ?? y;
        return y;
    }

    private Tensor ApplyToRows(AdapterStack layer, Tensor x, Tensor y)
    {
        if (x.dim() == 0 || x.shape[0] != _order.Length || y.shape[0] != _order.Length)
        {
            throw new AdapterStateException(Names, $"the batch has {_order.Length} rows with adapters of their own, but a layer was given an input of shape [{string.Join(", ", x.shape)}].",
                "Give one name for each row of the batch, and keep the batch as the first dimension through the model.");
        }
        if (_groups!.Count == 1)
            return _groups[0].PartIn(layer)!.Apply(x, y);
        var gathered = cat([.. _groups.Select(g => g.Apply(layer, x, y))], 0);
        return _isSorted ? gathered : gathered.index_select(0, tensor(_order, device: y.device));
    }

    private string Names => string.Join(", ", _groups!.Select(g => g.Adapter?.Name).OfType<string>());

    /// <summary>The rows of one adapter, or of none.</summary>
    private sealed record RowGroup(LoadedAdapter? Adapter, long[] Rows)
    {
        internal Adapter? PartIn(AdapterStack layer) => Adapter is null ? null : layer.PartOf(Adapter);

        internal Tensor Apply(AdapterStack layer, Tensor x, Tensor y)
        {
            var rows = Select(y);
            using var _ = new RowSelection(Rows);
            return PartIn(layer)?.Apply(Select(x), rows) ?? rows;
        }

        // Rows that lie together need no copy.
        private Tensor Select(Tensor batch) =>
            Rows[^1] - Rows[0] == Rows.Length - 1 ? batch.narrow(0, Rows[0], Rows.Length) : batch.index_select(0, tensor(Rows, device: batch.device));
    }
}
