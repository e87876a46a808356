using Peft.Adapters;
using static TorchSharp.torch;

namespace Peft.Attachment;

/// <summary>The virtual tokens of all rows of a batch, put together from those of the adapters that act on them. Rows that have fewer than others have zeros in front, which are not to be seen.</summary>
/// <param name="Tensors">Rows first: the vectors, or keys and values of each layer.</param>
/// <param name="Mask">1 for virtual tokens, 0 for what stands in front of fewer: (batch, longest); null if all rows have as many.</param>
internal sealed record PromptRows(IReadOnlyList<Tensor> Tensors, Tensor? Mask)
{
    /// <summary>Intermediate tensors are left to the caller's dispose scope.</summary>
    /// <param name="choice">What acts.</param>
    /// <param name="batch">The number of rows.</param>
    /// <param name="dimension">The dimension of virtual tokens.</param>
    /// <param name="tensorsOf">The tensors of an adapter for a number of rows; null if it has none here.</param>
    /// <returns>Null if no row has any.</returns>
    internal static PromptRows? Of(Choice choice, long batch, int dimension, Func<PromptAdapter, long, IReadOnlyList<Tensor>?> tensorsOf)
    {
        if (choice.Groups is not { } groups)
            return Join(choice.OnAllRows!, batch) is { } all ? new(all, null) : null;
        if (choice.Rows != batch)
            throw new AdapterStateException(choice.Names, $"{choice.Rows} rows were given adapters of their own, but the model asks virtual tokens for {batch}.", "Give one name for each row of the batch.");
        var parts = groups.Select(OfGroup).ToList();
        if (parts.OfType<IReadOnlyList<Tensor>>().FirstOrDefault() is not { } some)
            return null;
        long[] lengths = [.. parts.Select(part => part?[0].shape[dimension] ?? 0)];
        long longest = lengths.Max();
        return new([.. some.Select((like, i) => choice.InOrder(cat([.. parts.Select((part, g) => Lengthen(part?[i], like, groups[g].Rows.Length, longest))], 0)))], Mask(lengths, longest));

        IReadOnlyList<Tensor>? OfGroup(Choice.RowGroup group)
        {
            using var _ = new RowSelection(group.Rows);
            return group.Adapter is { } adapter ? Join([adapter], group.Rows.Length) : null;
        }

        IReadOnlyList<Tensor>? Join(IReadOnlyList<LoadedAdapter> adapters, long rows)
        {
            var made = adapters.Select(a => a.OfModel).OfType<PromptAdapter>().Select(p => tensorsOf(p, rows)).OfType<IReadOnlyList<Tensor>>().ToList();
            return made.Count < 2 ? made.FirstOrDefault() : [.. made[0].Select((_, i) => cat([.. made.Select(m => m[i])], dimension))];
        }

        Tensor Lengthen(Tensor? part, Tensor like, long rows, long length)
        {
            long[] shape = [.. like.shape];
            (shape[0], shape[dimension]) = (rows, length - (part?.shape[dimension] ?? 0));
            return part is not null && shape[dimension] == 0 ? part : cat([zeros(shape, like.dtype, like.device), .. part is null ? Array.Empty<Tensor>() : [part]], dimension);
        }

        Tensor? Mask(long[] ofGroups, long length)
        {
            if (ofGroups.Distinct().Count() == 1)
                return null;
            var ofRows = tensor(groups.Zip(ofGroups).SelectMany(g => Enumerable.Repeat(length - g.Second, g.First.Rows.Length)).ToArray(), device: some[0].device);
            return choice.InOrder(arange(length, device: some[0].device).ge(ofRows.unsqueeze(1)).to_type(ScalarType.Int64));
        }
    }
}
