using static TorchSharp.torch;

namespace Peft.Recomputation;

/// <summary>The values of a tensor in a temporary file, which goes when they have been read, at the latest with the process.</summary>
internal sealed class TensorFile
{
    private const int PieceSize = 1 << 20;

    private readonly FileStream _stream;
    private readonly long[] _shape;
    private readonly ScalarType _type;

    private TensorFile(FileStream stream, long[] shape, ScalarType type) => (_stream, _shape, _type) = (stream, shape, type);

    /// <summary>Writes a tensor of any device.</summary>
    /// <param name="tensor">Any shape and type.</param>
    /// <param name="folder">An existing folder; null for that of temporary files.</param>
    internal static TensorFile Write(Tensor tensor, string? folder)
    {
        using var scope = NewDisposeScope();
        string path = Path.Combine(folder ?? Path.GetTempPath(), $"peft-activation-{Guid.NewGuid():N}");
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        // There an open file needs no name; Windows deletes it when the process ends.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        try
        {
            tensor.detach().cpu().contiguous().WriteBytesToStream(stream, PieceSize);
            return new TensorFile(stream, tensor.shape, tensor.dtype);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads it, once, into the CPU's memory.</summary>
    /// <exception cref="InvalidOperationException">It has been read before.</exception>
    internal Tensor Read()
    {
        if (!_stream.CanRead)
            throw new InvalidOperationException($"Activations kept in files are there for one backward. help: Do not retain the graph, or keep them elsewhere ({nameof(CheckpointingOptions)}.{nameof(CheckpointingOptions.Storage)}).");
        using (_stream)
        {
            _stream.Position = 0;
            var tensor = empty(_shape, _type);
            tensor.ReadBytesFromStream(_stream, PieceSize);
            return tensor;
        }
    }
}
