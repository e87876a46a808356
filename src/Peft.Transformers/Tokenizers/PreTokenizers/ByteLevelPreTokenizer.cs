using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>GPT-2's byte-level step: cuts by its expression if wanted, then writes every UTF-8 byte as one printable character.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    public void Split(AlignedText text, ICollection<AlignedText> pieces)
    {
        if (text.Text.Length == 0)
            return;
        if (addPrefixSpace && text.Text[0] != ' ')
            text = Prefixed(text);
        if (!useRegex)
        {
            pieces.Add(ByteCharacters.Encode(text));
            return;
        }
        foreach (var match in KnownPatterns.Gpt2.Find(text.Text))
            pieces.Add(ByteCharacters.Encode(text.Slice(match.Start, match.Length)));
    }

    private static AlignedText Prefixed(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        builder.Add(" ", text.Original(0));
        builder.Copy(0, text.Text.Length);
        return builder.Build();
    }
}
