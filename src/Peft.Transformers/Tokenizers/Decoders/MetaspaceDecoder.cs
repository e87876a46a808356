namespace Peft.Tokenizers.Decoders;

/// <summary>Turns SentencePiece's visible spaces into spaces, without the one that was put before the text.</summary>
internal sealed class MetaspaceDecoder(string replacement, bool removesPrefix) : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) =>
        [.. tokens.Select((token, i) => token.Replace(replacement, i == 0 && removesPrefix ? "" : " ", StringComparison.Ordinal))];
}
