using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>
/// What the forward passes of a thread compute with besides tensors, kept to compute a part of them again later, maybe on another thread: the adapters that act on each model, the tokens
/// of the pass, and which layers have the adapters in their own weight.
/// </summary>
internal sealed class PassState : IDisposable
{
    private readonly IReadOnlyList<Kept> _kept;
    private readonly IReadOnlyList<SealedSite> _reparametrised = SealedSite.Reparametrised;
    private int _released;

    /// <param name="scopes">From the innermost.</param>
    internal PassState(IEnumerable<ForwardScope> scopes) =>
        _kept = [.. scopes.DistinctBy(scope => scope.Owner).Where(scope => scope.Set.TryUse()).Select(scope => new Kept(scope.Owner, scope.Set, scope.Choice, scope.Owner.Tokens?.Pass))];

    // Of a graph that went without backward.
    ~PassState() => Release();

    /// <summary>Until the result is disposed, on this thread, computes with what was kept.</summary>
    /// <exception cref="AdapterStateException">It has been released, and the adapters have changed since.</exception>
    internal IDisposable Enter() => new Again(this);

    /// <summary>Lets go of the adapters: those that the model has no more are freed.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0)
            return;
        foreach (var kept in _kept)
            kept.Set.Release();
    }

    private sealed record Kept(CurrentAdapters Owner, AdapterSet Set, Choice Choice, TokenPass? Tokens);

    private sealed class Again : IDisposable
    {
        private readonly List<Action> _undo = [];

        internal Again(PassState state)
        {
            try
            {
                foreach (var kept in state._kept)
                    Enter(kept);
                foreach (var site in state._reparametrised.Where(site => site.Strategy != SiteStrategy.Hook))
                {
                    site.Reparametrise(begin: true);
                    _undo.Add(() => site.Reparametrise(begin: false));
                }
            }
            catch
            {
                Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            for (int i = _undo.Count - 1; i >= 0; i--)
                _undo[i]();
        }

        private void Enter(Kept kept)
        {
            _undo.Add(new ForwardScope(kept.Owner, kept.Set, kept.Choice).Dispose);
            if (kept.Owner.Tokens is not { } tokens)
                return;
            var before = tokens.Pass;
            tokens.Pass = kept.Tokens;
            _undo.Add(() => tokens.Pass = before);
        }
    }
}
