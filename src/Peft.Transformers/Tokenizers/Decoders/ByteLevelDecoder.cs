using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Decoders;

/// <summary>Reads GPT-2's visible characters as bytes and all bytes together as UTF-8; what is not valid becomes U+FFFD.</summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [Encoding.UTF8.GetString([.. tokens.SelectMany(ByteCharacters.Decode)])];
}
