namespace Peft.Tokenizers;

/// <summary>A token found in a text before the tokenizer's model sees it, such as <c>&lt;|endoftext|&gt;</c>.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Content">Its text.</param>
/// <param name="IsSpecial">Whether decoding leaves it out when special tokens are skipped.</param>
/// <param name="SingleWord">Whether it counts only where it is not part of a longer word.</param>
/// <param name="LeftStrip">Whether it swallows white space before it.</param>
/// <param name="RightStrip">Whether it swallows white space after it.</param>
/// <param name="Normalized">Whether it is looked for in the normalized text rather than in the text as given.</param>
public sealed record AddedToken(
    int Id, string Content, bool IsSpecial = false, bool SingleWord = false, bool LeftStrip = false, bool RightStrip = false, bool Normalized = false);
