namespace Peft.Adapters;

/// <summary>
/// What the forward passes of one thread compute with from here until it is disposed: one set of adapters, whatever other threads do to the
/// model meanwhile, and which of them act. Scopes of one thread nest; each model has its own.
/// </summary>
/// <remarks>
/// A scope is either a user's, in a <c>using</c>, or that of one pass, from the hook before the model's forward to the hook after it. No hook runs
/// after a forward that throws: a pass counts as ended when its thread throws. Should the model catch that exception and go on, each of its
/// layers computes with the set that holds when it is reached.
/// </remarks>
internal sealed class ForwardScope : IDisposable
{
    [ThreadStatic]
    private static ForwardScope? t_innermost;

    private readonly CurrentAdapters _owner;
    private readonly ForwardScope? _outer;
    private readonly Thread _thread = Thread.CurrentThread;
    private readonly bool _isPass;
    private readonly AdapterSet _set;
    private bool _ended;

    static ForwardScope() => AppDomain.CurrentDomain.FirstChanceException += (_, _) => EndPasses();

    /// <summary>A user's scope.</summary>
    /// <param name="owner">The model's adapters.</param>
    /// <param name="choose">Which of a set act, on every row of a batch or on each.</param>
    internal ForwardScope(CurrentAdapters owner, Func<AdapterSet, Choice> choose)
    {
        (_owner, _outer) = (owner, t_innermost);
        _set = UseSet(Of(owner) is { _isPass: true } pass ? pass : null);
        try
        {
            Choice = choose(_set);
        }
        catch
        {
            _set.Release();
            throw;
        }
        t_innermost = this;
    }

    private ForwardScope(CurrentAdapters owner)
    {
        (_owner, _outer, _isPass) = (owner, t_innermost, true);
        var enclosing = Of(owner);
        _set = UseSet(enclosing);
        Choice = enclosing?.Choice ?? _set.Choice;
        t_innermost = this;
    }

    internal Choice Choice { get; }

    /// <summary>The innermost scope in which this thread is, for one model.</summary>
    internal static ForwardScope? Of(CurrentAdapters owner)
    {
        var scope = t_innermost;
        while (scope is not null && (scope._ended || scope._owner != owner))
            scope = scope._outer;
        return scope;
    }

    /// <summary>A pass begins: it computes as the scope that it begins in says, or with what is active.</summary>
    internal static void EnterPass(CurrentAdapters owner) => _ = new ForwardScope(owner);

    /// <summary>The innermost pass has ended.</summary>
    internal static void LeavePass(CurrentAdapters owner)
    {
        if (Of(owner) is { _isPass: true } pass)
            pass.Dispose();
    }

    public void Dispose()
    {
        if (_ended)
            return;
        if (Thread.CurrentThread != _thread)
            throw new InvalidOperationException("A choice of adapters was disposed on another thread than it was made on. help: do not await inside its using block.");
        // Scopes that were left open inside this one end with it.
        for (var scope = t_innermost; scope != _outer; scope = scope!._outer)
            scope!.End();
        UnlinkEnded();
    }

    private static void EndPasses()
    {
        for (var scope = t_innermost; scope is not null; scope = scope._outer)
        {
            if (scope._isPass)
                scope.End();
        }
        UnlinkEnded();
    }

    private static void UnlinkEnded()
    {
        while (t_innermost is { _ended: true } ended)
            t_innermost = ended._outer;
    }

    private AdapterSet UseSet(ForwardScope? enclosing) => enclosing is not null && enclosing._set.TryUse() ? enclosing._set : _owner.Use();

    private void End()
    {
        if (_ended)
            return;
        _ended = true;
        _set.Release();
    }
}
