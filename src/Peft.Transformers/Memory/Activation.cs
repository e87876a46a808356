namespace Peft.Transformers;

/// <summary>A tensor that a forward pass keeps for backward.</summary>
/// <param name="Width">Its numbers for each token.</param>
/// <param name="TrainedAt">The layers of which one has to be trained for it to be kept, as the input of a linear layer is; none: it always is.</param>
internal sealed record Activation(long Width, params string[] TrainedAt)
{
    /// <summary>Whether it is the same tensor for all layers of a stack, so that it is counted around them.</summary>
    internal bool IsShared { get; init; }
}

/// <summary>Layers of one shape, one after the other, and what all of them keep.</summary>
/// <param name="Path">What stands before the layers' numbers, such as <c>model.layers.</c></param>
/// <param name="Count">How many there are.</param>
/// <param name="Length">The tokens of a sequence.</param>
/// <param name="Hidden">The width between layers.</param>
/// <param name="Inner">The width of the feed-forward layer.</param>
/// <param name="Layer">What one of them keeps; names are those below it.</param>
/// <param name="Around">What is kept before the first and behind the last; names are whole paths.</param>
/// <param name="Vocabulary">The logits of each token behind the last; 0 for none.</param>
internal sealed record LayerStack(
    string Path, int Count, int Length, long Hidden, long Inner, IReadOnlyList<Activation> Layer, IReadOnlyList<Activation> Around, long Vocabulary = 0);
