namespace Peft.Adapters;

/// <summary>
/// The adapters of a model and which of them act: immutable, shared by all layers, swapped whole. Whoever computes with a set uses it
/// (<see cref="TryUse"/>) and gives it back (<see cref="Release"/>); what a later set has no more is freed when the last user is through.
/// </summary>
internal sealed class AdapterSet
{
    private readonly string[] _names;
    private int _users = 1;

    /// <param name="all">In the order in which they were added.</param>
    /// <param name="active">In the order in which they act.</param>
    /// <param name="acting">The active ones, or none while adapters are disabled.</param>
    internal AdapterSet(IReadOnlyList<LoadedAdapter> all, IReadOnlyList<LoadedAdapter> active, IReadOnlyList<LoadedAdapter> acting)
    {
        (All, Active, Acting, Choice) = (all, active, acting, Choice.ForAll(acting));
        _names = [.. all.Select(a => a.Name)];
        foreach (var adapter in all)
            adapter.EnterSet();
    }

    internal IReadOnlyList<LoadedAdapter> All { get; }

    internal IReadOnlyList<LoadedAdapter> Active { get; }

    internal IReadOnlyList<LoadedAdapter> Acting { get; }

    /// <summary><see cref="Acting"/>: what acts where nothing else is chosen.</summary>
    internal Choice Choice { get; }

    /// <summary>The adapters' names; an adapter that is renamed has its new name in later sets only.</summary>
    internal IReadOnlyList<string> Names => _names;

    internal LoadedAdapter? Find(string name) => Array.IndexOf(_names, name) is >= 0 and int index ? All[index] : null;

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
