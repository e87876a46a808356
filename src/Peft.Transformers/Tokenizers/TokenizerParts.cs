using Peft.Tokenizers.Decoders;
using Peft.Tokenizers.Models;
using Peft.Tokenizers.Normalizers;
using Peft.Tokenizers.PostProcessors;
using Peft.Tokenizers.PreTokenizers;

namespace Peft.Tokenizers;

/// <summary>What a tokenizer is made of; a step that is null is left out.</summary>
internal sealed record TokenizerParts(ITokenModel Model, TokenTable Tokens)
{
    public INormalizer? Normalizer { get; init; }

    public IPreTokenizer? PreTokenizer { get; init; }

    public IPostProcessor? PostProcessor { get; init; }

    public IDecoder? Decoder { get; init; }

    public SpecialTokens SpecialTokens { get; init; } = new();
}
