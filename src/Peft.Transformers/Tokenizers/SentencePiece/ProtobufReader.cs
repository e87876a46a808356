using System.Buffers.Binary;

namespace Peft.Tokenizers.SentencePiece;

/// <summary>Reads the fields of a protocol buffer message one after another.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The message is damaged.</exception>
    public bool Read(out ProtobufField field)
    {
        field = default;
        if (_rest.IsEmpty)
            return false;
        ulong key = ReadVariable();
        int number = (int)(key >> 3);
        field = (key & 7) switch
        {
            0 => new(number, ReadVariable(), default),
            1 => new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))), default),
            2 => new(number, 0, Take(ReadVariable())),
            5 => new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))), default),
            _ => throw new InvalidDataException($"field {number} has the unknown wire type {key & 7}."),
        };
        return true;
    }

    private ulong ReadVariable()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte b = Take(1)[0];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new InvalidDataException("a number has more than ten bytes.");
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new InvalidDataException($"{count} bytes are expected but {_rest.Length} are left.");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}

/// <summary>A field: its number, and its value as an integer (or the bits of a number) or as bytes.</summary>
internal readonly ref struct ProtobufField(int number, ulong integer, ReadOnlySpan<byte> bytes)
{
    public int Number { get; } = number;

    public ulong Integer { get; } = integer;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
