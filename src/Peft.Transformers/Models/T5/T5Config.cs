using Peft.Transformers.Layers;

namespace Peft.Transformers;

/// <summary>The shape of a T5 model.</summary>
public sealed class T5Config : ModelConfig
{
    private const string Gated = "gated-", GatedGelu = "gated-gelu";

    /// <summary>The smallest T5's shape, with 60 million parameters.</summary>
    public T5Config()
        : base("t5", nameof(T5ForConditionalGeneration)) => (PadTokenId, EosTokenId) = (0, [1]);

    /// <summary>The number of tokens.</summary>
    /// <value>Default: 32128.</value>
    public int VocabSize { get; set; } = 32128;

    /// <summary>The width of the residual stream.</summary>
    /// <value>Default: 512.</value>
    public int DModel { get; set; } = 512;

    /// <summary>The width of a head.</summary>
    /// <value>Default: 64.</value>
    public int DKv { get; set; } = 64;

    /// <summary>The width inside the feed-forward layers.</summary>
    /// <value>Default: 2048.</value>
    public int DFf { get; set; } = 2048;

    /// <summary>The number of the encoder's layers.</summary>
    /// <value>Default: 6.</value>
    public int NumLayers { get; set; } = 6;

    /// <summary>The number of the decoder's layers.</summary>
    /// <value>Default: null, as many as the encoder has.</value>
    public int? NumDecoderLayers { get; set; }

    /// <summary>The number of attention heads.</summary>
    /// <value>Default: 8.</value>
    public int NumHeads { get; set; } = 8;

    /// <summary>The number of groups that distances between tokens are put into; even.</summary>
    /// <value>Default: 32.</value>
    public int RelativeAttentionNumBuckets { get; set; } = 32;

    /// <summary>The distance from which on all are in one group.</summary>
    /// <value>Default: 128.</value>
    public int RelativeAttentionMaxDistance { get; set; } = 128;

    /// <summary>The probability with which values of embeddings, layers and attention are dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double DropoutRate { get; set; } = 0.1;

    /// <summary>Added to the mean square in normalisation layers.</summary>
    /// <value>Default: 1e-6.</value>
    public double LayerNormEpsilon { get; set; } = 1e-6;

    /// <summary>Multiplies the standard deviations that weights of a new model are drawn with.</summary>
    /// <value>Default: 1.</value>
    public double InitializerFactor { get; set; } = 1;

    /// <summary>The kind of the feed-forward layers: an activation (<c>relu</c>), or one with a gate (<c>gated-gelu</c>, <c>gated-silu</c>).</summary>
    /// <value>Default: <c>relu</c>.</value>
    public string FeedForwardProj { get; set; } = "relu";

    /// <summary>Whether the output layer uses the token embedding's weight.</summary>
    /// <value>Default: true.</value>
    public bool TieWordEmbeddings { get; set; } = true;

    /// <summary>Whether the decoder's output is divided by the root of its width. It is where the output layer is tied, and only there.</summary>
    /// <value>Default: null, <see cref="TieWordEmbeddings"/>; transformers 5 writes that as true for all models and tells them apart here.</value>
    public bool? ScaleDecoderOutputs { get; set; }

    /// <summary>The token that every target begins with.</summary>
    /// <value>Default: null, the padding token.</value>
    public int? DecoderStartTokenId { get; set; }

    internal bool TiesHead => ScaleDecoderOutputs ?? TieWordEmbeddings;

    internal int StartToken => DecoderStartTokenId ?? PadToken;

    internal int PadToken => PadTokenId ?? 0;

    internal bool IsGated => FeedForwardProj.StartsWith(Gated, StringComparison.Ordinal);

    /// <summary>T5 calls the approximation by a hyperbolic tangent just gelu.</summary>
    internal string Activation => FeedForwardProj == GatedGelu ? "gelu_new" : IsGated ? FeedForwardProj[Gated.Length..] : FeedForwardProj;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a T5 model that this library can make.</exception>
    public static T5Config FromFolder(string folder) => ConfigFile.Read<T5Config>(folder);

    private protected override void Check(List<string> failures)
    {
        CheckPositive(failures,
            ("vocab_size", VocabSize), ("d_model", DModel), ("d_kv", DKv), ("d_ff", DFf), ("num_layers", NumLayers), ("num_decoder_layers", NumDecoderLayers ?? 1), ("num_heads", NumHeads),
            ("relative_attention_num_buckets", RelativeAttentionNumBuckets), ("layer_norm_epsilon", LayerNormEpsilon));
        CheckMultiple(failures, ("relative_attention_num_buckets", RelativeAttentionNumBuckets), ("the number of directions", 2));
        CheckProbabilities(failures, ("dropout_rate", DropoutRate));
        if (!Activations.Names.Contains(Activation))
            failures.Add($"feed_forward_proj is \"{FeedForwardProj}\"; known are {string.Join(", ", Activations.Names)}, and these with {Gated} in front.");
        if (RelativeAttentionMaxDistance <= RelativeAttentionNumBuckets / 2)
            failures.Add($"relative_attention_max_distance is {RelativeAttentionMaxDistance} but has to be above half of relative_attention_num_buckets, {RelativeAttentionNumBuckets}.");
    }
}
