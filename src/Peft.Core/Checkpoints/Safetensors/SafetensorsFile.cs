using Microsoft.Win32.SafeHandles;

namespace Peft.Checkpoints;

/// <summary>
/// An open safetensors file (https://github.com/huggingface/safetensors). Opening reads and checks the header; tensors are read when asked for, each by itself.
/// </summary>
/// <remarks>
/// Accepts what the reference implementation accepts, but for three things that no writer writes: a key that comes twice (the format's description forbids it),
/// an entry written as an array in place of an object, and a size of 2^63 or more.
/// Instances may be used by several threads at once. The file must not be changed in place while it is open; replacing it, as <see cref="Save"/> does, is safe.
/// </remarks>
public sealed partial class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly SafetensorsHeader _header;

    private SafetensorsFile(string path, SafeFileHandle file, SafetensorsHeader header)
    {
        Path = path;
        _file = file;
        _header = header;
    }

    /// <summary>The file's path, as given to <see cref="Open"/>.</summary>
    public string Path { get; }

    /// <summary>The free string map of the header, in the file's order; empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>What the file holds, by name, in the order of the data.</summary>
    public IReadOnlyDictionary<string, SafetensorInfo> Tensors => _header.Tensors;

    /// <summary>Opens a file and checks its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointFormatException">The file is not a valid safetensors file.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafetensorsFile Open(string path)
    {
        SafeFileHandle file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete);
        try
        {
            return new SafetensorsFile(path, file, SafetensorsHeader.Read(file, path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor's bytes as they are in the file: little-endian, row-major.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Is filled completely.</param>
    /// <param name="offset">Where to start within the tensor, in bytes.</param>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer than <paramref name="offset"/> plus the destination's length bytes.</exception>
    public void ReadBytes(string name, Span<byte> destination, long offset = 0)
    {
        SafetensorInfo info = Find(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, info.ByteCount - destination.Length);
        _file.ReadExactly(destination, _header.DataStart + info.Begin + offset, Path);
    }

    /// <summary>Closes the file. Tensors that were read stay valid: they have their own memory.</summary>
    public void Dispose() => _file.Dispose();

    private SafetensorInfo Find(string name) => _header.Tensors.TryGetValue(name, out SafetensorInfo? info) ? info : throw UnknownTensor.In(Path, name, _header.Tensors.Keys);
}
