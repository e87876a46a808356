namespace Peft.Attachment;

/// <summary>
/// Lets one thread at a time compute with what is put into a layer's own field. No hook runs after a forward that throws, so a thread that throws counts as
/// through: others do not wait for it. If it caught the exception and went on, <see cref="IsEntered"/> tells it whether another has come in meanwhile.
/// </summary>
internal sealed class PassGate
{
    [ThreadStatic]
    private static HashSet<PassGate>? t_entered;

    private readonly object _sync = new();
    private Thread? _inside;
    private bool _threw;

    static PassGate() => AppDomain.CurrentDomain.FirstChanceException += (_, _) => LeaveByException();

    /// <summary>Whether this thread is inside.</summary>
    internal bool IsEntered => _inside == Thread.CurrentThread;

    /// <summary>Whether this thread is inside and has not thrown since.</summary>
    internal bool IsHeld => t_entered?.Contains(this) == true;

    /// <summary>Waits until no other thread is inside. A thread that is inside may enter again, and leaves once.</summary>
    /// <returns>Whether this thread was not inside already, or has thrown since.</returns>
    internal bool Enter()
    {
        bool anew;
        lock (_sync)
        {
            while (_inside is not null && !IsEntered && !_threw)
                Monitor.Wait(_sync);
            anew = !IsEntered || _threw;
            (_inside, _threw) = (Thread.CurrentThread, false);
        }
        (t_entered ??= []).Add(this);
        return anew;
    }

    /// <summary>Lets another thread in, unless one has come in since this one threw.</summary>
    internal void Leave()
    {
        t_entered?.Remove(this);
        lock (_sync)
        {
            if (IsEntered)
                _inside = null;
            Monitor.PulseAll(_sync);
        }
    }

    private static void LeaveByException()
    {
        if (t_entered is not { Count: > 0 } gates)
            return;
        foreach (var gate in gates)
        {
            lock (gate._sync)
            {
                gate._threw |= gate.IsEntered;
                Monitor.PulseAll(gate._sync);
            }
        }
        gates.Clear();
    }
}
