using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>The set of a model that holds now.</summary>
internal sealed class CurrentAdapters
{
    private volatile AdapterSet _set = new([], [], []);

    internal AdapterSet Set => _set;

    /// <summary>What tells adapters the tokens of a pass; null while none of them looks at tokens.</summary>
    internal TokenTracker? Tokens { get; set; }

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

    /// <summary>What acts on this thread: the choice of the scope that it is in, or that of the set that holds.</summary>
    internal Lease Choose()
    {
        if (ForwardScope.ForUse(this) is { } scope)
            return new Lease(scope.Choice, scope.Set, isOwn: false);
        var set = Use();
        return new Lease(set.Choice, set, isOwn: true);
    }

    /// <summary>A choice whose adapters live until the lease is disposed.</summary>
    internal readonly ref struct Lease(Choice choice, AdapterSet set, bool isOwn) : IDisposable
    {
        internal Choice Choice { get; } = choice;

        /// <summary>The set that it is of, in use until <see cref="AdapterSet.Release"/>, whatever becomes of the lease.</summary>
        internal AdapterSet Keep() => set.TryUse() ? set : throw new InvalidOperationException("A set of adapters was left by its last user while it was leased. help: Dispose the lease last.");

        public void Dispose()
        {
            if (isOwn)
                set.Release();
        }
    }
}
