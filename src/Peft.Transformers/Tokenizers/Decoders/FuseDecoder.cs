namespace Peft.Tokenizers.Decoders;

/// <summary>Joins all tokens, so that the next steps see one.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [string.Concat(tokens)];
}
