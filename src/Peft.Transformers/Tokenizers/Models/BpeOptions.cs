namespace Peft.Tokenizers.Models;

/// <summary>How a byte-pair model treats what is not in its vocabulary, and other variants of the method.</summary>
/// <param name="UnknownToken">The token for what is not in the vocabulary; null drops it.</param>
/// <param name="FuseUnknown">Whether unknown characters that touch make one token.</param>
/// <param name="ByteFallback">Whether unknown characters are written as tokens of their UTF-8 bytes.</param>
/// <param name="IgnoreMerges">Whether a piece that is a token is taken whole, reachable by merges or not.</param>
/// <param name="ContinuingPrefix">Put before every symbol of a word but the first.</param>
/// <param name="EndOfWordSuffix">Put after the last symbol of a word.</param>
internal sealed record BpeOptions(
    string? UnknownToken = null, bool FuseUnknown = false, bool ByteFallback = false, bool IgnoreMerges = false, string ContinuingPrefix = "", string EndOfWordSuffix = "");
