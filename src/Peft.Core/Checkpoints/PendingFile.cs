namespace Peft.Checkpoints;

/// <summary>A file that is being written under a temporary name beside its own, which it gets by <see cref="Commit"/>. Disposed before that, it leaves nothing.</summary>
internal sealed class PendingFile : IDisposable
{
    private const int BufferSize = 1 << 20;

    private readonly string _target;
    private readonly string _temporary;
    private readonly FileStream _stream;
    private bool _committed;

    /// <summary>Creates the temporary file; its folder must exist.</summary>
    internal PendingFile(string path, long expectedLength)
    {
        _target = Path.GetFullPath(path);
        _temporary = Path.Combine(Path.GetDirectoryName(_target) ?? _target, Path.GetRandomFileName() + ".tmp");
        _stream = new FileStream(_temporary, OptionsFor(expectedLength));
    }

    /// <summary>What is written so far.</summary>
    internal Stream Content => _stream;

    /// <summary>Brings the content to the disk and gives the file its name, in place of one that has it.</summary>
    internal void Commit()
    {
        _stream.Flush(flushToDisk: true);
        _stream.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        _committed = true;
    }

    /// <summary>Removes the temporary file, unless it has been committed.</summary>
    public void Dispose()
    {
        if (_committed)
            return;
        try
        {
            _stream.Dispose();
        }
        finally
        {
            File.Delete(_temporary);
        }
    }

    private static FileStreamOptions OptionsFor(long expectedLength) => new()
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = BufferSize,
        PreallocationSize = expectedLength,
    };
}
