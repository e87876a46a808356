using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Modules by name. They are registered when the dictionary itself is: what is added or replaced later is not.</summary>
public class ModuleDict<T> : nn.Module, IDictionary<string, T>, IList<(string, T)> where T : nn.Module
{
    private readonly OrderedDict<string, T> _items = [];
    private bool _registered;

    public ModuleDict() : base(nameof(ModuleDict<>)) { }

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => _items.Keys;

    public ICollection<T> Values => _items.Values;

    public (string, T) this[int index]
    {
        get => _items[index];
        set => _items[index] = value;
    }

    /// <exception cref="KeyNotFoundException">Setting a key that is not there; add it instead.</exception>
    public T this[string key]
    {
        get => _items[key];
        set => _items[key] = _items.ContainsKey(key) ? value : throw new KeyNotFoundException($"The module dictionary has no '{key}'.");
    }

    public IEnumerable<string> keys() => _items.Keys;

    public IEnumerable<T> values() => _items.Values;

    public IEnumerator<(string, T)> items() => GetEnumerator();

    public void Add(string key, T value) => _items.Add(key, value);

    public void Add((string, T) item) => _items.Add(item);

    public void Add(KeyValuePair<string, T> item) => _items.Add(item);

    public void Insert(int index, (string, T) item) => _items.Insert(index, item);

    public bool Remove(string key) => _items.Remove(key);

    public bool Remove((string, T) item) => _items.Remove(item);

    public bool Remove(KeyValuePair<string, T> item) => _items.Remove(item);

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public void clear() => _items.Clear();

    public void Clear() => _items.Clear();

    public bool ContainsKey(string key) => _items.ContainsKey(key);

    public bool Contains((string, T) item) => _items.Contains(item);

    public bool Contains(KeyValuePair<string, T> item) => _items.Contains(item);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _items.TryGetValue(key, out value);

    public int IndexOf((string, T) item) => _items.IndexOf(item);

    public void CopyTo((string, T)[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public IEnumerator<(string, T)> GetEnumerator() => _items.GetEnumerator();

    IEnumerator<KeyValuePair<string, T>> IEnumerable<KeyValuePair<string, T>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, T>>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected override void RegisterComponents()
    {
        if (_registered)
            return;
        foreach (var (name, module) in _items)
            register_module(name, module);
        _registered = true;
    }
}
