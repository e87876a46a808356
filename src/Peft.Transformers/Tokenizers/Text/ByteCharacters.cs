using System.Text;

namespace Peft.Tokenizers.Text;

/// <summary>
/// GPT-2's way to write a byte as one visible character: printable Latin-1 stands for itself, the other 68 bytes follow from U+0100 on.
/// </summary>
internal static class ByteCharacters
{
    private const int MaxUtf8Length = 4;

    private static readonly char[] s_characters = MakeCharacters();
    private static readonly Dictionary<char, byte> s_bytes = Enumerable.Range(0, 256).ToDictionary(b => s_characters[b], b => (byte)b);

    /// <summary>Writes the UTF-8 bytes of a text.</summary>
    public static AlignedText Encode(AlignedText text) => Ascii.IsValid(text.Text)
        ? text.WithText(string.Create(text.Text.Length, text.Text, (span, ascii) =>
        {
            for (int i = 0; i < span.Length; i++)
                span[i] = s_characters[ascii[i]];
        }))
        : EncodeRunes(text);

    /// <summary>Reads the bytes of a token; one that has other characters is taken as it is.</summary>
    public static byte[] Decode(string token) => token.All(s_bytes.ContainsKey) ? [.. token.Select(c => s_bytes[c])] : Encoding.UTF8.GetBytes(token);

    private static AlignedText EncodeRunes(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        Span<byte> utf8 = stackalloc byte[MaxUtf8Length];
        Span<char> characters = stackalloc char[MaxUtf8Length];
        int index = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            int count = rune.EncodeToUtf8(utf8);
            for (int i = 0; i < count; i++)
                characters[i] = s_characters[utf8[i]];
            builder.Add(characters[..count], text.Original(index, rune.Utf16SequenceLength));
            index += rune.Utf16SequenceLength;
        }
        return builder.Build();
    }

    private static char[] MakeCharacters()
    {
        var characters = new char[256];
        char next = (char)256;
        for (int b = 0; b < characters.Length; b++)
            characters[b] = (char)b is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or (>= '\u00AE' and <= '\u00FF') ? (char)b : next++;
        return characters;
    }
}
