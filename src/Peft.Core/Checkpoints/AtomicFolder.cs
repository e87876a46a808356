namespace Peft.Checkpoints;

/// <summary>Writes a folder so that it is there with everything in it or not at all: under a temporary name beside its own, then renamed.</summary>
public static class AtomicFolder
{
    /// <summary>Creates the folder at <paramref name="path"/> with what <paramref name="write"/> puts into it.</summary>
    /// <param name="path">The folder; it must not exist or be empty.</param>
    /// <param name="write">Is given the path of the temporary folder and fills it; whatever it throws removes the folder and is passed on.</param>
    /// <exception cref="IOException">There is a file or a folder with content at <paramref name="path"/>, or the disk is full.</exception>
    public static void Write(string path, Action<string> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
            throw new IOException($"{target} is there already. help: Give the name of a new or an empty folder, or remove this one first.");
        string temporary = $"{target}.{Path.GetRandomFileName()}.tmp";
        Directory.CreateDirectory(temporary);
        try
        {
            write(temporary);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
        }
        catch
        {
            Directory.Delete(temporary, recursive: true);
            throw;
        }
    }
}
