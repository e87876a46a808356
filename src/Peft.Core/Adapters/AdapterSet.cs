namespace Peft.Adapters;

/// <summary>
/// The adapters of a model and which of them act: immutable, shared by all layers, swapped whole. Whoever computes with a set uses it
/// (<see cref="TryUse"/>) and gives it back (<see cref="Release"/>); what a later set has no more is freed when the last user is through.
/// </summary>
internal sealed class AdapterSet
{
    private int _users = 1;

    /// <param name="all">In the order in which they were added.</param>
    /// <param name="active">In the order in which they act.</param>
    /// <param name="enabled">False while adapters are disabled.</param>
    internal AdapterSet(IReadOnlyList<LoadedAdapter> all, IReadOnlyList<LoadedAdapter> active, bool enabled)
    {
        (All, Active, Enabled) = (all, active, enabled);
        foreach (var adapter in all)
            adapter.EnterSet();
    }

    internal IReadOnlyList<LoadedAdapter> All { get; }

    internal IReadOnlyList<LoadedAdapter> Active { get; }

    internal bool Enabled { get; }

    internal IReadOnlyList<LoadedAdapter> Acting => Enabled ? Active : [];

    internal LoadedAdapter? Find(string name) => All.FirstOrDefault(a => a.Name == name);

    /// <summary>Fails when the set has been replaced and its last user has gone.</summary>
    internal bool TryUse()
    {
        for (int users = Volatile.Read(ref _users); users > 0; users = Volatile.Read(ref _users))
        {
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
                return true;
        }
        return false;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        foreach (var adapter in All)
            adapter.LeaveSet();
    }
}

/// <summary>The set of a model that holds now.</summary>
internal sealed class CurrentAdapters
{
    private volatile AdapterSet _set = new([], [], true);

    internal AdapterSet Set => _set;

    /// <summary>Puts a set in the place of the one that holds. One thread at a time.</summary>
    internal void Replace(AdapterSet next)
    {
        var last = _set;
        _set = next;
        last.Release();
    }

    /// <summary>The set that holds, in use until <see cref="AdapterSet.Release"/>.</summary>
    internal AdapterSet Use()
    {
        while (true)
        {
            var set = _set;
            if (set.TryUse())
                return set;
        }
    }
}
