using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>SentencePiece's normalization: at each place the longest sequence that its table knows is replaced.</summary>
internal sealed class PrecompiledNormalizer(CharacterMap map) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        for (int index = 0; index < text.Text.Length;)
        {
            int length = map.Match(text.Text.AsSpan(index), out string replacement);
            if (length > 0)
            {
                builder.Add(replacement, text.Original(index, length));
            }
            else
            {
                Rune.DecodeFromUtf16(text.Text.AsSpan(index), out _, out length);
                builder.Copy(index, length);
            }
            index += length;
        }
        return builder.Build();
    }
}
