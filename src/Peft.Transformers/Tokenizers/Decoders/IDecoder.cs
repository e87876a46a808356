namespace Peft.Tokenizers.Decoders;

/// <summary>A step from tokens back to text; what the last step leaves is joined.</summary>
internal interface IDecoder
{
    IReadOnlyList<string> Decode(IReadOnlyList<string> tokens);
}
