using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Removes white space from the ends of a text.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        int start = left ? text.Text.Length - text.Text.AsSpan().TrimStart().Length : 0;
        int end = right ? text.Text.AsSpan().TrimEnd().Length : text.Text.Length;
        return text.Slice(start, Math.Max(0, end - start));
    }
}
