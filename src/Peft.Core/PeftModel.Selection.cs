using Peft.Adapters;
using Peft.Attachment;

namespace Peft;

public sealed partial class PeftModel
{
    private readonly List<IDisposable> _callHooks = [];
    private int _disabled;

    /// <summary>Chooses the adapters that act, and are trained; several act one after another.</summary>
    /// <param name="names">Names of adapters, each once; none at all leaves the base model alone.</param>
    /// <exception cref="AdapterStateException">There is no such adapter, one is named twice or beside another that is made of it, or one is merged and not named first.</exception>
    public void SetActive(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        lock (_changing)
        {
            CheckBeginsWithMerged(names);
            Publish(_adapters.Set.All, FindAll(_adapters.Set, names));
        }
    }

    /// <summary>
    /// Switches all adapters off, on every thread, until the result is disposed; the model then computes exactly what it did without them. For one thread only there
    /// is <see cref="Use"/> without names.
    /// </summary>
    /// <remarks>Where several switch off at the same time, adapters act again when the last result is disposed. What a <see cref="Use"/> of another thread has chosen goes on acting there.</remarks>
    /// <exception cref="AdapterStateException">Adapters are merged.</exception>
    public IDisposable DisableAdapters()
    {
        lock (_changing)
        {
            CheckNothingMerged();
            _disabled++;
            Republish();
        }
        var here = ForwardScope.Of(_adapters) is null ? null : Use();
        return new Restorer(() =>
        {
            lock (_changing)
            {
                _disabled--;
                Republish();
            }
            here?.Dispose();
        });
    }

    /// <summary>
    /// Makes adapters act on what this thread computes until the result is disposed, whatever is active for others. Adapters that another
    /// thread deletes or swaps meanwhile go on acting here as they were.
    /// </summary>
    /// <remarks>Which adapters are trained is for <see cref="SetActive"/> to say.</remarks>
    /// <param name="names">Names of adapters, each once, in the order in which they act; none at all for the base model.</param>
    /// <returns>To be disposed on this thread: do not await meanwhile.</returns>
    /// <exception cref="AdapterStateException">There is no such adapter, one is named twice or beside another that is made of it, one trains whole modules and so cannot act on one thread only, or one is merged and not named first.</exception>
    public IDisposable Use(params string[] names)
    {
        ArgumentNullException.ThrowIfNull(names);
        CheckBeginsWithMerged(names);
        return new ForwardScope(_adapters, set => Choice.ForAll([.. FindAll(set, names).Select(a => ForThread(set, a))]));
    }

    /// <summary>
    /// Gives each row of the batches that this thread computes an adapter of its own until the result is disposed: one forward pass serves
    /// them all. The batch must be the first dimension throughout the model.
    /// </summary>
    /// <param name="names">For each row the name of its adapter, or null for the base model alone.</param>
    /// <returns>To be disposed on this thread: do not await meanwhile.</returns>
    /// <exception cref="AdapterStateException">There is no such adapter, one trains whole modules and so cannot act on one row only, or adapters are merged.</exception>
    public IDisposable UsePerRow(IReadOnlyList<string?> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        CheckNothingMerged();
        return new ForwardScope(_adapters, set => Choice.ForEach(names.Select(name => name is null ? null : ForRow(set, Find(set, name)))));
    }

    private static LoadedAdapter ForRow(AdapterSet set, LoadedAdapter adapter) => adapter.OfModel is null or PromptAdapter ? ForThread(set, adapter)
        : throw new AdapterStateException(adapter.Name, $"it acts by {adapter.OfModel.Acting}, on all rows of a batch or on none.", "Compute the rows of each such adapter in a batch of their own, with Use.");

    private static LoadedAdapter ForThread(AdapterSet set, LoadedAdapter adapter) => adapter.Trained.IsEmpty || set.Acting.Contains(adapter) ? adapter
        : throw new AdapterStateException(adapter.Name, "it trains parameters of the model whole (ModulesToSave, Bias), which act on all threads and rows or on none.", "Make it the active one with SetActive.");

    private static List<LoadedAdapter> FindAll(AdapterSet set, IReadOnlyList<string> names)
    {
        var adapters = names.Select(name => Find(set, name)).ToList();
        if (adapters.GroupBy(a => a).FirstOrDefault(g => g.Count() > 1)?.Key is { } twice)
            throw new AdapterStateException(twice.Name, "it is named twice.", "Name each adapter once; to double its effect, combine it with the weight 2.");
        CheckActOnce(set, adapters);
        return adapters;
    }

    // A pass through the whole model computes with one set of adapters.
    private void AddCallHooks()
    {
        if (ModuleHooks.Before(Model, () => ForwardScope.EnterPass(_adapters)) is { } before && ModuleHooks.After(Model, LeaveCall) is { } after)
            _callHooks.AddRange([before, after]);
    }

    private void LeaveCall()
    {
        ForwardScope.LeavePass(_adapters);
        VerifyPass();
    }

    private void RemoveCallHooks()
    {
        _callHooks.ForEach(h => h.Dispose());
        _callHooks.Clear();
    }

    private sealed class Restorer(Action restore) : IDisposable
    {
        private Action? _restore = restore;

        public void Dispose() => Interlocked.Exchange(ref _restore, null)?.Invoke();
    }
}
