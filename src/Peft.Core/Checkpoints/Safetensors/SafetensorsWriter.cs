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
    private readonly OrderedDictionary<string, SafetensorInfo> _missing;

    private SafetensorsWriter(PendingFile file, long dataStart, IReadOnlyList<SafetensorInfo> tensors)
    {
        _file = file;
        _dataStart = dataStart;
        Tensors = tensors;
        _missing = new(tensors.Select(tensor => KeyValuePair.Create(tensor.Name, tensor)));
    }

    /// <summary>The tensors in the order in which they lie in the file: by descending type, then by name, as Hugging Face's library has them.</summary>
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

    /// <summary>Writes one of <see cref="Tensors"/>, in any order; that of <see cref="Tensors"/> is the fastest. Only a tensor that is not contiguous on the CPU is copied first.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">Its values, of the type and shape announced.</param>
    /// <param name="cancellationToken">Stops writing; the tensor counts as not written.</param>
    /// <exception cref="ArgumentException">No tensor of this name, or one of another type or shape, was announced.</exception>
    /// <exception cref="InvalidOperationException">The tensor has been written.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public void Write(string name, Tensor tensor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        SafetensorInfo info = Find(new SafetensorSpec(name, tensor.dtype, tensor.shape));
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = tensor.detach().cpu().resolve_conj().resolve_neg().contiguous();
        _file.Content.Position = _dataStart + info.Begin;
        TensorMemory.ForEachPiece(plain, (piece, _) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            _file.Content.Write(piece);
        });
        _missing.Remove(name);
    }

    /// <summary>Gives the complete file its name, in place of one that has it.</summary>
    /// <exception cref="InvalidOperationException">A tensor is missing.</exception>
    /// <exception cref="IOException">The disk is full, or the file cannot be replaced.</exception>
    public void Commit()
    {
        if (_missing.Count > 0)
        {
            throw new InvalidOperationException(
                $"{Tensors.Count - _missing.Count} of {Tensors.Count} tensors have been written. help: Write {_missing.Values.First()} and what else is missing before committing the file.");
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

    private SafetensorInfo Find(SafetensorSpec given)
    {
        if (!_missing.TryGetValue(given.Name, out SafetensorInfo? announced))
        {
            throw Tensors.Any(tensor => tensor.Name == given.Name)
                ? new InvalidOperationException($"{given} has been written already. help: Write each tensor once.")
                : new ArgumentException($"The tensor given is {given}, which was not announced. help: Announce every tensor when the file is created.");
        }

        return announced.DType == given.DType && announced.Shape.SequenceEqual(given.Shape) ? announced
            : throw new ArgumentException($"The tensor given is {given}; expected {announced}. help: Write what was announced.");
    }
}
