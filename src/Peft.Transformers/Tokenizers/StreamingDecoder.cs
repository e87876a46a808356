using System.Text;

namespace Peft.Tokenizers;

/// <summary>
/// Turns tokens into text as they come. A token may hold only a part of a character, and what it looks like may depend on those before
/// it: text is given out as soon as it can no longer change.
/// </summary>
public sealed class StreamingDecoder
{
    private const char Incomplete = '\uFFFD';

    private readonly Tokenizer _tokenizer;
    private readonly bool _skipSpecialTokens;
    private readonly StringBuilder _text = new();
    private readonly List<int> _context;
    private int _given;

    /// <summary>Creates the decoder.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="context">Tokens before the first, which are not given out but may decide about its spaces.</param>
    /// <param name="skipSpecialTokens">Whether to leave out special tokens.</param>
    public StreamingDecoder(Tokenizer tokenizer, IEnumerable<int>? context = null, bool skipSpecialTokens = true)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        (_tokenizer, _skipSpecialTokens, _context) = (tokenizer, skipSpecialTokens, [.. context ?? []]);
        _given = _context.Count;
    }

    /// <summary>All text given out so far.</summary>
    public string Text => _text.ToString();

    /// <summary>Takes a token.</summary>
    /// <param name="id">The token's id.</param>
    /// <returns>The text that is now complete; may be empty.</returns>
    public string Append(int id)
    {
        _context.Add(id);
        string text = Pending();
        return text.EndsWith(Incomplete) ? "" : Give(text);
    }

    /// <summary>Gives out the rest, even if it ends within a character.</summary>
    public string Finish() => Give(Pending());

    private string Pending()
    {
        string before = _tokenizer.Decode(_context.Take(_given), _skipSpecialTokens);
        string all = _tokenizer.Decode(_context, _skipSpecialTokens);
        return all[Math.Min(before.Length, all.Length)..];
    }

    /// <summary>Of what was given out, only the last tokens are needed as context from now on.</summary>
    private string Give(string text)
    {
        _text.Append(text);
        if (text.Length > 0)
        {
            _context.RemoveRange(0, _given);
            _given = _context.Count;
        }
        return text;
    }
}
