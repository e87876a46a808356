namespace Peft.Tokenizers.Models;

/// <summary>Which two tokens make which, and in what order pairs are joined: the lowest rank first.</summary>
internal sealed class BpeMerges(int capacity)
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = new(capacity);

    public void Add(int left, int right, int rank, int id) => _merges[(left, right)] = (rank, id);

    public bool TryGet(int left, int right, out (int Rank, int Id) merge) => _merges.TryGetValue((left, right), out merge);

    public static BpeMerges Read(JsonPart json, Vocabulary vocabulary, string continuingPrefix)
    {
        var items = json.Items("merges").ToList();
        var merges = new BpeMerges(items.Count);
        for (int rank = 0; rank < items.Count; rank++)
        {
            var (left, right) = ReadPair(items[rank]);
            string whole = left + right[(right.StartsWith(continuingPrefix, StringComparison.Ordinal) ? continuingPrefix.Length : 0)..];
            merges.Add(Id(left), Id(right), rank, Id(whole));

            int Id(string token) => vocabulary.IdOf(token) ?? throw items[rank].Error($"the merge of \"{left}\" and \"{right}\" needs \"{token}\", which is not in the vocabulary.");
        }
        return merges;
    }

    /// <summary>A merge is written as a list of two tokens, or, in older files, as both with a space between.</summary>
    private static (string Left, string Right) ReadPair(JsonPart json)
    {
        string[] pair = json.Element.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => json.Element.GetString()!.Split(' '),
            System.Text.Json.JsonValueKind.Array => [.. json.Element.EnumerateArray().Select(e => e.ToString())],
            _ => [],
        };
        return pair is [var left, var right] ? (left, right) : throw json.Error($"a merge should name two tokens but is {json.Element}.");
    }
}
