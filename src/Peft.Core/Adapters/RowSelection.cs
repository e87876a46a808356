namespace Peft.Adapters;

/// <summary>For the time of its life, this thread computes an adapter on some rows of a batch only.</summary>
internal readonly ref struct RowSelection
{
    [ThreadStatic]
    private static long[]? t_rows;

    internal RowSelection(long[] rows) => t_rows = rows;

    /// <summary>The rows' indices; null for all.</summary>
    internal static long[]? Current => t_rows;

    public void Dispose() => t_rows = null;
}
