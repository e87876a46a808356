namespace Peft.Transformers;

/// <summary>The shape of a GPT-2 model.</summary>
public sealed class Gpt2Config : ModelConfig
{
    /// <summary>The smallest GPT-2's shape, with 124 million parameters.</summary>
    public Gpt2Config()
        : base("gpt2", "GPT2LMHeadModel") => (BosTokenId, EosTokenId) = (50256, [50256]);

    /// <summary>The number of tokens.</summary>
    /// <value>Default: 50257.</value>
    public int VocabSize { get; set; } = 50257;

    /// <summary>The longest sequence; each position has a vector of its own.</summary>
    /// <value>Default: 1024.</value>
    public int NPositions { get; set; } = 1024;

    /// <summary>The width of the residual stream.</summary>
    /// <value>Default: 768.</value>
    public int NEmbd { get; set; } = 768;

    /// <summary>The number of layers.</summary>
    /// <value>Default: 12.</value>
    public int NLayer { get; set; } = 12;

    /// <summary>The number of attention heads.</summary>
    /// <value>Default: 12.</value>
    public int NHead { get; set; } = 12;

    /// <summary>The width inside the feed-forward layers.</summary>
    /// <value>Default: null, four times <see cref="NEmbd"/>.</value>
    public int? NInner { get; set; }

    /// <summary>The activation of the feed-forward layers: <c>gelu_new</c>, <c>gelu</c>, <c>relu</c> or <c>silu</c>.</summary>
    /// <value>Default: <c>gelu_new</c>.</value>
    public string ActivationFunction { get; set; } = "gelu_new";

    /// <summary>The probability with which an output of attention or of a feed-forward layer is dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double ResidPdrop { get; set; } = 0.1;

    /// <summary>The probability with which an embedding's value is dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double EmbdPdrop { get; set; } = 0.1;

    /// <summary>The probability with which an attention weight is dropped in training.</summary>
    /// <value>Default: 0.1.</value>
    public double AttnPdrop { get; set; } = 0.1;

    /// <summary>Added to the variance in normalisation layers.</summary>
    /// <value>Default: 1e-5.</value>
    public double LayerNormEpsilon { get; set; } = 1e-5;

    /// <summary>The standard deviation that weights of a new model are drawn with.</summary>
    /// <value>Default: 0.02.</value>
    public double InitializerRange { get; set; } = 0.02;

    /// <summary>Whether scores are divided by the square root of a head's width.</summary>
    /// <value>Default: true.</value>
    public bool ScaleAttnWeights { get; set; } = true;

    /// <summary>Whether the scores of layer i, counted from 1, are divided by i.</summary>
    /// <value>Default: false.</value>
    public bool ScaleAttnByInverseLayerIdx { get; set; }

    /// <summary>Whether the output layer uses the token embedding's weight.</summary>
    /// <value>Default: true.</value>
    public bool TieWordEmbeddings { get; set; } = true;

    internal int InnerSize => NInner ?? 4 * NEmbd;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a GPT-2 model that this library can make.</exception>
    public static Gpt2Config FromFolder(string folder) => ConfigFile.Read<Gpt2Config>(folder);

    private protected override void Check(List<string> failures)
    {
        CheckPositive(failures, ("vocab_size", VocabSize), ("n_positions", NPositions), ("n_embd", NEmbd), ("n_layer", NLayer), ("n_head", NHead), ("n_inner", NInner ?? 1), ("layer_norm_epsilon", LayerNormEpsilon));
        CheckMultiple(failures, ("n_embd", NEmbd), ("n_head", NHead));
        CheckActivation(failures, "activation_function", ActivationFunction);
        CheckProbabilities(failures, ("resid_pdrop", ResidPdrop), ("embd_pdrop", EmbdPdrop), ("attn_pdrop", AttnPdrop));
        if (ExtensionData.TryGetValue("add_cross_attention", out var cross) && cross.ValueKind == System.Text.Json.JsonValueKind.True)
            failures.Add("add_cross_attention is true, but only decoders without cross-attention are made.");
    }
}
