namespace Peft.Optimizers;

/// <summary>
/// Keeps states of large parameters in memory-mapped files. During a step a helper thread brings in the next pages while the present ones are worked on. What exceeds the
/// resident part goes back to the files.
/// </summary>
/// <remarks>
/// One instance may serve several groups and optimizers, which share the resident part. The files are working memory, not checkpoints: they have no name once they are open
/// (on Windows, they are deleted when they are closed), so that whatever ends the process also frees them, and nothing can resume from a state that was half written. <see
/// cref="FusedOptimizer.Save"/> makes a checkpoint.
/// </remarks>
public sealed class StatePaging
{
    private const int MostAhead = 3;
    private const long SmallestSegment = 1 << 16, LargestSegment = 1 << 25;

    private long _kept;

    /// <summary>Names the folder.</summary>
    /// <param name="folder">An existing folder on a disk with room for all states; a RAM disk would save no memory.</param>
    /// <param name="residentBytes">How much of the states may stay in memory between steps, at least 1 MiB.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public StatePaging(string folder, long residentBytes = 1L << 30)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"There is no folder {folder} for the states of an optimizer. help: Create it, on a disk with room for all states.");
        Folder = Path.GetFullPath(folder);
        ResidentBytes = residentBytes >= 1 << 20 ? residentBytes : throw new ArgumentOutOfRangeException(
            nameof(residentBytes), residentBytes, $"The resident part must be at least 1 MiB; found {residentBytes} bytes. help: A gigabyte is usual.");
    }

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>How much of the states may stay in memory.</summary>
    public long ResidentBytes { get; }

    /// <summary>Smaller parameters keep their states in memory. bitsandbytes' value is the default.</summary>
    public long MinElements { get; init; } = 100_000;

    /// <summary>How many segments are brought in before they are needed.</summary>
    internal static int Ahead => MostAhead;

    /// <summary>The size of what is mapped at a time: a few of them fit into the resident part.</summary>
    internal long SegmentBytes => Math.Clamp(ResidentBytes / 16, SmallestSegment, LargestSegment);

    // What is worked on, what is brought in, and what goes back take turns in this part; the rest is for segments that stay.
    private long Window => (MostAhead + 2) * SegmentBytes;

    /// <summary>Whether a segment may stay in memory. Steps take segments in the same order every time, so that those which stay are as good as any others.</summary>
    internal bool TryKeep(long bytes)
    {
        bool fits = Interlocked.Add(ref _kept, bytes) <= ResidentBytes - Window;
        if (!fits)
            Release(bytes);
        return fits;
    }

    internal void Release(long bytes) => Interlocked.Add(ref _kept, -bytes);
}
