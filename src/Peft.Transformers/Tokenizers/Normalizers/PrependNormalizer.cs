using Peft.Tokenizers.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>Puts a string before every text that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        if (text.Text.Length == 0)
            return text;
        var builder = new AlignedTextBuilder(text);
        builder.Add(prefix, text.Original(0));
        builder.Copy(0, text.Text.Length);
        return builder.Build();
    }
}
