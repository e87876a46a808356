using Peft.Adapters;
using Peft.Attachment;

namespace Peft;

public sealed partial class PeftModel
{
    private readonly ThreadLocal<ForwardScope?> _callScope = new();
    private readonly List<IDisposable> _callHooks = [];

    /// <summary>
    /// Makes adapters act on what this thread computes until the result is disposed, whatever is active for others. Adapters that another
    /// thread deletes or swaps meanwhile go on acting here as they were.
    /// </summary>
    /// <param name="names">Names of adapters, in the order in which they act; none at all for the base model.</param>
    /// <returns>To be disposed on this thread: do not await meanwhile.</returns>
    /// <exception cref="AdapterStateException">There is no such adapter, or it trains whole modules and so cannot act on one thread only.</exception>
    public IDisposable Use(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return EnterScope(set => new Choice([.. names.Select(name => FindForThread(set, name))]));
    }

    /// <summary>
    /// Gives each row of the batches that this thread computes an adapter of its own until the result is disposed: one forward pass serves
    /// them all. The batch must be the first dimension throughout the model.
    /// </summary>
    /// <param name="names">For each row the name of its adapter, or null for the base model alone.</param>
    /// <returns>To be disposed on this thread: do not await meanwhile.</returns>
    /// <exception cref="AdapterStateException">There is no such adapter, one is merged, or one trains whole modules and so cannot act on one row only.</exception>
    public IDisposable UsePerRow(IReadOnlyList<string?> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        if (IsMerged)
            throw new AdapterStateException(string.Join(", ", names.OfType<string>().Distinct()), "rows cannot have adapters of their own while one is merged into the weights of all.", "Call Unmerge first.");
        return EnterScope(set => new Choice([.. names.Select(name => name is null ? null : FindForThread(set, name))]));
    }

    private static LoadedAdapter FindForThread(AdapterSet set, string name)
    {
        var adapter = Find(set, name);
        return adapter.Trained.IsEmpty || set.Acting.Contains(adapter) ? adapter
            : throw new AdapterStateException(name, "it trains parameters of the model whole (ModulesToSave, Bias), which act on all threads and rows or on none.", "Make it the active one with SetActive.");
    }

    private ForwardScope EnterScope(Func<AdapterSet, Choice>? choose)
    {
        // A pass that an exception ended has left its scope.
        _callScope.Value?.Dispose();
        _callScope.Value = null;
        return new ForwardScope(_adapters, choose);
    }

    // A pass through the whole model computes with one set of adapters.
    private void AddCallHooks()
    {
        if (ModuleHooks.Before(Model, EnterCall) is { } before && ModuleHooks.After(Model, LeaveCall) is { } after)
            _callHooks.AddRange([before, after]);
    }

    private void EnterCall()
    {
        _callScope.Value?.Dispose();
        _callScope.Value = ForwardScope.Of(_adapters) is null ? new ForwardScope(_adapters) : null;
    }

    private void LeaveCall()
    {
        _callScope.Value?.Dispose();
        _callScope.Value = null;
        VerifyPass();
    }

    private void RemoveCallHooks()
    {
        _callHooks.ForEach(h => h.Dispose());
        _callHooks.Clear();
    }
}
