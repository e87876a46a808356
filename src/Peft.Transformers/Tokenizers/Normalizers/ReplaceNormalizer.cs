using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Puts a string in the place of every match.</summary>
internal sealed class ReplaceNormalizer(IPattern pattern, string content) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var matches = pattern.Find(text.Text);
        if (matches.Count == 0)
            return text;
        var builder = new AlignedTextBuilder(text);
        int done = 0;
        foreach (var match in matches)
        {
            builder.Copy(done, match.Start - done);
            builder.Add(content, text.Original(match.Start, match.Length));
            done = match.End;
        }
        builder.Copy(done, text.Text.Length - done);
        return builder.Build();
    }
}
