namespace Peft.Tokenizers.Text;

/// <summary>A range of characters, the end excluded.</summary>
internal readonly record struct TextRange(int Start, int End)
{
    public int Length => End - Start;
}
