namespace Peft.Tokenizers;

/// <summary>One token of an encoded text.</summary>
/// <param name="Id">The token's id in the vocabulary.</param>
/// <param name="Start">Index in the given string of the first character that the token stands for.</param>
/// <param name="End">Index after the last such character; equal to <paramref name="Start"/> for a token that was added around the text.</param>
/// <param name="TypeId">Which text of a pair it belongs to, as the tokenizer file numbers them; 0 where there is one text.</param>
/// <param name="IsSpecial">Whether the tokenizer put it around the text, as it does with a begin-of-sequence token.</param>
public readonly record struct EncodedToken(int Id, int Start, int End, int TypeId = 0, bool IsSpecial = false);
