using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Keeps only some code points.</summary>
internal sealed class RuneFilter(Func<Rune, bool> keeps) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        int index = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            if (keeps(rune))
                builder.Copy(index, rune.Utf16SequenceLength);
            index += rune.Utf16SequenceLength;
        }
        return builder.Build();
    }
}
