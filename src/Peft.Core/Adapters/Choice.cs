using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>Which adapters act in a forward pass: the same ones on all rows of a batch, in order, or one for each row.</summary>
internal sealed class Choice
{
    private readonly IReadOnlyList<LoadedAdapter> _adapters = [];
    private readonly IReadOnlyList<RowGroup>? _groups;
    private readonly long[] _order = [];
    private readonly int _rows;

    internal Choice(IReadOnlyList<LoadedAdapter> adapters) => _adapters = adapters;

    /// <param name="rows">The adapter of each row; null for the base model alone.</param>
    internal Choice(LoadedAdapter?[] rows)
    {
        _rows = rows.Length;
        _groups = [.. Enumerable.Range(0, rows.Length).GroupBy(row => rows[row]).Select(g => new RowGroup(g.Key, [.. g.Select(row => (long)row)]))];
        long[] gathered = [.. _groups.SelectMany(g => g.Rows)];
        _order = new long[rows.Length];
        for (int i = 0; i < gathered.Length; i++)
            _order[gathered[i]] = i;
    }

    /// <summary>The adapters that act on all rows.</summary>
    /// <exception cref="AdapterStateException">Rows have adapters of their own.</exception>
    internal IReadOnlyList<LoadedAdapter> OnAllRows => _groups is null ? _adapters : throw new AdapterStateException(
        Names, "it cannot act on some rows of a batch only where a layer is held in a field of a sealed type and invoked through forward.",
        "Declare the field as Module<Tensor, Tensor>, or invoke the layer through call.");

    /// <summary>Applies to a layer's output what each acting adapter adds there.</summary>
    /// <param name="x">The layer's input; its first dimension is the batch where rows have adapters of their own.</param>
    /// <param name="y">The layer's output.</param>
    /// <param name="apply">Applies one adapter, or gives back its last argument if that one has no part in the layer.</param>
    /// <returns>A new tensor, or <paramref name="y"/> itself if nothing acts.</returns>
    internal Tensor Apply(Tensor x, Tensor y, Func<LoadedAdapter, Tensor, Tensor, Tensor> apply)
    {
        if (_groups is null)
        {
            foreach (var adapter in _adapters)
                y = apply(adapter, x, y);
            return y;
        }
        if (x.dim() == 0 || x.shape[0] != _rows || y.shape[0] != _rows)
        {
            throw new AdapterStateException(Names, $"the batch has {_rows} rows with adapters of their own, but a layer was given an input of shape [{string.Join(", ", x.shape)}].",
                "Give one name for each row of the batch, and keep the batch as the first dimension through the model.");
        }
        if (_groups.Count == 1)
            return _groups[0].Adapter is { } only ? apply(only, x, y) : y;
        var parts = _groups.Select(g => g.Apply(x, y, apply)).ToList();
        var gathered = cat(parts, 0);
        return IsSorted ? gathered : gathered.index_select(0, tensor(_order, device: y.device));
    }

    private string Names => string.Join(", ", _groups!.Select(g => g.Adapter?.Name).OfType<string>());

    private bool IsSorted => _order.Select((position, row) => position == row).All(same => same);

    private sealed record RowGroup(LoadedAdapter? Adapter, long[] Rows)
    {
        internal Tensor Apply(Tensor x, Tensor y, Func<LoadedAdapter, Tensor, Tensor, Tensor> apply)
        {
            var part = Select(y);
            return Adapter is null ? part : apply(Adapter, Select(x), part);
        }

        // Rows that lie together need no copy.
        private Tensor Select(Tensor batch) =>
            Rows[^1] - Rows[0] == Rows.Length - 1 ? batch.narrow(0, Rows[0], Rows.Length) : batch.index_select(0, tensor(Rows, device: batch.device));
    }
}
