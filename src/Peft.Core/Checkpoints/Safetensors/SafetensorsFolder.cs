using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Checkpoints;

/// <summary>
/// An open checkpoint in a folder, as Hugging Face's libraries write it: either one file <c>model.safetensors</c>, or shards with an index <c>model.safetensors.index.json</c>.
/// It reads like a single file; several threads may use it at once.
/// </summary>
public sealed partial class SafetensorsFolder : IDisposable
{
    private const string Extension = ".safetensors";
    private const string IndexExtension = Extension + ".index.json";
    private const string MismatchHelp = "Fetch index and shards again: they are not from the same checkpoint.";
    private const int NamesShown = 5;

    private readonly string _folder;
    private readonly List<SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _owners = [];
    private readonly OrderedDictionary<string, SafetensorInfo> _tensors = [];

    private SafetensorsFolder(string folder)
    {
        _folder = folder;
    }

    /// <summary>What the checkpoint holds, by name: shard after shard, in the order of the data.</summary>
    public IReadOnlyDictionary<string, SafetensorInfo> Tensors => _tensors;

    /// <summary>Opens a checkpoint and checks the header of each of its files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The file's name without extension, for example <c>model</c> or <c>adapter_model</c>. The single file goes before the index if both are there.</param>
    /// <exception cref="FileNotFoundException">There is neither the file nor the index.</exception>
    /// <exception cref="CheckpointFormatException">A file is not valid, a shard or a tensor that the index names is missing, or two shards hold the same tensor.</exception>
    public static SafetensorsFolder Open(string folder, string name = "model")
    {
        string file = Path.Combine(folder, name + Extension);
        string index = Path.Combine(folder, name + IndexExtension);
        SafetensorsFolder opened = new(folder);
        try
        {
            if (File.Exists(file))
            {
                opened.Add(SafetensorsFile.Open(file), _ => true);
            }
            else if (File.Exists(index))
            {
                opened.AddShards(index);
            }
            else
            {
                string present = string.Join(", ", Directory.EnumerateFiles(folder, "*" + Extension).Select(Path.GetFileName).Order(StringComparer.Ordinal));
                throw new FileNotFoundException(
                    $"{folder} has neither {name}{Extension} nor {name}{Extension}.index.json. help: Safetensors files there: {(present.Length > 0 ? present : "none")}.", file);
            }

            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Reads a tensor: see <see cref="SafetensorsFile.Read"/>.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <returns>A new tensor, which belongs to the current dispose scope, if there is one.</returns>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="CheckpointFormatException">Torch has no type for the values.</exception>
    public Tensor Read(string name) => Owner(name).Read(name);

    /// <summary>Reads a tensor's bytes as they are in the file: see <see cref="SafetensorsFile.ReadBytes"/>.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="destination">Is filled completely.</param>
    /// <param name="offset">Where to start within the tensor, in bytes.</param>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has fewer than <paramref name="offset"/> plus the destination's length bytes.</exception>
    public void ReadBytes(string name, Span<byte> destination, long offset = 0) => Owner(name).ReadBytes(name, destination, offset);

    /// <summary>Reads every tensor.</summary>
    /// <returns>New tensors by name, which belong to the current dispose scope, if there is one.</returns>
    /// <exception cref="CheckpointFormatException">A tensor cannot be read: see <see cref="Read"/>.</exception>
    public Dictionary<string, Tensor> ReadAll()
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = _tensors.Keys.ToDictionary(name => name, Read);
        scope.MoveToOuter(tensors.Values);
        return tensors;
    }

    /// <summary>Closes the files. Tensors that were read stay valid: they have their own memory.</summary>
    public void Dispose() => _files.ForEach(file => file.Dispose());

    private static string List(string[] names) => string.Join(", ", names.Take(NamesShown)) + (names.Length > NamesShown ? ", …" : "");

    private void AddShards(string index)
    {
        Dictionary<string, string> shardOf = SafetensorsIndex.Read(index);
        string[] shards = [.. shardOf.Values.Distinct().Order(StringComparer.Ordinal)];
        string[] missing = [.. shards.Where(shard => !File.Exists(Path.Combine(_folder, shard)))];
        if (missing.Length > 0)
        {
            throw new CheckpointFormatException(
                index, $"{missing.Length} of {shards.Length} shards are not in the folder: {List(missing)}.", "Fetch the missing files into the folder.");
        }

        foreach (string shard in shards)
        {
            Add(SafetensorsFile.Open(Path.Combine(_folder, shard)), name => shardOf.GetValueOrDefault(name, shard) == shard);
        }

        string[] absent = [.. shardOf.Keys.Where(name => !_tensors.ContainsKey(name))];
        if (absent.Length > 0)
        {
            throw new CheckpointFormatException(
                index, $"{absent.Length} of {shardOf.Count} tensors are not in the shard that the index gives for them: {List(absent)}.", MismatchHelp, absent[0]);
        }
    }

    private void Add(SafetensorsFile file, Func<string, bool> owns)
    {
        _files.Add(file);
        foreach (SafetensorInfo info in file.Tensors.Values.Where(info => owns(info.Name)))
        {
            if (!_owners.TryAdd(info.Name, file))
            {
                throw new CheckpointFormatException(file.Path, $"the tensor is also in {_owners[info.Name].Path}, and the index has neither.", MismatchHelp, info.Name);
            }

            _tensors.Add(info.Name, info);
        }
    }

    private SafetensorsFile Owner(string name) => _owners.TryGetValue(name, out SafetensorsFile? file) ? file : throw UnknownTensor.In(_folder, name, _tensors.Keys);
}
