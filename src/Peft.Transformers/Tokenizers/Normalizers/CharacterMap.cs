using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Peft.Tokenizers.Normalizers;

/// <summary>
/// SentencePiece's precompiled character map: a double array over UTF-8 bytes (as Darts-clone lays it out) whose values are offsets
/// into a block of zero-terminated replacements. Layout: length of the array in bytes (4 bytes, little endian), array, replacements.
/// </summary>
internal sealed class CharacterMap
{
    private const int HeaderLength = 4;
    private const int RuneBytes = 4;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    public CharacterMap(ReadOnlySpan<byte> blob)
    {
        int length = blob.Length < HeaderLength ? -1 : BinaryPrimitives.ReadInt32LittleEndian(blob);
        if (length <= 0 || length % sizeof(uint) != 0 || length > blob.Length - HeaderLength)
            throw new InvalidDataException($"The character map of {blob.Length} bytes says that its index has {length}.");
        _units = MemoryMarshal.Cast<byte, uint>(blob.Slice(HeaderLength, length)).ToArray();
        _replacements = blob[(HeaderLength + length)..].ToArray();
    }

    public static CharacterMap FromBase64(JsonPart json)
    {
        try
        {
            return new(Convert.FromBase64String(json.Text("precompiled_charsmap")));
        }
        catch (Exception e) when (e is FormatException or InvalidDataException)
        {
            throw json.Error($"precompiled_charsmap cannot be read: {e.Message}");
        }
    }

    /// <summary>Finds the longest sequence at the beginning of a text that has a replacement.</summary>
    /// <returns>The number of characters of it, or 0.</returns>
    public int Match(ReadOnlySpan<char> text, out string replacement)
    {
        Span<byte> utf8 = stackalloc byte[RuneBytes];
        (int matched, int value) = (0, 0);
        uint node = Offset(_units[0]);
        int index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            foreach (byte label in utf8[..rune.EncodeToUtf8(utf8)])
            {
                node ^= label;
                if (node >= _units.Length || Label(_units[node]) != label)
                {
                    replacement = matched > 0 ? Replacement(value) : "";
                    return matched;
                }
                uint unit = _units[node];
                node ^= Offset(unit);
                if (HasValue(unit))
                    (matched, value) = (-1, (int)(_units[node] & 0x7FFFFFFF));
            }
            index += rune.Utf16SequenceLength;
            if (matched < 0)
                matched = index;
        }
        replacement = matched > 0 ? Replacement(value) : "";
        return matched;
    }

    private string Replacement(int start)
    {
        var rest = _replacements.AsSpan(start);
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private static uint Label(uint unit) => unit & 0x800000FF;

    private static bool HasValue(uint unit) => (unit & 0x100) != 0;
}
