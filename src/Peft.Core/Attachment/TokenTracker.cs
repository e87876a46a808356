using System.Runtime.CompilerServices;
using Peft.Adapters;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>
/// Listens to the modules around the token embedding, and tells adapters which tokens a pass is of: the first integers that the outermost of
/// them is given, behind those of earlier passes with the same <see cref="ISequenceCache"/>.
/// </summary>
internal sealed class TokenTracker : IDisposable
{
    private readonly List<IDisposable> _hooks = [];
    private readonly ThreadLocal<List<Module>> _running = new(() => []);
    private readonly ThreadLocal<TokenPass?> _pass = new();
    private readonly ConditionalWeakTable<ISequenceCache, IReadOnlyList<long[]>> _cached = [];

    /// <param name="enclosing">The modules around the embedding, from the nearest to the root.</param>
    internal TokenTracker(IReadOnlyList<Module> enclosing)
    {
        foreach (var module in enclosing)
        {
            if (ModuleHooks.BeforeWith(module, inputs => Enter(module, inputs)) is { } before && ModuleHooks.After(module, () => Leave(module)) is { } after)
                _hooks.AddRange([before, after]);
        }
    }

    /// <summary>The pass that this thread is in, or was in last: an output layer may be used after it. Null if none with tokens is known.</summary>
    internal TokenPass? Current => RowSelection.Current is { } rows ? _pass.Value?.Select(rows) : _pass.Value;

    /// <summary>The pass itself, of all rows.</summary>
    internal TokenPass? Pass
    {
        get => _pass.Value;
        set => _pass.Value = value;
    }

    public void Dispose()
    {
        _hooks.ForEach(h => h.Dispose());
        _running.Dispose();
        _pass.Dispose();
    }

    private void Enter(Module module, object?[] inputs)
    {
        var running = _running.Value!;
        // What runs already, and begins again, was left by an exception.
        if (running.Count == 0 || running.Contains(module))
        {
            running.Clear();
            _pass.Value = null;
        }
        running.Add(module);
        if (_pass.Value is null && inputs.OfType<Tensor>().FirstOrDefault(t => t.dtype is ScalarType.Int64 or ScalarType.Int32) is { } ids)
            _pass.Value = Continue(ids, inputs.OfType<ISequenceCache>().FirstOrDefault());
    }

    private void Leave(Module module) => _running.Value!.Remove(module);

    private TokenPass Continue(Tensor ids, ISequenceCache? cache)
    {
        var rows = Read(ids);
        long length = rows[0].Length;
        if (cache is null)
            return new TokenPass(rows, length);
        if (cache.Length > 0 && _cached.TryGetValue(cache, out var past) && past.Count == rows.Count && past[0].Length == cache.Length)
            rows = [.. past.Zip(rows, (before, now) => (long[])[.. before, .. now])];
        _cached.AddOrUpdate(cache, rows);
        return new TokenPass(rows, length);
    }

    private static IReadOnlyList<long[]> Read(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var flat = ids.to(ScalarType.Int64).cpu().reshape(-1, ids.shape[^1]);
        return [.. Enumerable.Range(0, (int)flat.shape[0]).Select(row => flat[row].data<long>().ToArray())];
    }
}
