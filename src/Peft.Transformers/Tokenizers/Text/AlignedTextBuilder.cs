using System.Text;

namespace Peft.Tokenizers.Text;

/// <summary>Makes a changed copy of a text, keeping track of where each character came from.</summary>
internal sealed class AlignedTextBuilder(AlignedText source)
{
    private readonly StringBuilder _text = new(source.Text.Length);
    private readonly List<TextRange> _ranges = new(source.Text.Length);

    /// <summary>Adds characters that all stand for one range of the original.</summary>
    public void Add(ReadOnlySpan<char> characters, TextRange original)
    {
        _text.Append(characters);
        for (int i = 0; i < characters.Length; i++)
            _ranges.Add(original);
    }

    public void Add(Rune rune, TextRange original)
    {
        Span<char> characters = stackalloc char[2];
        Add(characters[..rune.EncodeToUtf16(characters)], original);
    }

    /// <summary>Adds a part of the source unchanged.</summary>
    public void Copy(int start, int length)
    {
        _text.Append(source.Text, start, length);
        for (int i = start; i < start + length; i++)
            _ranges.Add(source.Original(i));
    }

    public AlignedText Build() => new(_text.ToString(), [.. _ranges], 0);
}
