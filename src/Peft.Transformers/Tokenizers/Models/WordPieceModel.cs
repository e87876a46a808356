namespace Peft.Tokenizers.Models;

/// <summary>WordPiece (Wu et al. 2016): from the left always the longest token that fits; a word with no way through is unknown as a whole.</summary>
internal sealed class WordPieceModel : ITokenModel
{
    private readonly int _unknownId;
    private readonly string _continuingPrefix;
    private readonly int _longestWord;

    private WordPieceModel(Vocabulary vocabulary, int unknownId, string continuingPrefix, int longestWord) =>
        (Vocabulary, _unknownId, _continuingPrefix, _longestWord) = (vocabulary, unknownId, continuingPrefix, longestWord);

    public Vocabulary Vocabulary { get; }

    public static WordPieceModel Read(JsonPart json)
    {
        var vocabulary = Vocabulary.Read(json.Part("vocab"));
        string unknown = json.TextOrNull("unk_token") ?? "[UNK]";
        return new(
            vocabulary, vocabulary.IdOf(unknown) ?? throw json.Error($"unk_token is \"{unknown}\", which is not in the vocabulary."),
            json.TextOrNull("continuing_subword_prefix") ?? "##", json.IntOrNull("max_input_chars_per_word") ?? 100);
    }

    public void Tokenize(string text, ICollection<ModelToken> tokens)
    {
        var found = new List<ModelToken>();
        bool fits = text.EnumerateRunes().Count() <= _longestWord;
        for (int start = 0; fits && start < text.Length;)
        {
            fits = TryMatch(text, start, out var token);
            found.Add(token);
            start += token.Length;
        }
        if (!fits)
            found = [new(_unknownId, 0, text.Length)];
        foreach (var token in found)
            tokens.Add(token);
    }

    private bool TryMatch(string text, int start, out ModelToken token)
    {
        string candidate = start == 0 ? text : string.Concat(_continuingPrefix, text.AsSpan(start));
        for (int length = Math.Min(candidate.Length, Vocabulary.LongestToken); length > candidate.Length - (text.Length - start); length--)
        {
            if (Vocabulary.TryGetId(candidate.AsSpan(0, length), out int id))
            {
                token = new(id, start, length - (candidate.Length - (text.Length - start)));
                return true;
            }
        }
        token = default;
        return false;
    }
}
