namespace Peft.Tokenizers.Text;

/// <summary>A text of which every character knows the characters of the original text that it came from.</summary>
internal sealed class AlignedText
{
    private readonly TextRange[]? _ranges;
    private readonly int _offset;

    public AlignedText(string text)
        : this(text, null, 0)
    {
    }

    /// <param name="text">The text.</param>
    /// <param name="ranges">The original range of each character; null where characters follow each other as in the original.</param>
    /// <param name="offset">Where this text begins: in <paramref name="ranges"/>, or in the original if that is null.</param>
    public AlignedText(string text, TextRange[]? ranges, int offset) => (Text, _ranges, _offset) = (text, ranges, offset);

    public string Text { get; }

    public AlignedText Slice(int start, int length) => length == Text.Length ? this : new(Text.Substring(start, length), _ranges, _offset + start);

    /// <summary>The same positions with other characters.</summary>
    public AlignedText WithText(string text) => new(text, _ranges, _offset);

    public TextRange Original(int index) => _ranges is null ? new(_offset + index, _offset + index + 1) : _ranges[_offset + index];

    public TextRange Original(int start, int length) => new(Original(start).Start, Original(start + length - 1).End);
}
