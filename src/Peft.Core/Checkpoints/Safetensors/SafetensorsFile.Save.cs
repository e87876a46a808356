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
        KeyValuePair<string, Tensor>[] all = [.. tensors];
        using SafetensorsWriter writer = SafetensorsWriter.Create(path, all.Select(pair => SpecOf(pair.Key, pair.Value)), metadata);
        Dictionary<string, Tensor> byName = new(all);
        foreach (SafetensorInfo info in writer.Tensors)
        {
            writer.Write(info.Name, byName[info.Name], cancellationToken);
        }

        writer.Commit();
    }

    private static SafetensorSpec SpecOf(string name, Tensor tensor)
    {
        if (tensor.is_sparse || tensor.device_type == DeviceType.META)
        {
            throw new ArgumentException($"Tensor '{name}' is sparse or on the meta device; the format holds dense values. help: Make it dense and give it memory first.");
        }

        return new SafetensorSpec(name, tensor.dtype, tensor.shape);
    }
}
