using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// LoRA's configuration: the fields of PEFT's <c>LoraConfig</c>. Those that this version does not interpret are kept in files, and
/// refused where they would change the result.
/// </summary>
public sealed partial class LoraConfig : PeftConfig
{
    private static readonly Dictionary<string, JsonNode?> s_uninterpreted = JsonNode.Parse("""
        {
          "arrow_config": null, "auto_mapping": null,
          "megatron_config": null, "megatron_core": "megatron.core"
        }
        """)!.AsObject().ToDictionary();

    // Without effect unless another field is set.
    private static readonly string[] s_harmless = ["auto_mapping", "megatron_core"];

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
    [JsonConverter(typeof(PythonFloatConverter))]
    public double Dropout { get; set; }

    /// <summary>Scale by α / √r, which keeps the size of the update independent of r (rank-stabilised LoRA, arXiv 2312.03732, equation 4).</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_rslora")]
    public bool UseRsLora { get; set; }

    /// <summary>Train direction and length of the weight's rows apart (DoRA, arXiv 2402.09353): see <see cref="DoraLinear"/>.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_dora")]
    public bool UseDora { get; set; }

    /// <summary>How A and B start. Those that need data take it through <c>AddLora</c>.</summary>
    /// <value>Default: <see cref="LoraInit.Default"/>.</value>
    [JsonIgnore]
    public LoraInit Init { get; set; } = LoraInit.Default;

    /// <summary>Which of the model's own biases are trained with the adapter.</summary>
    /// <value>Default: <see cref="TrainedBiases.None"/>.</value>
    [JsonPropertyName("bias")]
    [TrainedBiasesWords("lora_only")]
    public TrainedBiases Bias { get; set; }

    /// <summary>Power iterations of <see cref="LoraInit.FastPissa"/>.</summary>
    /// <value>Default: 4. At least 1.</value>
    [JsonIgnore]
    public int PissaIterations { get; set; } = 4;

    /// <summary>Options of <see cref="LoraInit.Eva"/>.</summary>
    /// <value>Default: null; EVA then has its own defaults.</value>
    [JsonPropertyName("eva_config")]
    public EvaConfig? Eva { get; set; }

    /// <summary>Options of <see cref="LoraInit.Corda"/>.</summary>
    /// <value>Default: null; CorDA then has its own defaults.</value>
    [JsonPropertyName("corda_config")]
    public CordaConfig? Corda { get; set; }

    /// <summary>Options of <see cref="LoraInit.LoraGA"/>.</summary>
    /// <value>Default: null; LoRA-GA then has its own defaults.</value>
    [JsonPropertyName("lora_ga_config")]
    public LoraGAConfig? LoraGA { get; set; }

    /// <summary>Options of <see cref="LoraInit.LoftQ"/>.</summary>
    /// <value>Default: null; LoftQ needs them.</value>
    [JsonPropertyName("loftq_config")]
    [JsonConverter(typeof(LoftQConfigConverter))]
    public LoftQConfig? LoftQ { get; set; }

    /// <summary>
    /// Train B alone and leave A as it starts, which saves A's gradients, optimizer state and stored inputs: LoRA-FA (arXiv 2308.03303, section 3). A choice of this training, not of the file.
    /// </summary>
    /// <value>Default: false.</value>
    [JsonIgnore]
    public bool FreezeA { get; set; }

    /// <summary>
    /// Write files as plain LoRA of twice the rank, <c>[B, -B0] [A; A0]</c>, where the adapter starts from a part of the weight (PiSSA, OLoRA): any program applies those rightly to the model's own
    /// weights, whereas PiSSA's own form has to be recognised. Always so where a file could not say where the adapter started (CorDA, LoRA-GA, fast PiSSA).
    /// </summary>
    /// <value>Default: false: PEFT's own form, where there is one.</value>
    [JsonIgnore]
    public bool SaveAsPlainLora { get; set; }

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

    /// <summary>
    /// Parameters to adapt by ends of their paths, such as <c>experts.gate_up_proj</c>: matrices (out, in), or one for each expert (experts, out, in); see <see cref="LoraParameter"/>.
    /// With it <see cref="PeftConfig.TargetModules"/> may be empty.
    /// </summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("target_parameters")]
    public IList<string>? TargetParameters { get; set; }

    /// <summary>Tokens whose vectors in the embedding are trained besides; an output layer that shares the embedding's weight follows.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("trainable_token_indices")]
    public TokenIndices? TrainableTokens { get; set; }

    /// <summary>
    /// Whether layers that share a weight go on sharing it, as a token embedding and an output layer do: if one of them is in <see cref="PeftConfig.TargetModules"/> or
    /// <see cref="PeftConfig.ModulesToSave"/>, what it trains is trained for all of them (see <see cref="TiedLora"/>), so that it can be merged. Otherwise an adapter of one leaves the others alone.
    /// </summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("ensure_weight_tying")]
    public bool EnsureWeightTying { get; set; }

    /// <summary>
    /// Grows the model in depth: its layers become those of these ranges, from the first (counted from 0) to the one before the second. Repeated layers share their weights and have LoRA parts of their own, and cannot be merged.
    /// The model must be an <see cref="ILayerStack"/>.
    /// </summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("layer_replication")]
    public IList<int[]>? LayerReplication { get; set; }

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
    protected internal override bool TiesWeights => EnsureWeightTying;

    /// <inheritdoc/>
    protected internal override bool StoresTransposed => FanInFanOut;

    /// <inheritdoc/>
    protected internal override IReadOnlyDictionary<string, JsonNode?> UninterpretedDefaults => s_uninterpreted;

    /// <inheritdoc/>
    internal protected override IReadOnlyList<int>? LayerOrder => LayerReplication is { } ranges ? [.. ranges.SelectMany(range => Enumerable.Range(range[0], range[1] - range[0]))] : null;

    /// <inheritdoc/>
    internal protected override bool MayHaveNoTargets => TargetParameters is { Count: > 0 };

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        base.Validate(failures);
        foreach (int rank in RankPattern.Values.Prepend(Rank))
            failures.RequireAtLeast(1, rank, nameof(Rank));
        foreach (double alpha in AlphaPattern.Values.Prepend(Alpha))
            failures.RequirePositive(alpha, nameof(Alpha));
        failures.RequireShare(Dropout);
        if (TargetParameters is { Count: > 0 } && (Dropout > 0 || LoraBias || UseDora || FanInFanOut))
            failures.Add("TargetParameters is set with Dropout, LoraBias, UseDora or FanInFanOut, which act on more than the parameters' values.");
        if (LayerReplication?.Any(range => range is not [>= 0, _] || range[1] <= range[0]) == true)
            failures.Add("LayerReplication must have ranges of two numbers, the first layer and the one after the last, counted from 0.");
        if (LoraBias && UseDora)
            failures.Add("LoraBias and UseDora are both set; DoRA has no bias of its own.");
        if (LoraBias && Init is not (LoraInit.Default or LoraInit.Random))
            failures.Add($"LoraBias is true, which goes with Init = Default and Random; Init is {Init}.");
        Initializers.Of(Init).Validate(this, failures);
        ValidateVariants(failures);
        RefuseUninterpreted(failures, s_harmless);
    }

    /// <inheritdoc/>
    internal protected override string? KeyOfTrained(string path, string name, bool adapted) => KeyOfBias(Bias, path, name, adapted);

    /// <summary>What data told an initialisation, by the layers' paths; only while the adapter is made.</summary>
    [JsonIgnore]
    internal IReadOnlyDictionary<string, Tensor>? Statistics { get; set; }

    /// <summary>What a router is made of, if this is one.</summary>
    [JsonIgnore]
    internal ArrowPlan? Arrow { get; set; }

    [JsonIgnore]
    internal bool FreezesB => Initializers.Of(Init).FreezesB;

    /// <summary>Whether files have <c>[B, -B0] [A; A0]</c>.</summary>
    [JsonIgnore]
    internal bool SavesPlainLora => Initializers.Of(Init).Shift switch
    {
        ShiftOrigin.Data => true,
        ShiftOrigin.Weight => SaveAsPlainLora,
        _ => false,
    };

    [JsonInclude]
    [JsonPropertyName("init_lora_weights")]
    internal LoraInitWord InitWord
    {
        get => new(Init, PissaIterations);
        set => (Init, PissaIterations) = (value.Init, value.Iterations ?? PissaIterations);
    }

    /// <inheritdoc/>
    protected internal override PeftConfig ToSave()
    {
        if (Arrow is not null)
            throw new PeftConfigException("LORA", ["a router is not saved: it has nothing but its experts."], "Save the experts, and call AddArrow after loading them.");
        if (!SavesPlainLora)
            return this;
        var plain = Copy();
        (plain.Init, plain.Corda, plain.LoraGA) = (LoraInit.Default, null, null);
        double factor = UseRsLora ? Math.Sqrt(2) : 2;
        (plain.Rank, plain.Alpha) = (2 * Rank, factor * Alpha);
        plain.RankPattern = RankPattern.ToDictionary(p => p.Key, p => 2 * p.Value);
        plain.AlphaPattern = AlphaPattern.ToDictionary(p => p.Key, p => factor * p.Value);
        return plain;
    }

    internal LoraConfig Copy() => (LoraConfig)MemberwiseClone();

    /// <summary>The rank of a layer.</summary>
    internal int RankAt(string path) => PathPatterns.Find(RankPattern, path, Rank);

    /// <summary>The factor of a layer's update.</summary>
    internal double ScalingAt(string path)
    {
        int rank = RankAt(path);
        return PathPatterns.Find(AlphaPattern, path, Alpha) / (UseRsLora ? Math.Sqrt(rank) : rank);
    }
}
