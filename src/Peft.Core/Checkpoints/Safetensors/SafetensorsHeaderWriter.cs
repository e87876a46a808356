using System.Buffers.Binary;
using System.Text;

namespace Peft.Checkpoints;

/// <summary>Writes a header as the reference implementation does, byte for byte: compact JSON, nothing escaped that need not be, spaces up to a multiple of eight bytes.</summary>
internal static class SafetensorsHeaderWriter
{
    private const int Alignment = 8;

    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The length field and the padded JSON; metadata that is empty is left out.</summary>
    internal static byte[] Write(IEnumerable<SafetensorInfo> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        IEnumerable<string> entries = tensors.Select(Entry);
        if (metadata.Count > 0)
        {
            string pairs = string.Join(',', metadata.Select(pair => $"{Quote(pair.Key)}:{Quote(pair.Value)}"));
            entries = entries.Prepend($"{Quote(SafetensorsHeader.MetadataKey)}:{{{pairs}}}");
        }

        return Frame($"{{{string.Join(',', entries)}}}");
    }

    private static string Entry(SafetensorInfo tensor) =>
        $$"""{{Quote(tensor.Name)}}:{"dtype":"{{tensor.DType}}","shape":[{{string.Join(',', tensor.Shape)}}],"data_offsets":[{{tensor.Begin}},{{tensor.End}}]}""";

    private static byte[] Frame(string json)
    {
        int length = CountBytes(json);
        int padded = (length + Alignment - 1) / Alignment * Alignment;
        if (padded > SafetensorsHeader.LongestJson)
        {
            throw new ArgumentException(
                $"The header would have {padded} bytes; the format allows {SafetensorsHeader.LongestJson}. help: Use fewer or shorter names, or write several files.");
        }

        byte[] header = new byte[SafetensorsHeader.LengthBytes + padded];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(header, padded);
        s_strictUtf8.GetBytes(json, header.AsSpan(SafetensorsHeader.LengthBytes));
        return header;
    }

    private static int CountBytes(string json)
    {
        try
        {
            return s_strictUtf8.GetByteCount(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new ArgumentException("A tensor's name or the metadata has half a surrogate pair, which has no UTF-8 form. help: Correct the text.", e);
        }
    }

    private static string Quote(string text)
    {
        StringBuilder quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (char c in text)
        {
            quoted = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\b' => quoted.Append("\\b"),
                '\t' => quoted.Append("\\t"),
                '\n' => quoted.Append("\\n"),
                '\f' => quoted.Append("\\f"),
                '\r' => quoted.Append("\\r"),
                < ' ' => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
