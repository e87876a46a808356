using System.Text.Json.Nodes;

namespace Peft.Transformers;

/// <summary>The shape of a Llama or Mistral model.</summary>
public sealed class LlamaConfig : ModelConfig
{
    /// <summary>Llama 2's shape, with seven billion parameters.</summary>
    public LlamaConfig()
        : base("llama", nameof(LlamaForCausalLM)) => (BosTokenId, EosTokenId) = (1, [2]);

    /// <summary>The number of tokens.</summary>
    /// <value>Default: 32000.</value>
    public int VocabSize { get; set; } = 32000;

    /// <summary>The width of the residual stream.</summary>
    /// <value>Default: 4096.</value>
    public int HiddenSize { get; set; } = 4096;

    /// <summary>The width inside the feed-forward layers.</summary>
    /// <value>Default: 11008.</value>
    public int IntermediateSize { get; set; } = 11008;

    /// <summary>The number of layers.</summary>
    /// <value>Default: 32.</value>
    public int NumHiddenLayers { get; set; } = 32;

    /// <summary>The number of attention heads.</summary>
    /// <value>Default: 32.</value>
    public int NumAttentionHeads { get; set; } = 32;

    /// <summary>The number of key and value heads, each shared by as many query heads (Ainslie et al., arXiv 2305.13245).</summary>
    /// <value>Default: null, as many as attention heads.</value>
    public int? NumKeyValueHeads { get; set; }

    /// <summary>The width of a head.</summary>
    /// <value>Default: null, the hidden size divided by the number of attention heads.</value>
    public int? HeadDim { get; set; }

    /// <summary>The activation of the feed-forward layers: <c>silu</c>, <c>gelu</c>, <c>gelu_pytorch_tanh</c> or <c>relu</c>.</summary>
    /// <value>Default: <c>silu</c>.</value>
    public string HiddenAct { get; set; } = "silu";

    /// <summary>The longest sequence that the model is made for.</summary>
    /// <value>Default: 2048.</value>
    public int MaxPositionEmbeddings { get; set; } = 2048;

    /// <summary>The standard deviation that weights of a new model are drawn with.</summary>
    /// <value>Default: 0.02.</value>
    public double InitializerRange { get; set; } = 0.02;

    /// <summary>Added to the mean square in normalisation layers.</summary>
    /// <value>Default: 1e-6.</value>
    public double RmsNormEps { get; set; } = 1e-6;

    /// <summary>Whether the output layer uses the token embedding's weight.</summary>
    /// <value>Default: false.</value>
    public bool TieWordEmbeddings { get; set; }

    /// <summary>How queries and keys are rotated.</summary>
    public RopeParameters RopeParameters { get; set; } = new();

    /// <summary>Whether the four attention projections have a bias.</summary>
    /// <value>Default: false.</value>
    public bool AttentionBias { get; set; }

    /// <summary>The probability with which an attention weight is dropped in training.</summary>
    /// <value>Default: 0.</value>
    public double AttentionDropout { get; set; }

    /// <summary>Whether the feed-forward layers have a bias.</summary>
    /// <value>Default: false.</value>
    public bool MlpBias { get; set; }

    /// <summary>How many positions back a token may look, itself included.</summary>
    /// <value>Default: null, all of them.</value>
    public int? SlidingWindow { get; set; }

    internal int HeadSize => HeadDim ?? HiddenSize / NumAttentionHeads;

    internal int KeyValueHeads => NumKeyValueHeads ?? NumAttentionHeads;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a Llama model that this library can make.</exception>
    public static LlamaConfig FromFolder(string folder) => ConfigFile.Read<LlamaConfig>(folder, RopeFields.TakeOlder);

    /// <summary>A Mistral is a Llama with a window.</summary>
    private protected override IReadOnlyList<string> OtherModelTypes => ["mistral"];

    private protected override void AddOlderFields(JsonObject fields) => RopeFields.AddOlder(fields, RopeParameters);

    private protected override void Check(List<string> failures)
    {
        CheckPositive(failures,
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("intermediate_size", IntermediateSize), ("num_hidden_layers", NumHiddenLayers),
            ("num_attention_heads", NumAttentionHeads), ("num_key_value_heads", NumKeyValueHeads ?? 1), ("head_dim", HeadDim ?? 1),
            ("max_position_embeddings", MaxPositionEmbeddings), ("sliding_window", SlidingWindow ?? 1), ("rms_norm_eps", RmsNormEps));
        if (failures.Count == 0)
            CheckHeads(failures);
        CheckActivation(failures, "hidden_act", HiddenAct);
        CheckProbabilities(failures, ("attention_dropout", AttentionDropout));
    }

    private void CheckHeads(List<string> failures)
    {
        CheckMultiple(failures, ("hidden_size", HiddenSize), ("num_attention_heads", NumAttentionHeads));
        CheckMultiple(failures, ("num_attention_heads", NumAttentionHeads), ("num_key_value_heads", KeyValueHeads));
        if (HeadSize % 2 != 0)
            failures.Add($"the width of a head is {HeadSize}, but rotation works on pairs.");
        RopeParameters.Validate(HeadSize, failures);
    }
}
