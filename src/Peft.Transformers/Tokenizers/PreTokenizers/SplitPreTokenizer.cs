using System.Runtime.InteropServices;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>Cuts a text where a pattern matches (or, inverted, where it does not).</summary>
internal sealed class SplitPreTokenizer(IPattern pattern, SplitBehavior behavior, bool invert = false) : IPreTokenizer
{
    public void Split(AlignedText text, ICollection<AlignedText> pieces)
    {
        foreach (var range in Ranges(text.Text))
            pieces.Add(text.Slice(range.Start, range.Length));
    }

    /// <summary>The ranges of the pieces, in order.</summary>
    private IEnumerable<TextRange> Ranges(string text)
    {
        var segments = Segments(text);
        return behavior switch
        {
            SplitBehavior.Removed => segments.Where(s => !s.IsMatch).Select(s => s.Range),
            SplitBehavior.Isolated => segments.Select(s => s.Range),
            SplitBehavior.Contiguous => Merge(segments, (previous, current) => previous.IsMatch == current.IsMatch),
            SplitBehavior.MergedWithPrevious => Merge(segments, (previous, current) => current.IsMatch && !previous.IsMatch),
            _ => Merge(segments, (previous, current) => previous.IsMatch && !current.IsMatch),
        };
    }

    private List<Segment> Segments(string text)
    {
        var segments = new List<Segment>();
        int done = 0;
        foreach (var match in pattern.Find(text))
        {
            if (match.Start > done)
                segments.Add(new(new(done, match.Start), invert));
            segments.Add(new(match, !invert));
            done = match.End;
        }
        if (done < text.Length)
            segments.Add(new(new(done, text.Length), invert));
        return segments;
    }

    private static List<TextRange> Merge(List<Segment> segments, Func<Segment, Segment, bool> joins)
    {
        var ranges = new List<TextRange>();
        for (int i = 0; i < segments.Count; i++)
        {
            if (i > 0 && joins(segments[i - 1], segments[i]))
                CollectionsMarshal.AsSpan(ranges)[^1] = ranges[^1] with { End = segments[i].Range.End };
            else
                ranges.Add(segments[i].Range);
        }
        return ranges;
    }

    private readonly record struct Segment(TextRange Range, bool IsMatch);
}
