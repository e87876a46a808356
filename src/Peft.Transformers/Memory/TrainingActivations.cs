namespace Peft.Transformers;

/// <summary>What a forward and backward pass keeps, in bytes.</summary>
/// <param name="stacks">The model's layers.</param>
/// <param name="plan">How it is trained.</param>
/// <param name="trained">The layers that are trained, by path; null for all.</param>
/// <param name="weightsBelow">The bytes of weights below a path that a product keeps besides: those in single precision of 16-bit weights that are trained.</param>
internal sealed class TrainingActivations(
    IReadOnlyList<LayerStack> stacks, TrainingPlan plan, IReadOnlyDictionary<string, PeftModel.TrainedLayer>? trained, Func<string, long> weightsBelow)
{
    private const long GraphOfALayer = 120_000, GraphOfASegment = 10_000;  // nodes, and the state of the random numbers

    /// <summary>What is there when backward begins: what layers keep, the logits and their logarithms.</summary>
    internal long Kept
    {
        get
        {
            long kept = 0;
            // What comes before all that is trained needs no gradient, and keeps nothing.
            bool reached = trained is null || trained.Keys.Any(path => !stacks.Any(stack => path.StartsWith(stack.Path, StringComparison.Ordinal)));
            foreach (var stack in stacks)
            {
                for (int i = 0; i < stack.Count; i++)
                {
                    string path = $"{stack.Path}{i}.";
                    reached |= trained is null || trained.Keys.Any(key => key.StartsWith(path, StringComparison.Ordinal));
                    bool isSegment = plan.GradientCheckpointing && (stack != stacks[^1] || i < stack.Count - 1);
                    kept += isSegment ? (Row(stack) * stack.Hidden) + GraphOfASegment : reached ? LayerOf(stack, path) : 0;
                }
                kept += Row(stack) * (Sum(stack.Around, "") + (2 * stack.Vocabulary));
            }
            return kept + weightsBelow("lm_head");
        }
    }

    /// <summary>The most there is: besides, the gradients of logits and logarithms, or what backward of the last feed-forward layer makes before it frees what it used.</summary>
    internal long Peak => Kept + stacks.Max(stack => Row(stack) * Math.Max(2 * stack.Vocabulary, (2 * stack.Inner) + stack.Hidden));

    // One number for each token.
    private long Row(LayerStack stack) => (long)plan.Batch * stack.Length * sizeof(float);

    private long LayerOf(LayerStack stack, string path) =>
        (Row(stack) * (Sum(stack.Layer, path) + (trained?.Where(layer => layer.Key.StartsWith(path, StringComparison.Ordinal)).Sum(layer => layer.Value.KeptNumbers) ?? 0))) + weightsBelow(path) + GraphOfALayer;

    private long Sum(IEnumerable<Activation> activations, string path) => activations.Sum(activation => activation.Width * CopiesOf(activation, path));

    // Adapters that drop inputs keep what they multiply with and the product, each its own; those that do not share the input.
    private long CopiesOf(Activation activation, string path)
    {
        if (trained is null || activation.TrainedAt.Length == 0)
            return activation.IsShared ? 0 : 1;
        bool[] drops = [.. activation.TrainedAt.Where(name => trained.ContainsKey(path + name)).Select(name => trained[path + name].Dropout > 0)];
        return (2 * drops.Count(drop => drop)) + (drops.Contains(false) && !activation.IsShared ? 1 : 0);
    }
}
