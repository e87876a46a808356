using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>
/// LoRA's configuration: the fields of PEFT's <c>LoraConfig</c>. Those that this version does not interpret are kept in files, and
/// refused where they would change the result.
/// </summary>
public sealed class LoraConfig : PeftConfig
{
    private static readonly Dictionary<string, JsonNode?> s_uninterpreted = JsonNode.Parse("""
        {
          "alora_invocation_tokens": null, "arrow_config": null, "auto_mapping": null, "corda_config": null,
          "ensure_weight_tying": false, "eva_config": null, "kasa_config": null, "layer_replication": null,
          "loftq_config": {}, "lora_ga_config": null, "megatron_config": null, "megatron_core": "megatron.core",
          "monteclora_config": null, "qalora_group_size": 16, "target_parameters": null, 
          "use_bdlora": null, "use_qalora": false, "velora_config": null
        }
        """)!.AsObject().ToDictionary();

    // Without effect unless another field is set.
    private static readonly string[] s_harmless = ["auto_mapping", "megatron_core", "qalora_group_size"];

    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "LORA";

    /// <summary>The rank r of the update.</summary>
    /// <value>Default: 8. At least 1.</value>
    [JsonPropertyName("r")]
    public int Rank { get; set; } = 8;

    /// <summary>The numerator α of the scaling α / r.</summary>
    /// <value>Default: 8. Greater than 0.</value>
    [JsonPropertyName("lora_alpha")]
    public double Alpha { get; set; } = 8;

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("lora_dropout")]
    public double Dropout { get; set; }

    /// <summary>Scale by α / √r, which keeps the size of the update independent of r (rank-stabilised LoRA, arXiv 2312.03732, equation 4).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_rslora")]
    public bool UseRsLora { get; set; }

    /// <summary>Train direction and length of the weight's rows apart (DoRA, arXiv 2402.09353): see <see cref="DoraLinear"/>.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_dora")]
    public bool UseDora { get; set; }

    /// <summary>How A and B start.</summary>
    /// <value>Default: <see cref="LoraInit.Default"/>.</value>
    [JsonPropertyName("init_lora_weights")]
    [JsonConverter(typeof(LoraInitConverter))]
    public LoraInit Init { get; set; } = LoraInit.Default;

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("lora_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether B has a bias.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("lora_bias")]
    public bool LoraBias { get; set; }

    /// <summary>
    /// Whether linear layers of classes of your own store their weight as (in, out). TorchSharp's <c>Linear</c> never does, an
    /// <see cref="ITransposedLinear"/> always.
    /// </summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Tokens whose vectors in the embedding are trained besides; an output layer that shares the embedding's weight follows.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("trainable_token_indices")]
    public TokenIndices? TrainableTokens { get; set; }

    /// <summary>Ranks of layers whose path ends with a name or matches a regular expression.</summary>
    /// <value>Default: empty: <see cref="Rank"/> everywhere.</value>
    [JsonPropertyName("rank_pattern")]
    public IDictionary<string, int> RankPattern { get; set; } = new Dictionary<string, int>();

    /// <summary>Values of α of layers whose path ends with a name or matches a regular expression.</summary>
    /// <value>Default: empty: <see cref="Alpha"/> everywhere.</value>
    [JsonPropertyName("alpha_pattern")]
    public IDictionary<string, double> AlphaPattern { get; set; } = new Dictionary<string, double>();

    /// <inheritdoc/>
    protected internal override IEnumerable<(string Field, IEnumerable<string> Patterns)> LayerPatterns => [(nameof(RankPattern), RankPattern.Keys), (nameof(AlphaPattern), AlphaPattern.Keys)];

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, JsonNode?> UninterpretedDefaults => s_uninterpreted;

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        base.Validate(failures);
        foreach (int rank in RankPattern.Values.Prepend(Rank).Where(r => r < 1))
            failures.Add($"Rank is {rank}; it must be at least 1.");
        foreach (double alpha in AlphaPattern.Values.Prepend(Alpha).Where(a => !(a > 0) || double.IsInfinity(a)))
            failures.Add($"Alpha is {alpha}; it must be greater than 0.");
        if (!(Dropout >= 0 && Dropout < 1))
            failures.Add($"Dropout is {Dropout}; it must be at least 0 and less than 1.");
        if (Init == LoraInit.Orthogonal && RankPattern.Values.Prepend(Rank).Any(r => r % 2 != 0))
            failures.Add($"Init is Orthogonal, which needs an even rank; Rank is {Rank}.");
        if (LoraBias && UseDora)
            failures.Add("LoraBias and UseDora are both set; DoRA has no bias of its own.");
        foreach (var (name, value) in ExtensionData.Where(f => s_uninterpreted.ContainsKey(f.Key) && !s_harmless.Contains(f.Key)))
        {
            if (!IsUnset(value) && !JsonNode.DeepEquals(JsonNode.Parse(value.GetRawText()), s_uninterpreted[name]))
                failures.Add($"{name} is {value.GetRawText()}, which this version does not support; only {s_uninterpreted[name]?.ToJsonString() ?? "null"} is.");
        }
    }

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <summary>The rank of a layer.</summary>
    internal int RankAt(string path) => PathPatterns.Find(RankPattern, path, Rank);

    /// <summary>The factor of a layer's update.</summary>
    internal double ScalingAt(string path)
    {
        int rank = RankAt(path);
        return PathPatterns.Find(AlphaPattern, path, Alpha) / (UseRsLora ? Math.Sqrt(rank) : rank);
    }

    private static bool IsUnset(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };
}
