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

    /// <summary>The rows of each adapter; null where the same ones act on all.</summary>
    internal IReadOnlyList<RowGroup>? Groups => _groups;

    /// <summary>The number of rows that have adapters of their own.</summary>
    internal long Rows => _order.Length;

    /// <summary>The names of their adapters, for messages.</summary>
    internal string Names => string.Join(", ", _groups!.Select(g => g.Adapter?.Name).OfType<string>());

    /// <summary>Puts rows that stand behind one another by group in the batch's order.</summary>
    internal Tensor InOrder(Tensor gathered) => _isSorted ? gathered : gathered.index_select(0, tensor(_order, device: gathered.device));

    /// <summary>The output of a layer with what acts on it.</summary>
    /// <param name="stack">Says which part an adapter has in the layer.</param>
    /// <param name="x">The layer's input; its first dimension is the batch where rows have adapters of their own.</param>
    /// <param name="layer">The layer.</param>
    internal Tensor Apply(AdapterStack stack, Tensor x, InnerLayer layer)
    {
        if (_groups is not null)
            return _groups.Any(g => g.PartIn(stack) is not null) ? ApplyToRows(stack, x, layer) : layer.Call(x);
        foreach (var adapter in _adapters)
            layer = Around(layer, stack.PartOf(adapter));
        return layer.Call(x);
    }

    private static InnerLayer Around(InnerLayer layer, Adapter? part) => part is null ? layer : new AdaptedInnerLayer(layer, part);

    private Tensor ApplyToRows(AdapterStack stack, Tensor x, InnerLayer layer)
    {
        var y = layer.Call(x);
        if (x.dim() == 0 || x.shape[0] != _order.Length || y.shape[0] != _order.Length)
        {
            throw new AdapterStateException(Names, $"the batch has {_order.Length} rows with adapters of their own, but a layer was given an input of shape [{string.Join(", ", x.shape)}].",
                "Give one name for each row of the batch, and keep the batch as the first dimension through the model.");
        }
        if (_groups!.Count == 1)
            return _groups[0].PartIn(stack)!.Apply(x, new ComputedLayer(layer, x, y));
        return InOrder(cat([.. _groups.Select(g => g.Apply(stack, x, y, layer))], 0));
    }

    /// <summary>The rows of one adapter, or of none.</summary>
    internal sealed record RowGroup(LoadedAdapter? Adapter, long[] Rows)
    {
        internal Adapter? PartIn(AdapterStack stack) => Adapter is null ? null : stack.PartOf(Adapter);

        internal Tensor Apply(AdapterStack stack, Tensor x, Tensor y, InnerLayer layer)
        {
            var rows = Select(x);
            using var _ = new RowSelection(Rows);
            return Around(new ComputedLayer(layer, rows, Select(y)), PartIn(stack)).Call(rows);
        }

        // Rows that lie together need no copy.
        private Tensor Select(Tensor batch) =>
            Rows[^1] - Rows[0] == Rows.Length - 1 ? batch.narrow(0, Rows[0], Rows.Length) : batch.index_select(0, tensor(Rows, device: batch.device));
    }
}
