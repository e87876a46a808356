using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

public sealed partial class SafetensorsFolder
{
    /// <summary>The size of a shard where none is given: 5 GB.</summary>
    public const long DefaultShardBytes = 5_000_000_000;

    private static readonly Dictionary<string, string> s_metadata = new() { ["format"] = "pt" };

    /// <summary>
    /// Writes a checkpoint whose tensors need not be in memory at the same time, as Hugging Face's libraries do: one file if everything fits in, else shards with an index.
    /// The files get their names when all are complete; if anything fails before, nothing is left.
    /// </summary>
    /// <param name="folder">The folder; it must exist and have no checkpoint of this name.</param>
    /// <param name="tensors">What the checkpoint will hold, in the order in which the shards are filled and <paramref name="make"/> is called.</param>
    /// <param name="make">
    /// Gives a tensor's values, of the type and shape announced. Called once for each tensor, in its own dispose scope: what it creates is disposed as soon as it is written.
    /// </param>
    /// <param name="maxShardBytes">The most bytes of tensors in a file, at least 1; only a tensor that is larger by itself exceeds it.</param>
    /// <param name="name">The file's name without extension.</param>
    /// <param name="cancellationToken">Stops between and within tensors.</param>
    /// <exception cref="ArgumentException">A name comes twice or is reserved, a size cannot be, or a tensor is not as announced.</exception>
    /// <exception cref="IOException">The folder does not exist or has a checkpoint of this name, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void Save(
        string folder,
        IEnumerable<SafetensorSpec> tensors,
        Func<SafetensorInfo, Tensor> make,
        long maxShardBytes = DefaultShardBytes,
        string name = "model",
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(make);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxShardBytes, 1);
        SafetensorSpec[] all = [.. tensors];
        SafetensorsWriter.CheckNames(all);
        SafetensorSpec[][] shards = [.. Split(all, maxShardBytes)];
        string index = Path.Combine(folder, name + IndexExtension);
        string[] paths = [.. Enumerable.Range(1, shards.Length).Select(i => Path.Combine(folder, FileName(name, i, shards.Length)))];
        CheckFree([Path.Combine(folder, name + Extension), index, .. paths]);
        List<SafetensorsWriter> writers = [];
        try
        {
            foreach ((string path, SafetensorSpec[] shard) in paths.Zip(shards))
            {
                writers.Add(SafetensorsWriter.Create(path, shard, s_metadata));
                WriteShard(writers[^1], shard, make, cancellationToken);
            }

            writers.ForEach(writer => writer.Commit());
            if (shards.Length > 1)
                SafetensorsIndex.Write(index, paths.Zip(shards).SelectMany(pair => pair.Second.Select(tensor => (tensor, Path.GetFileName(pair.First)))));
        }
        finally
        {
            writers.ForEach(writer => writer.Dispose());
        }
    }

    private static void WriteShard(SafetensorsWriter writer, SafetensorSpec[] shard, Func<SafetensorInfo, Tensor> make, CancellationToken cancellationToken)
    {
        Dictionary<string, SafetensorInfo> infos = writer.Tensors.ToDictionary(info => info.Name);
        foreach (string name in shard.Select(spec => spec.Name))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            writer.Write(name, make(infos[name]), cancellationToken);
        }
    }

    // A shard is closed by the first tensor that does not fit in; an empty checkpoint is one empty file.
    private static IEnumerable<SafetensorSpec[]> Split(IEnumerable<SafetensorSpec> tensors, long maxBytes)
    {
        List<SafetensorSpec> shard = [];
        long bytes = 0;
        foreach (SafetensorSpec tensor in tensors)
        {
            if (shard.Count > 0 && bytes + tensor.ByteCount > maxBytes)
            {
                yield return [.. shard];
                shard.Clear();
                bytes = 0;
            }

            shard.Add(tensor);
            bytes += tensor.ByteCount;
        }

        yield return [.. shard];
    }

    private static string FileName(string name, int number, int count) => count == 1 ? name + Extension : $"{name}-{number:D5}-of-{count:D5}{Extension}";

    private static void CheckFree(IEnumerable<string> paths)
    {
        if (paths.FirstOrDefault(File.Exists) is string taken)
            throw new IOException($"{taken} is there already. help: Write to another folder, or remove the old checkpoint first.");
    }
}
