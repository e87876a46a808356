using System.Collections.Concurrent;

namespace Peft.Tokenizers.Models;

/// <summary>Remembers how short pieces were tokenized: most words of a text come again.</summary>
internal sealed class CachedModel(ITokenModel model) : ITokenModel
{
    private const int Capacity = 20_000;
    private const int LongestCached = 64;

    private readonly ConcurrentDictionary<string, ModelToken[]> _cache = new(StringComparer.Ordinal);
    private int _count;

    public Vocabulary Vocabulary => model.Vocabulary;

    public void Tokenize(string text, ICollection<ModelToken> tokens)
    {
        if (text.Length > LongestCached)
        {
            model.Tokenize(text, tokens);
            return;
        }
        foreach (var token in _cache.TryGetValue(text, out var known) ? known : Remember(text))
            tokens.Add(token);
    }

    private ModelToken[] Remember(string text)
    {
        var found = new List<ModelToken>();
        model.Tokenize(text, found);
        ModelToken[] tokens = [.. found];
        if (Volatile.Read(ref _count) < Capacity && _cache.TryAdd(text, tokens))
            Interlocked.Increment(ref _count);
        return tokens;
    }
}
