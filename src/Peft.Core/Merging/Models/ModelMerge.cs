using Peft.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>
/// Merges whole models, from folders to a folder, without loading them: the memory it takes is that of one tensor of each model and of the result, in single precision.
/// </summary>
public static class ModelMerge
{
    /// <summary>
    /// Merges the models into a new folder: the tensors in one file or, beyond <see cref="ModelMergeOptions.MaxShardBytes"/>, in shards with an index, and the configuration and tokenizer of the base
    /// (of the first model, where there is no base). The folder gets its name when everything is in it; an error or a cancellation leaves nothing.
    /// </summary>
    /// <remarks>
    /// The models must have the same tensors, by name and shape. Floating-point types may differ; computed is in at least single precision and rounded once. Tensors that are
    /// not of a floating-point type must be equal and are copied.
    /// </remarks>
    /// <param name="options">What to merge, and how.</param>
    /// <param name="folder">The folder for the result; it must not exist or be empty.</param>
    /// <param name="progress">Is told of each tensor when it is merged, before it is written.</param>
    /// <param name="cancellationToken">Stops the merge.</param>
    /// <exception cref="PeftConfigException">An option is missing, out of range, or without effect for the method, or weights to be normalised cancel.</exception>
    /// <exception cref="CheckpointFormatException">A checkpoint is damaged, or the models' tensors do not agree.</exception>
    /// <exception cref="IOException">A model or its file is not there, the result's folder has content, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static void Run(ModelMergeOptions options, string folder, IProgress<ModelMergeProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        using MergeCheckpoints checkpoints = new(options);
        SafetensorSpec[] tensors = [.. checkpoints.Tensors.Select(info => Spec(info, options))];
        if (options.Method == MergeMethod.Linear)
            Array.ForEach(tensors, tensor => new TensorMerge(options, tensor.Name).LinearWeights());
        int done = 0;
        AtomicFolder.Write(folder, temporary =>
        {
            ModelFiles.Copy(options.Reference, temporary, options.OutputType);
            SafetensorsFolder.Save(temporary, tensors, Make, options.MaxShardBytes, cancellationToken: cancellationToken);
        });

        Tensor Make(SafetensorInfo info)
        {
            var merged = Merge(checkpoints, info, options);
            progress?.Report(new(info.Name, ++done, tensors.Length));
            return merged;
        }
    }

    /// <summary>Merges one tensor of each model, as <see cref="Run"/> does with each.</summary>
    /// <param name="options">How to merge; the folders are not looked at.</param>
    /// <param name="name">The tensor's name, on which parameters and random draws depend.</param>
    /// <param name="origin">The base's tensor; <see langword="null"/> for <see cref="MergeMethod.Linear"/>.</param>
    /// <param name="tensors">That of each model, of the same shape and floating-point types.</param>
    /// <returns>A new tensor of <see cref="ModelMergeOptions.OutputType"/>, or the type of the first of the given tensors.</returns>
    /// <exception cref="ArgumentException">The tensors do not fit to each other or to the options.</exception>
    /// <exception cref="PeftConfigException">The options cannot be used.</exception>
    public static Tensor Merge(ModelMergeOptions options, string name, Tensor? origin, IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tensors);
        options.Validate();
        if (tensors.Count != options.Models.Count || origin is null == options.Method.HasBase())
            throw new ArgumentException(
                $"{tensors.Count} tensors were given, and {(origin is null ? "none" : "one")} of the base; {options.Method} of {options.Models.Count} models needs one of each model"
                + $"{(options.Method.HasBase() ? " and of the base" : "")}. help: Give the tensors in the order of Models.", nameof(tensors));
        Tensor[] all = origin is null ? [.. tensors] : [origin, .. tensors];
        MergeInputs.CheckTensors(all);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Merge([.. all.Select(MergeInputs.Widen)], name, options).to_type(options.OutputType ?? all[0].dtype));
    }

    private static Tensor Merge(MergeCheckpoints checkpoints, SafetensorInfo info, ModelMergeOptions options)
    {
        using var scope = NewDisposeScope();
        var tensors = checkpoints.Read(info.Name);
        if (info.DType.TryGetTorchType(out var type) && is_floating_point(type))
            return scope.MoveToOuter(Merge(tensors, info.Name, options).to_type(type));
        int different = tensors.FindIndex(tensor => !tensor.eq(tensors[0]).all().ToBoolean());
        return different < 0 ? scope.MoveToOuter(tensors[0]) : throw checkpoints.NotEqual(info.Name, different);
    }

    private static Tensor Merge(IReadOnlyList<Tensor> tensors, string name, ModelMergeOptions options)
    {
        TensorMerge merge = new(options, name);
        return options.Method.HasBase() ? merge.Merge(tensors[0], [.. tensors.Skip(1)]) : merge.Merge(null, tensors);
    }

    private static SafetensorSpec Spec(SafetensorInfo info, ModelMergeOptions options) =>
        options.OutputType is { } type && MergeCheckpoints.IsFloat(info) ? new(info.Name, type, info.Shape) : new(info.Name, info.DType, info.Shape);
}
