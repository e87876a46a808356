namespace Peft.Checkpoints;

/// <summary>
/// Writes files so that a reader sees either the old content or the whole new one: under a temporary name in the same folder, flushed to the disk, then renamed.
/// If anything fails on the way, the temporary file is removed and the old file stays as it was.
/// </summary>
public static class AtomicFile
{
    /// <summary>Replaces or creates the file at <paramref name="path"/> with what <paramref name="write"/> writes.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the content; whatever it throws leaves the old file untouched and is passed on.</param>
    /// <param name="expectedLength">The length in bytes if known beforehand: the space is reserved at once, so that a full disk is noticed before anything is written.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, or the file cannot be replaced.</exception>
    public static void Write(string path, Action<Stream> write, long expectedLength = 0)
    {
        using PendingFile file = new(path, expectedLength);
        write(file.Content);
        file.Commit();
    }

    /// <summary>Replaces or creates the file at <paramref name="path"/> with <paramref name="text"/> in UTF-8 without a byte-order mark.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The folder does not exist, the disk is full, or the file cannot be replaced.</exception>
    public static void WriteAllText(string path, string text)
    {
        Write(path, stream =>
        {
            using StreamWriter writer = new(stream, leaveOpen: true);
            writer.Write(text);
        });
    }
}
