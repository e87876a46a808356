namespace Peft.Merging;

/// <summary>A model to merge.</summary>
/// <param name="folder">Its folder, with <c>model.safetensors</c> or shards and their index.</param>
public sealed class MergeSource(string folder)
{
    internal static readonly MergeParameter One = 1;

    /// <summary>The model's folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The model's weight w; may be negative. Not for <see cref="MergeMethod.Slerp"/>.</summary>
    /// <value>Default: 1; mergekit has none.</value>
    public MergeParameter Weight { get; init; } = One;

    /// <summary>The fraction of what differs from the base that is kept, for <see cref="MergeMethod.Ties"/> and the methods with Dare.</summary>
    /// <value>Default: 1, everything. From 0 to 1.</value>
    public MergeParameter Density { get; init; } = One;
}
