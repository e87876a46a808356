using System.Collections.ObjectModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>
/// Writes a safetensors file whose tensors need not be in memory at the same time: first the header, from their names, types and shapes, then one tensor after another.
/// The file has its name only after <see cref="Commit"/>; disposed before that, the writer leaves nothing, and a file that was there stays as it was.
/// </summary>
public sealed class SafetensorsWriter : IDisposable
{
    private readonly PendingFile _file;
    private readonly long _dataStart;
    private int _written;

    private SafetensorsWriter(PendingFile file, long dataStart, IReadOnlyList<SafetensorInfo> tensors)
    {
        _file = file;
        _dataStart = dataStart;
        Tensors = tensors;
    }

    /// <summary>The tensors in the order in which they must be written: by descending type, then by name, as Hugging Face's library has them.</summary>
    public IReadOnlyList<SafetensorInfo> Tensors { get; }

    /// <summary>Begins a file: reserves its space and writes the header.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">What it will hold, in any order.</param>
    /// <param name="metadata">The header's free string map, in this order; empty is as good as none. Hugging Face's loaders expect <c>format</c> = <c>pt</c>.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or a size cannot be.</exception>
    /// <exception cref="IOException">The folder does not exist, or the disk is full.</exception>
    public static SafetensorsWriter Create(string path, IEnumerable<SafetensorSpec> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        SafetensorSpec[] specs = [.. tensors];
        CheckNames(specs);
        List<SafetensorInfo> infos = SafetensorsLayout.Arrange(specs);
        byte[] header = SafetensorsHeaderWriter.Write(infos, metadata ?? ReadOnlyDictionary<string, string>.Empty);
        PendingFile file = new(path, header.Length + infos.Sum(info => info.ByteCount));
        try
        {
            file.Content.Write(header);
            return new SafetensorsWriter(file, header.Length, infos);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes the next of <see cref="Tensors"/>. Only a tensor that is not contiguous on the CPU is copied first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">Its values, of the type and shape announced.</param>
    /// <param name="cancellationToken">Stops writing; the tensor counts as not written.</param>
    /// <exception cref="ArgumentException">The tensor is not the next, or not of its type and shape.</exception>
    /// <exception cref="InvalidOperationException">All tensors have been written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public void Write(string name, Tensor tensor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Check(new SafetensorSpec(name, tensor.dtype, tensor.shape));
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = tensor.detach().cpu().resolve_conj().resolve_neg().contiguous();
        _file.Content.Position = _dataStart + Tensors[_written].Begin;
        TensorMemory.ForEachPiece(plain, (piece, _) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _file.Content.Write(piece);
        });
        _written++;
    }

    /// <summary>Gives the complete file its name, in place of one that has it.</summary>
    /// <exception cref="InvalidOperationException">A tensor is missing.</exception>
    /// <exception cref="IOException">The disk is full, or the file cannot be replaced.</exception>
    public void Commit()
    {
        if (_written < Tensors.Count)
        {
            throw new InvalidOperationException(
                $"{_written} of {Tensors.Count} tensors have been written. help: Write {Tensors[_written]} and those after it before committing the file.");
        }

        _file.Commit();
    }

    /// <summary>Removes what is written, unless it has been committed.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Every name is one that the format allows, and comes once.</summary>
    internal static void CheckNames(IEnumerable<SafetensorSpec> specs)
    {
        HashSet<string> names = [];
        foreach (string name in specs.Select(spec => spec.Name))
        {
            if (name == SafetensorsHeader.MetadataKey)
            {
                throw new ArgumentException($"A tensor is named '{name}', which the format reserves. help: Rename it.");
            }

            if (!names.Add(name))
            {
                throw new ArgumentException($"The name '{name}' comes twice. help: Give every tensor a name of its own.");
            }
        }
    }

    private void Check(SafetensorSpec given)
    {
        if (_written == Tensors.Count)
        {
            throw new InvalidOperationException($"All {_written} tensors have been written; {given} is one too many. help: Commit the file.");
        }

        SafetensorInfo next = Tensors[_written];
        if (next.Name != given.Name || next.DType != given.DType || !next.Shape.SequenceEqual(given.Shape))
        {
            throw new ArgumentException($"The tensor given is {given}; expected {next}. help: Write what was announced, in the order of Tensors.");
        }
    }
}
