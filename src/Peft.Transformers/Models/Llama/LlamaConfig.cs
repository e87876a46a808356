using System.Text.Json;
using System.Text.Json.Serialization;
using Peft.Transformers.Layers;

namespace Peft.Transformers;

/// <summary>
/// The shape of a Llama model: Hugging Face's <c>config.json</c>, whose names these are. Files of transformers 5 and of earlier versions
/// are read; fields that this version does not know are kept and written back.
/// </summary>
public sealed class LlamaConfig
{
    /// <summary>The model type in <c>config.json</c>.</summary>
    public const string LlamaModelType = "llama";

    /// <summary>The classes that Hugging Face loads the model with.</summary>
    /// <value>Default: <c>LlamaForCausalLM</c>.</value>
    public IReadOnlyList<string> Architectures { get; set; } = [nameof(LlamaForCausalLM)];

    /// <summary>The architecture; only <c>llama</c> is accepted.</summary>
    public string ModelType { get; set; } = LlamaModelType;

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

    /// <summary>The token that begins a sequence.</summary>
    /// <value>Default: 1.</value>
    public int? BosTokenId { get; set; } = 1;

    /// <summary>The tokens that end a sequence; a file may have one number instead of a list.</summary>
    /// <value>Default: 2.</value>
    [JsonConverter(typeof(TokenIdsConverter))]
    public IReadOnlyList<int> EosTokenId { get; set; } = [2];

    /// <summary>The token that fills up shorter sequences of a batch.</summary>
    /// <value>Default: null.</value>
    public int? PadTokenId { get; set; }

    /// <summary>The type in which the weights are stored, as Python names it (<c>float32</c>, <c>bfloat16</c>, <c>float16</c>); recorded, not interpreted.</summary>
    /// <value>Default: null.</value>
    public string? Dtype { get; set; }

    /// <summary>Fields that this version does not know; written back unchanged.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> ExtensionData { get; set; } = new Dictionary<string, JsonElement>();

    internal int HeadSize => HeadDim ?? HiddenSize / NumAttentionHeads;

    internal int KeyValueHeads => NumKeyValueHeads ?? NumAttentionHeads;

    /// <summary>Reads a configuration.</summary>
    /// <param name="folder">The folder that has <c>config.json</c>.</param>
    /// <exception cref="PeftConfigException">There is no such file, or it is not that of a Llama model that this library can make.</exception>
    public static LlamaConfig FromFolder(string folder) => LlamaConfigFile.Read(folder);

    /// <summary>Writes <c>config.json</c>, in a form that all versions of transformers read.</summary>
    /// <param name="folder">An existing folder.</param>
    public void Save(string folder) => LlamaConfigFile.Write(this, folder);

    /// <summary>Checks every field.</summary>
    /// <exception cref="PeftConfigException">Something is wrong; the message lists all of it.</exception>
    public void Validate() => Validate("Llama");

    internal void Validate(string subject)
    {
        var failures = new List<string>();
        CheckSizes(failures);
        if (failures.Count == 0)
            CheckHeads(failures);
        if (ModelType != LlamaModelType)
            failures.Add($"model_type is \"{ModelType}\", not \"{LlamaModelType}\".");
        if (!Activations.Names.Contains(HiddenAct))
            failures.Add($"hidden_act is \"{HiddenAct}\"; known are {string.Join(", ", Activations.Names)}.");
        if (AttentionDropout is < 0 or >= 1)
            failures.Add($"attention_dropout is {AttentionDropout} but has to be in [0, 1).");
        if (ExtensionData.TryGetValue("quantization_config", out var quantization) && quantization.ValueKind == JsonValueKind.Object)
            failures.Add("the weights are stored quantised (quantization_config), which is not read; use the checkpoint that was quantised.");
        if (failures.Count > 0)
            throw new PeftConfigException(subject, failures);
    }

    private void CheckSizes(List<string> failures)
    {
        (string Name, double Value)[] sizes =
        [
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("intermediate_size", IntermediateSize), ("num_hidden_layers", NumHiddenLayers),
            ("num_attention_heads", NumAttentionHeads), ("num_key_value_heads", NumKeyValueHeads ?? 1), ("head_dim", HeadDim ?? 1),
            ("max_position_embeddings", MaxPositionEmbeddings), ("sliding_window", SlidingWindow ?? 1), ("rms_norm_eps", RmsNormEps),
        ];
        failures.AddRange(sizes.Where(s => s.Value <= 0).Select(s => $"{s.Name} is {s.Value} but has to be positive."));
    }

    private void CheckHeads(List<string> failures)
    {
        if (HiddenSize % NumAttentionHeads != 0)
            failures.Add($"hidden_size {HiddenSize} is not a multiple of num_attention_heads {NumAttentionHeads}.");
        if (NumAttentionHeads % KeyValueHeads != 0)
            failures.Add($"num_attention_heads {NumAttentionHeads} is not a multiple of num_key_value_heads {KeyValueHeads}.");
        if (HeadSize % 2 != 0)
            failures.Add($"the width of a head is {HeadSize}, but rotation works on pairs.");
        RopeParameters.Validate(HeadSize, failures);
    }
}
