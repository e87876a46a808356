namespace Peft.Tokenizers.Text;

/// <summary>A string, looked for character by character.</summary>
internal sealed class LiteralPattern(string literal) : IPattern
{
    public List<TextRange> Find(string text)
    {
        var matches = new List<TextRange>();
        if (literal.Length == 0)
            return matches;
        for (int i = text.IndexOf(literal, StringComparison.Ordinal); i >= 0; i = text.IndexOf(literal, i + literal.Length, StringComparison.Ordinal))
            matches.Add(new(i, i + literal.Length));
        return matches;
    }
}
