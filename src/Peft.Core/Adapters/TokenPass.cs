namespace Peft.Adapters;

/// <summary>The tokens of a forward pass, behind those that are in its cache.</summary>
/// <param name="Rows">The tokens of each row from the first.</param>
/// <param name="Length">How many of them, at the end, the pass computes.</param>
internal sealed record TokenPass(IReadOnlyList<long[]> Rows, long Length)
{
    /// <summary>Where in each row a sequence of tokens begins the last time; null where it does not occur.</summary>
    internal IEnumerable<long?> LastStartsOf(long[] sequence) => Rows.Select(row =>
    {
        int start = row.AsSpan().LastIndexOf(sequence);
        return start < 0 ? null : (long?)start;
    });

    internal TokenPass Select(long[] rows) => this with { Rows = [.. rows.Select(row => Rows[(int)row])] };
}
