using System.Buffers.Binary;
using System.Text;

namespace Peft.Core.Tests.Checkpoints;

/// <summary>Builds safetensors files by hand, right or wrong.</summary>
internal static class SafetensorsBytes
{
    /// <summary>A file with this header, unpadded, and as many zero bytes of data.</summary>
    internal static byte[] File(string header, int dataLength = 0) => File(Encoding.UTF8.GetBytes(header), dataLength);

    internal static byte[] File(byte[] header, int dataLength = 0) => [.. Length((ulong)header.Length), .. header, .. new byte[dataLength]];

    internal static byte[] Length(ulong length)
    {
        byte[] field = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(field, length);
        return field;
    }
}
