using System.Text;

namespace Peft.Tokenizers.Text;

/// <summary>Every code point that has some property.</summary>
internal sealed class RunePattern(Func<Rune, bool> predicate) : IPattern
{
    public List<TextRange> Find(string text)
    {
        var matches = new List<TextRange>();
        int index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (predicate(rune))
                matches.Add(new(index, index + rune.Utf16SequenceLength));
            index += rune.Utf16SequenceLength;
        }
        return matches;
    }
}
