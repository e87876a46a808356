using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>The open checkpoints of the models to merge: the reference first, whose tensors every other has in the same shapes.</summary>
internal sealed class MergeCheckpoints : IDisposable
{
    private readonly List<(string Folder, SafetensorsFolder Checkpoint)> _all = [];

    /// <summary>Opens the base, if there is one, and the models, and checks that they agree.</summary>
    internal MergeCheckpoints(ModelMergeOptions options)
    {
        try
        {
            foreach (string folder in options.Models.Select(m => m.Folder).Prepend(options.BaseModel).OfType<string>())
                _all.Add((folder, SafetensorsFolder.Open(folder)));
            foreach (var other in _all[1..])
                CheckNames(other);
            foreach (var info in Tensors)
                CheckAgree(info);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The tensors of the reference.</summary>
    internal IEnumerable<SafetensorInfo> Tensors => _all[0].Checkpoint.Tensors.Values;

    /// <summary>The tensor of each checkpoint, floating-point ones in at least single precision.</summary>
    internal List<Tensor> Read(string name) => [.. _all.Select(c =>
    {
        using var raw = c.Checkpoint.Read(name);
        return MergeInputs.Widen(raw);
    })];

    /// <summary>Closes the files.</summary>
    public void Dispose() => _all.ForEach(c => c.Checkpoint.Dispose());

    /// <summary>Two checkpoints have different values where no formula can merge them.</summary>
    internal CheckpointFormatException NotEqual(string name, int other) => Mismatch(
        _all[other].Folder, name, $"the tensor is of type {_all[0].Checkpoint.Tensors[name].DType} and has other values than in {_all[0].Folder}.",
        "Only floating-point tensors can be merged; merge before quantising, and make the others equal.");

    private static CheckpointFormatException Mismatch(string folder, string name, string problem, string help) => new(folder, problem, help, name);

    private void CheckNames((string Folder, SafetensorsFolder Checkpoint) other)
    {
        var (folder, reference) = _all[0];
        CheckContains(other.Folder, other.Checkpoint, folder, reference);
        CheckContains(folder, reference, other.Folder, other.Checkpoint);
    }

    private static void CheckContains(string folder, SafetensorsFolder checkpoint, string otherFolder, SafetensorsFolder other)
    {
        string[] missing = [.. other.Tensors.Keys.Except(checkpoint.Tensors.Keys)];
        string[] surplus = [.. checkpoint.Tensors.Keys.Except(other.Tensors.Keys)];
        if (missing.Length > 0)
            throw Mismatch(
                folder,
                missing[0],
                $"the tensor is not here; {missing.Length} of {other.Tensors.Count} tensors of {otherFolder} are not. "
                + $"The nearest names are {string.Join(", ", NearestNames.Of(missing[0], surplus.Length > 0 ? surplus : checkpoint.Tensors.Keys, 3))}.",
                "Merge models of the same architecture, saved in the same way.");
    }

    private void CheckAgree(SafetensorInfo info)
    {
        foreach (var (folder, checkpoint) in _all)
        {
            var found = checkpoint.Tensors[info.Name];
            if (!found.DType.TryGetTorchType(out var type))
                throw Mismatch(folder, info.Name, $"the tensor is {found.DType}, which cannot be merged.", "Convert or dequantise the model first.");
            if (!found.Shape.SequenceEqual(info.Shape))
                throw Mismatch(
                    folder, info.Name, $"the shape is [{string.Join(", ", found.Shape)}]; in {_all[0].Folder} it is [{string.Join(", ", info.Shape)}].",
                    "Merge models of the same size; where only the vocabulary differs, resize it first.");
            if (found.DType != info.DType && !(IsFloat(found) && IsFloat(info)))
                throw Mismatch(folder, info.Name, $"the tensor is {found.DType}; in {_all[0].Folder} it is {info.DType}.", "Convert the model first.");
        }
    }

    /// <summary>Whether the tensor is merged; others must be equal in all checkpoints.</summary>
    internal static bool IsFloat(SafetensorInfo info) => info.DType is SafetensorsDType.F16 or SafetensorsDType.BF16 or SafetensorsDType.F32 or SafetensorsDType.F64;
}
