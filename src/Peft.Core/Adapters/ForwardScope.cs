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

    [ThreadStatic]
    private static bool t_isKept;

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

    /// <summary>The scope of a pass that is computed again, which <see cref="PassState"/> kept.</summary>
    /// <exception cref="AdapterStateException">The adapters have been changed since.</exception>
    internal ForwardScope(CurrentAdapters owner, AdapterSet set, Choice choice)
    {
        if (!set.TryUse())
            throw new AdapterStateException(string.Join(", ", set.Names), "a pass that had them is to be computed again, and the model's adapters have changed since.", "Call backward before adapters are changed.");
        (_owner, _outer, _set, Choice) = (owner, t_innermost, set, choice);
        t_innermost = this;
    }

    private ForwardScope(CurrentAdapters owner)
    {
        var enclosing = ForUse(owner);
        (_owner, _outer, _isPass) = (owner, t_innermost, true);
        _set = UseSet(enclosing);
        Choice = enclosing?.Choice ?? _set.Choice;
        t_innermost = this;
    }

    internal Choice Choice { get; }

    internal CurrentAdapters Owner => _owner;

    internal AdapterSet Set => _set;

    /// <summary>The scopes in which this thread is, from the innermost.</summary>
    internal static IEnumerable<ForwardScope> All
    {
        get
        {
            for (var scope = t_innermost; scope is not null; scope = scope._outer)
            {
                if (!scope._ended)
                    yield return scope;
            }
        }
    }

    /// <summary>The innermost scope in which this thread is, for one model.</summary>
    internal static ForwardScope? Of(CurrentAdapters owner)
    {
        var scope = t_innermost;
        while (scope is not null && (scope._ended || scope._owner != owner))
            scope = scope._outer;
        return scope;
    }

    /// <summary>As <see cref="Of"/>; while what is used is to be kept, there is always one.</summary>
    internal static ForwardScope? ForUse(CurrentAdapters owner) => Of(owner) ?? (t_isKept ? new ForwardScope(owner, set => set.Choice) : null);

    /// <summary>Runs something, then keeps what the passes of this thread compute with there.</summary>
    internal static (T Result, PassState State) Keep<T>(Func<T> run)
    {
        var (outer, wasKept) = (All.ToList(), t_isKept);
        t_isKept = true;
        try
        {
            var result = run();
            return (result, new PassState(All));
        }
        finally
        {
            t_isKept = wasKept;
            // Those outside may have ended meanwhile, if something threw.
            while (t_innermost is { } scope && !outer.Contains(scope))
                scope.Dispose();
        }
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
            throw new InvalidOperationException("A choice of adapters was disposed on another thread than it was made on. help: Do not await inside its using block.");
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
