using System.Text;

namespace Peft.Transformers.Tests.Tokenizers;

/// <summary>The SentencePiece vocabulary inside a GGUF file, rewritten as a SentencePiece model.</summary>
internal static class GgufVocabulary
{
    private const int StringType = 8, ArrayType = 9, BpeModel = 2;
    private static readonly int[] s_widths = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8];

    public static byte[] ToSentencePiece(string gguf)
    {
        var values = ReadMetadata(gguf);
        var pieces = (object[])values["tokenizer.ggml.tokens"];
        var scores = (object[])values["tokenizer.ggml.scores"];
        var types = (object[])values["tokenizer.ggml.token_type"];
        var model = new List<byte>();
        for (int i = 0; i < pieces.Length; i++)
        {
            byte[] text = Encoding.UTF8.GetBytes((string)pieces[i]);
            Append(model, 1, [0x0A, .. Variable(text.Length), .. text, 0x15, .. (byte[])scores[i], 0x18, ((byte[])types[i])[0]]);
        }
        Append(model, 2, [0x18, BpeModel]);
        Append(model, 3, [0x18, 1, 0x20, 0]);
        return [.. model];
    }

    /// <summary>Strings, lists, and the bytes of every other value.</summary>
    private static Dictionary<string, object> ReadMetadata(string path)
    {
        using var reader = new BinaryReader(File.OpenRead(path));
        reader.ReadBytes(sizeof(int) + sizeof(int) + sizeof(long));
        long count = reader.ReadInt64();
        var values = new Dictionary<string, object>();
        for (long i = 0; i < count; i++)
        {
            string key = ReadString(reader);
            values[key] = ReadValue(reader, reader.ReadInt32());
        }
        return values;
    }

    private static object ReadValue(BinaryReader reader, int type)
    {
        if (type == StringType)
            return ReadString(reader);
        if (type != ArrayType)
            return reader.ReadBytes(s_widths[type]);
        int itemType = reader.ReadInt32();
        var items = new object[reader.ReadInt64()];
        for (int i = 0; i < items.Length; i++)
            items[i] = ReadValue(reader, itemType);
        return items;
    }

    private static string ReadString(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes((int)reader.ReadInt64()));

    private static void Append(List<byte> message, int field, byte[] bytes) => message.AddRange([(byte)((field << 3) | 2), .. Variable(bytes.Length), .. bytes]);

    private static IEnumerable<byte> Variable(int value)
    {
        for (; value >= 0x80; value >>= 7)
            yield return (byte)(value | 0x80);
        yield return (byte)value;
    }
}
