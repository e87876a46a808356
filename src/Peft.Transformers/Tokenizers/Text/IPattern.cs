namespace Peft.Tokenizers.Text;

/// <summary>Something to look for in a text.</summary>
internal interface IPattern
{
    /// <summary>The matches, from left to right, none overlapping another.</summary>
    List<TextRange> Find(string text);
}
