using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Lower case, each code point by itself.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    private const int CapitalIWithDot = 0x130;

    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        int index = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            var original = text.Original(index, rune.Utf16SequenceLength);
            if (rune.Value == CapitalIWithDot)
                builder.Add("i\u0307", original);
            else
                builder.Add(Rune.ToLowerInvariant(rune), original);
            index += rune.Utf16SequenceLength;
        }
        return builder.Build();
    }
}
