using System.Text.RegularExpressions;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.PreTokenizers;

/// <summary>The expressions that are part of a pre-tokenizer's definition rather than of a tokenizer's file.</summary>
internal static partial class KnownPatterns
{
    /// <summary>GPT-2's words, numbers, symbols and spaces (Radford et al. 2019).</summary>
    public static IPattern Gpt2 { get; } = new RegexPattern(Gpt2Expression());

    /// <summary>Runs of word characters, and runs of what is neither that nor white space.</summary>
    public static IPattern WordOrSymbols { get; } = new RegexPattern(WordOrSymbolsExpression());

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2Expression();

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u200C\u200D]+|[^\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\u200C\u200D\s]+", RegexOptions.CultureInvariant)]
    private static partial Regex WordOrSymbolsExpression();
}
