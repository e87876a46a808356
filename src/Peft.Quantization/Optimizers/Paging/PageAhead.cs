namespace Peft.Optimizers;

/// <summary>Brings segments into memory a few before they are needed and lets go of those that are no longer, on a thread of its own, for the length of a step.</summary>
internal sealed class PageAhead : IDisposable
{
    private readonly SemaphoreSlim _room = new(StatePaging.Ahead);
    private readonly (PagedStates States, int Segment)[] _segments;
    private readonly Thread _thread;
    private volatile bool _isStopped;
    private volatile int _done;

    private PageAhead((PagedStates, int)[] segments)
    {
        _segments = segments;
        _thread = new Thread(Run) { IsBackground = true, Name = "optimizer pages" };
        _thread.Start();
    }

    /// <summary>Begins with the first segment; <see langword="null"/> if all are in memory.</summary>
    /// <param name="states">The states in the order in which they are needed.</param>
    internal static PageAhead? Start(IEnumerable<PagedStates> states)
    {
        (PagedStates States, int Segment)[] segments = [.. states.SelectMany(parameter => Enumerable.Range(0, parameter.Segments).Select(segment => (parameter, segment)))];
        return segments.All(part => part.States.IsPopulated(part.Segment)) ? null : new PageAhead(segments);
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
        foreach (var (states, segment) in _segments)
            states.LetGo(segment);
    }

    private void Run()
    {
        for (int next = 0; next < _segments.Length; next++)
        {
            _room.Wait();
            if (_isStopped)
                return;
            // Here and not where it was worked on: unmapping waits for whoever maps.
            if (next >= StatePaging.Ahead)
                _segments[next - StatePaging.Ahead].States.LetGo(_segments[next - StatePaging.Ahead].Segment);
            if (next >= _done && !TryPopulate(_segments[next].States, _segments[next].Segment))
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
