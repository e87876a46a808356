namespace Peft.Adapters;

/// <summary>
/// What the forward passes of one thread compute with from here until it is disposed: one set of adapters, whatever other threads do to the
/// model meanwhile, and which of them act. Scopes of one thread nest; each model has its own.
/// </summary>
internal sealed class ForwardScope : IDisposable
{
    [ThreadStatic]
    private static ForwardScope? t_innermost;

    private readonly CurrentAdapters _owner;
    private readonly ForwardScope? _outer;
    private readonly Thread _thread = Thread.CurrentThread;
    private bool _disposed;

    /// <param name="owner">The model's adapters.</param>
    /// <param name="choose">Which act, for every row of a batch or for each; null: those that are active.</param>
    internal ForwardScope(CurrentAdapters owner, Func<AdapterSet, Choice>? choose = null)
    {
        (_owner, _outer) = (owner, t_innermost);
        Set = Of(owner) is { } enclosing && enclosing.Set.TryUse() ? enclosing.Set : owner.Use();
        try
        {
            Choice = choose?.Invoke(Set) ?? new Choice(Set.Acting);
        }
        catch
        {
            Set.Release();
            throw;
        }
        t_innermost = this;
    }

    internal AdapterSet Set { get; }

    internal Choice Choice { get; }

    /// <summary>The scope in which this thread is, for one model.</summary>
    internal static ForwardScope? Of(CurrentAdapters owner)
    {
        var scope = t_innermost;
        while (scope is not null && scope._owner != owner)
            scope = scope._outer;
        return scope;
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        if (Thread.CurrentThread != _thread)
            throw new InvalidOperationException("A choice of adapters was disposed on another thread than it was made on. help: do not await inside its using block.");
        _disposed = true;
        // Scopes that an exception left behind inside this one end with it.
        while (t_innermost is { } scope && scope != this)
            scope.Dispose();
        t_innermost = _outer;
        Set.Release();
    }
}
