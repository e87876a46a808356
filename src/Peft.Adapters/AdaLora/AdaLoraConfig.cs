using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>AdaLoRA's configuration: the fields of PEFT's <c>AdaLoraConfig</c>. Those of LoRA that have no meaning for it are kept in files.</summary>
public sealed class AdaLoraConfig : PeftConfig
{
    private static readonly Dictionary<string, JsonNode?> s_uninterpreted = JsonNode.Parse("""
        {
          "alora_invocation_tokens": null, "alpha_pattern": {}, "arrow_config": null, "auto_mapping": null, "corda_config": null, "ensure_weight_tying": false, "eva_config": null,
          "kasa_config": null, "layer_replication": null, "loftq_config": {}, "lora_bias": false, "lora_ga_config": null, "megatron_config": null, "megatron_core": "megatron.core",
          "monteclora_config": null, "qalora_group_size": 16, "r": 8, "target_parameters": null, "trainable_token_indices": null, "use_bdlora": null, "use_dora": false,
          "use_qalora": false, "use_rslora": false, "velora_config": null
        }
        """)!.AsObject().ToDictionary();

    // Without effect, whatever they say.
    private static readonly string[] s_harmless = ["auto_mapping", "megatron_core", "qalora_group_size", "r", "use_rslora"];

    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "ADALORA";

    /// <summary>The rank that the layers have on average in the end.</summary>
    /// <value>Default: 8. At least 1.</value>
    [JsonPropertyName("target_r")]
    public int TargetRank { get; set; } = 8;

    /// <summary>The rank that every layer has at first.</summary>
    /// <value>Default: 12. At least <see cref="TargetRank"/>.</value>
    [JsonPropertyName("init_r")]
    public int InitialRank { get; set; } = 12;

    /// <summary>The numerator α of the scaling α / <see cref="InitialRank"/>.</summary>
    /// <value>Default: 8. Greater than 0.</value>
    [JsonPropertyName("lora_alpha")]
    public double Alpha { get; set; } = 8;

    /// <summary>The probability with which an input of the update is dropped in training.</summary>
    /// <value>Default: 0. At least 0 and less than 1.</value>
    [JsonPropertyName("lora_dropout")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Dropout { get; set; }

    /// <summary>How many steps the training has.</summary>
    /// <value>Default: none; it has to be given.</value>
    [JsonPropertyName("total_step")]
    public int? TotalSteps { get; set; }

    /// <summary>The steps at the beginning in which all ranks stay as they are.</summary>
    /// <value>Default: 0.</value>
    [JsonPropertyName("tinit")]
    public int WarmupSteps { get; set; }

    /// <summary>The steps at the end in which the ranks no longer change.</summary>
    /// <value>Default: 0.</value>
    [JsonPropertyName("tfinal")]
    public int FinalSteps { get; set; }

    /// <summary>Every how many steps ranks are reduced.</summary>
    /// <value>Default: 1. At least 1.</value>
    [JsonPropertyName("deltaT")]
    public int Interval { get; set; } = 1;

    /// <summary>How slowly the smoothed sensitivity of a number follows.</summary>
    /// <value>Default: 0.85. Greater than 0 and less than 1.</value>
    [JsonPropertyName("beta1")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Beta1 { get; set; } = 0.85;

    /// <summary>How slowly the smoothed uncertainty of a number follows.</summary>
    /// <value>Default: 0.85. Greater than 0 and less than 1.</value>
    [JsonPropertyName("beta2")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Beta2 { get; set; } = 0.85;

    /// <summary>The weight of <see cref="PeftModel.Regularization"/>, which keeps A and B orthogonal.</summary>
    /// <value>Default: 0.5. At least 0.</value>
    [JsonPropertyName("orth_reg_weight")]
    [JsonConverter(typeof(PythonFloatConverter))]
    public double OrthogonalityWeight { get; set; } = 0.5;

    /// <summary>Which directions of each layer are in use, by the layer's path and <c>.lora_E</c>; set by <see cref="AdaLoraAllocator"/>.</summary>
    /// <value>Default: null, all.</value>
    [JsonPropertyName("rank_pattern")]
    public IDictionary<string, bool[]>? RankPattern { get; set; }

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("lora_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Whether linear layers of classes of your own store their weight as (in, out).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("fan_in_fan_out")]
    public bool FanInFanOut { get; set; }

    /// <summary>Whether the layer starts unchanged; otherwise everything is random, for tests.</summary>
    /// <value>Default: true.</value>
    [JsonPropertyName("init_lora_weights")]
    public bool InitWeights { get; set; } = true;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, JsonNode?> UninterpretedDefaults => s_uninterpreted;

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (TargetRank < 1 || InitialRank < TargetRank)
            failures.Add($"TargetRank is {TargetRank} and InitialRank is {InitialRank}; the first must be at least 1, the second not less than the first.");
        failures.RequirePositive(Alpha);
        failures.RequireShare(Dropout);
        if (TotalSteps is not > 0)
            failures.Add("TotalSteps is not set: say how many steps the training has, since the ranks follow a schedule.");
        else if (WarmupSteps >= TotalSteps - FinalSteps || WarmupSteps < 0 || FinalSteps < 0)
            failures.Add($"WarmupSteps {WarmupSteps} and FinalSteps {FinalSteps} leave none of {TotalSteps} steps to reduce ranks in.");
        failures.RequireAtLeast(1, Interval);
        if (!(Beta1 > 0 && Beta1 < 1 && Beta2 > 0 && Beta2 < 1))
            failures.Add($"Beta1 is {Beta1} and Beta2 is {Beta2}; both must be greater than 0 and less than 1.");
        if (!(OrthogonalityWeight >= 0))
            failures.Add($"OrthogonalityWeight is {OrthogonalityWeight}; it must be at least 0.");
        RefuseUninterpreted(failures, s_harmless);
    }

    /// <summary>The directions of a layer that are in use; null for all.</summary>
    internal bool[]? DirectionsAt(string path) => RankPattern is not null && RankPattern.TryGetValue(KeyOf(path), out bool[]? pattern) ? pattern : null;

    /// <summary>A layer's name in <see cref="RankPattern"/>.</summary>
    internal static string KeyOf(string path) => path + ".lora_E";
}
