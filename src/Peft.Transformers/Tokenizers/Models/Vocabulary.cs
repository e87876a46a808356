using System.Globalization;

namespace Peft.Tokenizers.Models;

/// <summary>Tokens by id and ids by token.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsBySpan;
    private readonly string?[] _tokens;

    public Vocabulary(IReadOnlyCollection<KeyValuePair<string, int>> entries)
    {
        _ids = new(entries.Count, StringComparer.Ordinal);
        _tokens = new string[entries.Count == 0 ? 0 : entries.Max(e => e.Value) + 1];
        foreach (var (token, id) in entries)
            (_ids[token], _tokens[id]) = (id, token);
        _idsBySpan = _ids.GetAlternateLookup<ReadOnlySpan<char>>();
        LongestToken = _ids.Count == 0 ? 0 : _ids.Keys.Max(t => t.Length);
    }

    /// <summary>One more than the highest id.</summary>
    public int Size => _tokens.Length;

    /// <summary>The length of the longest token.</summary>
    public int LongestToken { get; }

    public static Vocabulary Read(JsonPart json)
    {
        var entries = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var property in json.Element.EnumerateObject())
        {
            if (!property.Value.TryGetInt32(out int id) || id < 0)
                throw json.Error($"the id of \"{property.Name}\" should be a whole number from 0 on but is {property.Value}.");
            entries[property.Name] = id;
        }
        return new(entries);
    }

    public bool TryGetId(ReadOnlySpan<char> token, out int id) => _idsBySpan.TryGetValue(token, out id);

    public int? IdOf(string token) => _ids.TryGetValue(token, out int id) ? id : null;

    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    /// <summary>The ids of the 256 tokens &lt;0x00&gt; to &lt;0xFF&gt;, or null if any is missing.</summary>
    public int[]? ByteIds()
    {
        var ids = new int[256];
        for (int b = 0; b < ids.Length; b++)
        {
            if (!_ids.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"), out ids[b]))
                return null;
        }
        return ids;
    }
}
