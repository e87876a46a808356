using System.Collections.ObjectModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

public sealed partial class SafetensorsFile
{
    /// <summary>
    /// Writes tensors to a file, byte for byte as Hugging Face's safetensors library does. The file appears under its name only when it is complete and on the disk;
    /// if anything fails before, a file that was there stays as it was. Tensors are written one after the other; only one that is not contiguous on the CPU is copied first.
    /// Tensors that share memory are written once each.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">The header's free string map, in this order; empty is as good as none. Hugging Face's loaders expect <c>format</c> = <c>pt</c>.</param>
    /// <param name="cancellationToken">Stops writing; the temporary file is removed.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, or a tensor has a type or storage that the format cannot hold.</exception>
    /// <exception cref="IOException">The folder does not exist, the disk is full, or the file cannot be replaced.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void Save(
        string path,
        IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        Dictionary<string, Tensor> byName = Collect(tensors);
        List<SafetensorInfo> infos = SafetensorsLayout.Arrange(byName.Select(pair => (pair.Key, FileTypeOf(pair.Key, pair.Value), (IReadOnlyList<long>)pair.Value.shape)));
        byte[] header = SafetensorsHeaderWriter.Write(infos, metadata ?? ReadOnlyDictionary<string, string>.Empty);
        AtomicFile.Write(path, WriteContent, header.Length + infos.Sum(info => info.ByteCount));

        void WriteContent(Stream stream)
        {
            stream.Write(header);
            foreach (SafetensorInfo info in infos)
            {
                WriteTensor(stream, byName[info.Name], cancellationToken);
            }
        }
    }

    private static Dictionary<string, Tensor> Collect(IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        Dictionary<string, Tensor> byName = [];
        foreach ((string name, Tensor tensor) in tensors)
        {
            if (name == SafetensorsHeader.MetadataKey)
            {
                throw new ArgumentException($"A tensor is named '{name}', which the format reserves. help: Rename it.");
            }

            if (!byName.TryAdd(name, tensor))
            {
                throw new ArgumentException($"The name '{name}' comes twice. help: Give every tensor a name of its own.");
            }
        }

        return byName;
    }

    private static SafetensorsDType FileTypeOf(string name, Tensor tensor)
    {
        if (tensor.is_sparse || tensor.device_type == DeviceType.META)
        {
            throw new ArgumentException($"Tensor '{name}' is sparse or on the meta device; the format holds dense values. help: Make it dense and give it memory first.");
        }

        return SafetensorsDTypes.TryGetFileType(tensor.dtype, out SafetensorsDType type) ? type : throw new ArgumentException(
            $"Tensor '{name}' is {tensor.dtype}, for which the format has no type. help: Convert it first, for example with to_type(ScalarType.Float32).");
    }

    private static void WriteTensor(Stream stream, Tensor tensor, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor plain = tensor.detach().cpu().resolve_conj().resolve_neg().contiguous();
        TensorMemory.ForEachPiece(plain, (piece, _) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(piece);
        });
    }
}
