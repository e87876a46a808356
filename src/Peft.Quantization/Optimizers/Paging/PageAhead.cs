namespace Peft.Optimizers;

/// <summary>Brings segments into memory a few before they are needed, on a thread of its own, for the length of a step.</summary>
internal sealed class PageAhead : IDisposable
{
    private readonly SemaphoreSlim _room = new(StatePaging.Ahead);
    private readonly Thread _thread;
    private volatile bool _isStopped;
    private volatile int _done;

    private PageAhead(PagedStates[] states)
    {
        var segments = states.SelectMany(parameter => Enumerable.Range(0, parameter.Segments).Select(segment => (parameter, segment)));
        _thread = new Thread(() => Populate(segments)) { IsBackground = true, Name = "optimizer pages" };
        _thread.Start();
    }

    /// <summary>Begins with the first segment; <see langword="null"/> if there is none.</summary>
    /// <param name="states">The states in the order in which they are needed.</param>
    internal static PageAhead? Start(IEnumerable<PagedStates> states)
    {
        PagedStates[] all = [.. states];
        return all.Length > 0 ? new PageAhead(all) : null;
    }

    /// <summary>A segment is no longer needed.</summary>
    internal void Done()
    {
        _done++;
        _room.Release();
    }

    public void Dispose()
    {
        _isStopped = true;
        _room.Release();
        _thread.Join();
        _room.Dispose();
    }

    private void Populate(IEnumerable<(PagedStates States, int Segment)> segments)
    {
        int position = 0;
        foreach (var (states, segment) in segments)
        {
            _room.Wait();
            if (_isStopped)
                return;
            if (position++ >= _done && !TryPopulate(states, segment))
                return;
        }
    }

    private static bool TryPopulate(PagedStates states, int segment)
    {
        try
        {
            states.Populate(segment);
            return true;
        }
        catch (IOException)
        {
            // Whoever needs the segment meets the same error, on a thread that can report it.
            return false;
        }
    }
}
