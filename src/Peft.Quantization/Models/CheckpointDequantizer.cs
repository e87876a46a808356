using Peft.Checkpoints;
using Peft.Merging;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Turns models that bitsandbytes or <see cref="CheckpointQuantizer"/> has quantised into plain ones, from folder to folder, without loading them: the memory it takes is that of one weight in both forms.</summary>
public static class CheckpointDequantizer
{
    /// <summary>
    /// Dequantises a checkpoint, in one file or in shards, into a new folder, with configuration and tokenizer. The folder gets its name when everything is in it; an error or a cancellation leaves nothing.
    /// </summary>
    /// <param name="source">The folder of the model.</param>
    /// <param name="target">The folder for the result; it must not exist or be empty.</param>
    /// <param name="dtype">The type of what was quantised, and the one that <c>config.json</c> names; null: of each weight that which it had before, which for int8 is what <c>config.json</c> names, or float16.</param>
    /// <param name="progress">Is told after each tensor of the result.</param>
    /// <param name="maxShardBytes">The most bytes of tensors in a file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentException"><paramref name="dtype"/> is none of float32, float16 and bfloat16.</exception>
    /// <exception cref="QuantizationException">Nothing is quantised, or the model's kind stores linear layers in another way.</exception>
    /// <exception cref="QuantStateException">A part of a weight is missing or not as it must be.</exception>
    /// <exception cref="PeftConfigException"><c>config.json</c> is not a JSON object.</exception>
    /// <exception cref="CheckpointFormatException">The checkpoint is damaged.</exception>
    /// <exception cref="IOException">The model is not there, the result's folder has content, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void Run(
        string source,
        string target,
        ScalarType? dtype = null,
        IProgress<QuantizationProgress>? progress = null,
        long maxShardBytes = SafetensorsFolder.DefaultShardBytes,
        CancellationToken cancellationToken = default)
    {
        if (dtype is { } type && !FloatTypes.IsKnown(type))
            throw new ArgumentException($"The weights were to be {type}; expected one of {FloatTypes.Names}. help: Convert the result afterwards.", nameof(dtype));
        using var checkpoint = SafetensorsFolder.Open(source);
        var config = QuantizedConfig.OpenQuantized(source);
        HashSet<string> names = [.. checkpoint.Tensors.Keys];
        var weights = names.Select(name => StoredWeight.Find(name, names)).OfType<StoredWeight>().ToDictionary(weight => weight.Name);
        if (weights.Count == 0)
            throw new QuantizationException($"Of the checkpoint's {names.Count} tensors none is quantised.", "Give a model that bitsandbytes or this library has quantised.");
        var parts = weights.Values.SelectMany(weight => weight.Parts).ToHashSet();
        List<SafetensorSpec> specs = [];
        foreach (var info in checkpoint.Tensors.Values.Where(info => !parts.Contains(info.Name)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            specs.Add(weights.TryGetValue(info.Name, out var weight) ? weight.DenseSpec(checkpoint, dtype, config.Type) : new(info.Name, info.DType, info.Shape));
        }
        int done = 0;
        AtomicFolder.Write(target, temporary =>
        {
            ModelFiles.Copy(source, temporary, dtype);
            QuantizedConfig.Remove(temporary);
            SafetensorsFolder.Save(temporary, specs, Make, maxShardBytes, cancellationToken: cancellationToken);
        });

        Tensor Make(SafetensorInfo info)
        {
            var tensor = weights.TryGetValue(info.Name, out var weight) ? weight.Dequantize(checkpoint, dtype, config.Type) : checkpoint.Read(info.Name);
            progress?.Report(new(info.Name, ++done, specs.Count));
            return tensor;
        }
    }
}
