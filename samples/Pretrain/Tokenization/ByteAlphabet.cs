using System.Text;

namespace Peft.Samples.Pretrain.Tokenization;

/// <summary>GPT-2's printable character for each byte, so that a vocabulary of strings can hold any bytes.</summary>
public static class ByteAlphabet
{
    private static readonly char[] s_characters = Build();

    public static IEnumerable<string> Symbols => s_characters.Order().Select(c => c.ToString());

    public static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => s_characters[b]));

    private static char[] Build()
    {
        var characters = new char[256];
        int unprintable = 0;
        for (int b = 0; b < 256; b++)
        {
            bool isPrintable = b is >= '!' and <= '~' or >= '¡' and <= '¬' or >= '®' and <= 'ÿ';
            characters[b] = isPrintable ? (char)b : (char)(256 + unprintable++);
        }
        return characters;
    }
}
