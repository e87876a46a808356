namespace Peft.Tokenizers.Decoders;

/// <summary>Joins continuing pieces to the word before and puts a space between words; cleaned up, none before punctuation and English clitics.</summary>
internal sealed class WordPieceDecoder(string prefix, bool cleansUp) : IDecoder
{
    private static readonly (string Spaced, string Joined)[] s_cleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    public IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [.. tokens.Select(Decode)];

    private string Decode(string token, int index)
    {
        if (index > 0)
            token = token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..] : " " + token;
        return cleansUp ? s_cleanUps.Aggregate(token, (text, c) => text.Replace(c.Spaced, c.Joined, StringComparison.Ordinal)) : token;
    }
}
