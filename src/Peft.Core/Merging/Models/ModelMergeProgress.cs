namespace Peft.Merging;

/// <summary>How far a merge is.</summary>
/// <param name="Tensor">The tensor that was merged last.</param>
/// <param name="Done">How many are merged.</param>
/// <param name="Total">How many there are.</param>
public readonly record struct ModelMergeProgress(string Tensor, int Done, int Total);
