using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Peft.Experiments.Optimizers;

/// <summary>The largest file of paged states of this process. It has no name, but the process has it open.</summary>
internal sealed partial class StateFile : IDisposable
{
    private const int DontNeed = 4, BufferBytes = 8 << 20;

    private readonly SafeFileHandle _file = Open(Directory.GetFiles("/proc/self/fd")
        .Where(path => new FileInfo(path).LinkTarget?.EndsWith(".states (deleted)", StringComparison.Ordinal) == true).MaxBy(Length)!);

    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>How many bytes this process has had read from disks.</summary>
    public static long BytesRead => long.Parse(File.ReadLines("/proc/self/io").Single(line => line.StartsWith("read_bytes", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Has the system write the file to the disk and forget what of it is not mapped.</summary>
    public void Drop()
    {
        RandomAccess.FlushToDisk(_file);
        int error = posix_fadvise(_file, 0, 0, DontNeed);
        if (error != 0)
            throw new IOException($"posix_fadvise failed with {error}.");
    }

    /// <summary>Milliseconds to read all of it, from first to last.</summary>
    public double Read()
    {
        long start = Stopwatch.GetTimestamp();
        for (long offset = 0; RandomAccess.Read(_file, _buffer, offset) is > 0 and var count; offset += count)
        {
        }
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);

    private static long Length(string path)
    {
        using SafeFileHandle file = Open(path);
        return RandomAccess.GetLength(file);
    }

    [LibraryImport("libc")]
    private static partial int posix_fadvise(SafeFileHandle file, long offset, long length, int advice);
}
