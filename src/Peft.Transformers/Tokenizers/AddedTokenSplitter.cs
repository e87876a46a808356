using System.Buffers;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers;

/// <summary>Finds added tokens in a text: at each place the longest.</summary>
internal sealed class AddedTokenSplitter
{
    private readonly (string Content, AddedToken Token)[] _tokens;
    private readonly SearchValues<string> _search;

    /// <param name="tokens">The tokens, each with the text to look for.</param>
    public AddedTokenSplitter(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _tokens = [.. tokens.Where(t => t.Content.Length > 0).OrderByDescending(t => t.Content.Length)];
        _search = SearchValues.Create(_tokens.Select(t => t.Content).ToArray(), StringComparison.Ordinal);
    }

    /// <summary>Cuts a text into added tokens and what is between them.</summary>
    public IEnumerable<(AlignedText Text, AddedToken? Token)> Split(AlignedText text)
    {
        int done = 0;
        foreach (var (range, token) in Matches(text.Text))
        {
            if (range.Start > done)
                yield return (text.Slice(done, range.Start - done), null);
            yield return (text.Slice(range.Start, range.Length), token);
            done = range.End;
        }
        if (done < text.Text.Length)
            yield return (text.Slice(done, text.Text.Length - done), null);
    }

    private List<(TextRange Range, AddedToken Token)> Matches(string text)
    {
        var matches = new List<(TextRange, AddedToken)>();
        int done = 0;
        for (int from = 0; Next(text, from) is var (range, token);)
        {
            from = range.End;
            if (token.SingleWord && IsInsideWord(text, range))
                continue;
            range = Widen(text, range, token, done);
            matches.Add((range, token));
            from = done = range.End;
        }
        return matches;
    }

    private (TextRange Range, AddedToken Token)? Next(string text, int from)
    {
        int length = text.AsSpan(from).IndexOfAny(_search);
        if (length < 0)
            return null;
        int start = from + length;
        var (content, token) = _tokens.First(t => text.AsSpan(start).StartsWith(t.Content, StringComparison.Ordinal));
        return (new(start, start + content.Length), token);
    }

    private static bool IsInsideWord(string text, TextRange range) =>
        (range.Start > 0 && Characters.IsWordCharacter(text[range.Start - 1])) || (range.End < text.Length && Characters.IsWordCharacter(text[range.End]));

    private static TextRange Widen(string text, TextRange range, AddedToken token, int leftLimit)
    {
        var (start, end) = (range.Start, range.End);
        while (token.LeftStrip && start > leftLimit && char.IsWhiteSpace(text[start - 1]))
            start--;
        while (token.RightStrip && end < text.Length && char.IsWhiteSpace(text[end]))
            end++;
        return new(start, end);
    }
}
