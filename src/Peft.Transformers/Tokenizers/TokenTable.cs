using Peft.Tokenizers.Models;

namespace Peft.Tokenizers;

/// <summary>The vocabulary of a tokenizer: its model's and the added tokens, which win where both know an id or a text.</summary>
internal sealed class TokenTable
{
    private readonly Vocabulary _vocabulary;
    private readonly Dictionary<int, AddedToken> _addedById;
    private readonly Dictionary<string, AddedToken> _addedByText;

    public TokenTable(Vocabulary vocabulary, IReadOnlyList<AddedToken> added)
    {
        (_vocabulary, Added) = (vocabulary, added);
        _addedById = added.GroupBy(t => t.Id).ToDictionary(g => g.Key, g => g.Last());
        _addedByText = added.GroupBy(t => t.Content, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last(), StringComparer.Ordinal);
        Size = Math.Max(vocabulary.Size, added.Select(t => t.Id + 1).DefaultIfEmpty(0).Max());
    }

    public IReadOnlyList<AddedToken> Added { get; }

    public int Size { get; }

    public int? IdOf(string token) => _addedByText.TryGetValue(token, out var added) ? added.Id : _vocabulary.IdOf(token);

    public string? TokenOf(int id) => _addedById.TryGetValue(id, out var added) ? added.Content : _vocabulary.TokenOf(id);

    public bool IsSpecial(int id) => _addedById.TryGetValue(id, out var added) && added.IsSpecial;
}
