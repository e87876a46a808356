using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Peft.Tokenizers.Text;

/// <summary>
/// A regular expression that sees code points. .NET's sees UTF-16 units, of which those beyond the first plane have two without
/// a useful category; such a text is matched through a copy in which each of them is one character of the same category.
/// </summary>
internal sealed class RegexPattern(Regex regex) : IPattern
{
    private static readonly Dictionary<UnicodeCategory, char> s_standIns = FindStandIns();

    public List<TextRange> Find(string text)
    {
        var matches = new List<TextRange>();
        bool plain = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;
        var (shown, starts) = plain ? (text, null) : FirstPlaneCopy(text);
        foreach (var match in regex.EnumerateMatches(shown))
        {
            int end = match.Index + match.Length;
            if (match.Length > 0)
                matches.Add(starts is null ? new(match.Index, end) : new(starts[match.Index], starts[end]));
        }
        return matches;
    }

    /// <summary>The text with one character a code point, and where in the text each begins (and the last ends).</summary>
    private static (string Copy, List<int> Starts) FirstPlaneCopy(string text)
    {
        var copy = new StringBuilder(text.Length);
        var starts = new List<int>(text.Length + 1);
        int index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            copy.Append(rune.IsBmp ? (char)rune.Value : s_standIns[Rune.GetUnicodeCategory(rune)]);
            starts.Add(index);
            index += rune.Utf16SequenceLength;
        }
        starts.Add(index);
        return (copy.ToString(), starts);
    }

    /// <summary>For each category the last character of the first plane that has it: far from all that expressions name by themselves.</summary>
    private static Dictionary<UnicodeCategory, char> FindStandIns()
    {
        var standIns = new Dictionary<UnicodeCategory, char>();
        for (int c = char.MaxValue; c > 0; c--)
            standIns.TryAdd(char.GetUnicodeCategory((char)c), (char)c);
        return standIns;
    }
}
