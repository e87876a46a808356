using System.Text;
using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Decoders;

/// <summary>Puts a string in the place of every match in every token.</summary>
internal sealed class ReplaceDecoder(IPattern pattern, string content) : IDecoder
{
    public IReadOnlyList<string> Decode(IReadOnlyList<string> tokens) => [.. tokens.Select(Replace)];

    private string Replace(string token)
    {
        var text = new StringBuilder();
        int done = 0;
        foreach (var match in pattern.Find(token))
        {
            text.Append(token, done, match.Start - done).Append(content);
            done = match.End;
        }
        return text.Append(token, done, token.Length - done).ToString();
    }
}
