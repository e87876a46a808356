using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Peft.Checkpoints;

/// <summary>A file's header: eight bytes with the length of the JSON that follows, the JSON, then the data section.</summary>
/// <param name="Metadata">The free string map, in the file's order.</param>
/// <param name="Tensors">The tensors in the order of their data, which they cover without overlap or hole.</param>
/// <param name="DataStart">Where the data section starts in the file.</param>
internal sealed record SafetensorsHeader(OrderedDictionary<string, string> Metadata, OrderedDictionary<string, SafetensorInfo> Tensors, long DataStart)
{
    /// <summary>The length of the field that holds the JSON's length.</summary>
    internal const int LengthBytes = 8;

    /// <summary>The longest JSON the reference implementation accepts.</summary>
    internal const int LongestJson = 100_000_000;

    /// <summary>The key of the string map among the tensor names.</summary>
    internal const string MetadataKey = "__metadata__";

    private const string DamagedHelp = "The download may be incomplete, or this is not a safetensors file: compare its size and checksum with the original's.";

    /// <summary>Reads and checks the header; nothing is allocated on the word of the file beyond its own length.</summary>
    internal static SafetensorsHeader Read(SafeFileHandle file, string path)
    {
        long fileLength = RandomAccess.GetLength(file);
        if (fileLength < LengthBytes)
        {
            throw Damaged(path, $"the file has {fileLength} bytes; a safetensors file starts with {LengthBytes} bytes that hold its header's length.");
        }

        Span<byte> lengthField = stackalloc byte[LengthBytes];
        file.ReadExactly(lengthField, 0, path);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthField);
        if (length > LongestJson)
        {
            throw Damaged(path, $"the header's length is given as {length} bytes; at most {LongestJson} are allowed.");
        }

        long dataStart = LengthBytes + (long)length;
        if (dataStart > fileLength)
        {
            throw Damaged(path, $"the header's length is given as {length} bytes, but only {fileLength - LengthBytes} follow.");
        }

        byte[] json = new byte[length];
        file.ReadExactly(json, LengthBytes, path);
        (OrderedDictionary<string, string> metadata, List<SafetensorInfo> tensors) = SafetensorsHeaderReader.Read(path, json);
        return new SafetensorsHeader(metadata, SafetensorsLayout.Check(path, tensors, dataStart, fileLength - dataStart), dataStart);
    }

    private static CheckpointFormatException Damaged(string path, string problem) => new(path, problem, DamagedHelp, offset: 0);
}
