using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>Which models to merge, and how. The parameters and their defaults are mergekit's, but for what is said at each.</summary>
public sealed class ModelMergeOptions
{
    /// <summary>How to merge.</summary>
    public required MergeMethod Method { get; init; }

    /// <summary>The models, without the base: at least one; exactly one for <see cref="MergeMethod.Slerp"/>.</summary>
    public required IReadOnlyList<MergeSource> Models { get; init; }

    /// <summary>The folder of the model that the others were trained from; every method but <see cref="MergeMethod.Linear"/> needs it.</summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? BaseModel { get; init; }

    /// <summary>How far from the base to the model; for <see cref="MergeMethod.Slerp"/>, which needs it.</summary>
    /// <value>Default: <see langword="null"/>. 0 is the base, 1 the model.</value>
    public MergeParameter? T { get; init; }

    /// <summary>λ, by which the sum of changes is multiplied before it is added to the base.</summary>
    /// <value>Default: 1.</value>
    public MergeParameter Lambda { get; init; } = MergeSource.One;

    /// <summary>Whether to divide by the sum of the weights (of those models that take part in an element, where signs are elected).</summary>
    /// <value>Default: <see langword="null"/>: <see langword="true"/> for <see cref="MergeMethod.Linear"/> and <see cref="MergeMethod.Ties"/>, else <see langword="false"/>.</value>
    public bool? Normalize { get; init; }

    /// <summary>How random dropping makes up for what it drops, in the methods with Dare.</summary>
    /// <value>Default: <see cref="Rescaling.Norm"/>, as mergekit; the paper has <see cref="Rescaling.Density"/>.</value>
    public Rescaling Rescaling { get; init; } = Rescaling.Norm;

    /// <summary>The seed of random dropping. What is dropped from a tensor depends on the seed, the tensor's name and the place of the model in the list, and on nothing else.</summary>
    /// <value>Default: 0.</value>
    public long Seed { get; init; }

    /// <summary>The floating-point type of the merged tensors.</summary>
    /// <value>Default: <see langword="null"/>: each tensor's type in the base (or the first model, where there is no base).</value>
    public ScalarType? OutputType { get; init; }

    /// <summary>The most bytes of tensors in a file of the result.</summary>
    /// <value>Default: 5 GB. At least 1.</value>
    public long MaxShardBytes { get; init; } = SafetensorsFolder.DefaultShardBytes;

    /// <summary>The model that gives the names, types and other files of the result.</summary>
    internal string Reference => BaseModel ?? Models[0].Folder;

    internal bool Normalizes => Normalize ?? Method.NormalizesByDefault();

    /// <summary>Checks the options, not the files.</summary>
    /// <exception cref="PeftConfigException">An option is missing, out of range, or without effect for the method.</exception>
    public void Validate()
    {
        List<string> failures = [];
        void Fail(bool wrong, string failure)
        {
            if (wrong)
                failures.Add(failure);
        }
        Fail(!Enum.IsDefined(Method), $"Method is {Method}; it must be one of {string.Join(", ", Enum.GetNames<MergeMethod>())}.");
        Fail(!Enum.IsDefined(Rescaling), $"Rescaling is {Rescaling}; it must be one of {string.Join(", ", Enum.GetNames<Rescaling>())}.");
        Fail(Models.Count == 0, "Models is empty; it must have at least one.");
        Fail(MaxShardBytes < 1, $"MaxShardBytes is {MaxShardBytes}; it must be at least 1.");
        Fail(OutputType is not (null or ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64), $"OutputType is {OutputType}; it must be a floating-point type.");
        Fail(Models.Any(m => m.Density.Values.Any(d => !(d >= 0 && d <= 1))), "A Density is not from 0 to 1.");
        Fail(Method.HasBase() && BaseModel is null, $"BaseModel is missing; {Method} needs it.");
        Fail(Method == MergeMethod.Slerp && Models.Count != 1, $"Models has {Models.Count}; Slerp merges one with the base.");
        Fail(Method == MergeMethod.Slerp && T is null, "T is missing; Slerp needs it.");
        void Unused(bool given, bool used, string option) => Fail(given && !used, $"{option} is given; {Method} does not use it.");
        Unused(BaseModel is not null, Method.HasBase(), nameof(BaseModel));
        Unused(T is not null, Method == MergeMethod.Slerp, nameof(T));
        Unused(Lambda != MergeSource.One, Method.AddsChanges(), nameof(Lambda));
        Unused(Normalize is not null, Method != MergeMethod.Slerp, nameof(Normalize));
        Unused(Rescaling != Rescaling.Norm, Method.DropsAtRandom(), nameof(Rescaling));
        Unused(Models.Any(m => m.Weight != MergeSource.One), Method != MergeMethod.Slerp, nameof(MergeSource.Weight));
        Unused(Models.Any(m => m.Density != MergeSource.One), Method.UsesDensity(), nameof(MergeSource.Density));
        if (failures.Count > 0)
            throw new PeftConfigException("merge", failures);
    }
}
