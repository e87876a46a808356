namespace Peft.Checkpoints;

/// <summary>A checkpoint file is damaged, hostile, or holds something that cannot be represented.</summary>
public sealed class CheckpointFormatException : PeftException
{
    private const int LongestNameShown = 200;

    /// <summary>Creates the error.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="problem">What is wrong, with expected and found; a whole sentence.</param>
    /// <param name="help">What to do next; a whole sentence.</param>
    /// <param name="key">The tensor or entry concerned, if one is.</param>
    /// <param name="offset">The position in the file, in bytes from its start, if known.</param>
    /// <param name="innerException">The error that led to this one, if any.</param>
    public CheckpointFormatException(string file, string problem, string help, string? key = null, long? offset = null, Exception? innerException = null)
        : base($"{file}{Describe(key, offset)}: {problem}", help, innerException)
    {
        File = file;
        Key = key;
        Offset = offset;
    }

    /// <summary>The file's path.</summary>
    public string File { get; }

    /// <summary>The tensor or entry concerned; <see langword="null"/> if it is the file as a whole.</summary>
    public string? Key { get; }

    /// <summary>The position in the file, in bytes from its start; <see langword="null"/> if not known.</summary>
    public long? Offset { get; }

    private static string Describe(string? key, long? offset)
    {
        string name = key is null ? "" : $", '{(key.Length > LongestNameShown ? key[..LongestNameShown] + "…" : key)}'";
        return offset is null ? name : $"{name}, byte {offset}";
    }
}
