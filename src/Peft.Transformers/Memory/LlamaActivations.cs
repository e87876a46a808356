namespace Peft.Transformers;

/// <summary>What a forward and backward pass of a Llama keeps at its peak, in bytes.</summary>
/// <remarks>Numbers for each token, in single precision. Which tensors libtorch's operators keep was found by changing one size at a time, and is held by a test of the estimates.</remarks>
internal sealed class LlamaActivations
{
    private const long GraphOfALayer = 120_000, GraphOfASegment = 10_000;  // bytes: nodes, and the state of the random numbers

    private readonly LlamaConfig _config;
    private readonly TrainingPlan _plan;
    private readonly IReadOnlyDictionary<string, long>? _adapted;

    /// <param name="config">The model's shape.</param>
    /// <param name="plan">How it is trained.</param>
    /// <param name="adapted">How many numbers are trained at each adapted layer, by path; null if the whole model is trained.</param>
    internal LlamaActivations(LlamaConfig config, TrainingPlan plan, IReadOnlyDictionary<string, long>? adapted) => (_config, _plan, _adapted) = (config, plan, adapted);

    /// <summary>What is there when backward begins: what layers keep, the logits and their logarithms.</summary>
    internal long Kept
    {
        get
        {
            long layers = _config.NumHiddenLayers;
            long kept = _plan.GradientCheckpointing
                ? Layer + ((layers - 1) * ((Row * _config.HiddenSize) + GraphOfASegment)) + (Row * Ends(segments: true))
                : (layers * Layer) + (Row * Ends(segments: false));
            return kept + (Row * 2 * _config.VocabSize);
        }
    }

    /// <summary>The most there is: besides, the gradients of logits and logarithms, or what backward of the last feed-forward layer makes before it frees what it used.</summary>
    internal long Peak => Kept + (Row * Math.Max(2L * _config.VocabSize, (2L * _config.IntermediateSize) + _config.HiddenSize));

    // One number for each token.
    private long Row => (long)_plan.Batch * _plan.Length * sizeof(float);

    private bool IsFull => _adapted is null;

    private long Layer
    {
        get
        {
            long tokens = (long)_plan.Batch * _plan.Length, hidden = _config.HiddenSize, inner = _config.IntermediateSize, heads = (long)_config.NumAttentionHeads * _config.HeadSize;
            long perToken = (4 * hidden) + (3 * heads) + (3 * inner)
                + (Keeps("q_proj", "k_proj", "v_proj") ? hidden : 0) + (Keeps("o_proj") ? heads : 0) + (Keeps("gate_proj", "up_proj") ? hidden : 0) + (Keeps("down_proj") ? inner : 0)
                + (IsFull ? 2 * hidden : 0) + Ranks + 2;
            long scores = _plan.KeepsAttentionWeights ? tokens * _config.NumAttentionHeads * _plan.Length : 0;
            return (((perToken * tokens) + scores) * sizeof(float)) + ((long)_plan.Length * _plan.Length) + GraphOfALayer;
        }
    }

    // What stands before the first layer and behind the last.
    private long Ends(bool segments) => (IsFull ? 4 : segments ? 2 : 0) * _config.HiddenSize;

    /// <summary>Whether some of these layers needs its input for the gradient of what is trained there.</summary>
    private bool Keeps(params string[] layers) => IsFull || OfALayer.Any(part => layers.Any(layer => part.Key.EndsWith("." + layer, StringComparison.Ordinal)));

    /// <summary>The numbers between two factors, summed over a layer's adapters: what is trained there over in + out.</summary>
    private long Ranks => OfALayer.Sum(part => part.Value / WidthOf(part.Key));

    private IEnumerable<KeyValuePair<string, long>> OfALayer => _adapted?.Where(part => part.Key.Contains(".layers.0.", StringComparison.Ordinal)) ?? [];

    private long WidthOf(string path)
    {
        long heads = (long)_config.NumAttentionHeads * _config.HeadSize, shared = (long)_config.KeyValueHeads * _config.HeadSize;
        return path[(path.LastIndexOf('.') + 1)..] switch
        {
            "q_proj" or "o_proj" => _config.HiddenSize + heads,
            "k_proj" or "v_proj" => _config.HiddenSize + shared,
            _ => _config.HiddenSize + _config.IntermediateSize,
        };
    }
}
