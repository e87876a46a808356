using Microsoft.Win32.SafeHandles;

namespace Peft.Checkpoints;

/// <summary>Positioned reading that needs no shared position, so that several threads can read one file.</summary>
internal static class FileReading
{
    /// <summary>Fills <paramref name="buffer"/> from <paramref name="offset"/> on.</summary>
    internal static void ReadExactly(this SafeFileHandle file, Span<byte> buffer, long offset, string path)
    {
        while (buffer.Length > 0)
        {
            int read = RandomAccess.Read(file, buffer, offset);
            if (read == 0)
            {
                throw new CheckpointFormatException(
                    path,
                    $"the file ends {buffer.Length} bytes too early: it became shorter after it was opened.",
                    "Do not change a file that is open; write to a new one.",
                    offset: offset);
            }

            buffer = buffer[read..];
            offset += read;
        }
    }
}
