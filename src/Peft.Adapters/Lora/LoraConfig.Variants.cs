using System.Text.Json.Serialization;

namespace Peft.Adapters;

public sealed partial class LoraConfig
{
    /// <summary>BD-LoRA: A or B in blocks, for servers that shard layers.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("use_bdlora")]
    public BdLoraConfig? BdLora { get; set; }

    /// <summary>KaSA: the weight without its smallest singular components, and an update in the form of an SVD.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("kasa_config")]
    public KasaConfig? Kasa { get; set; }

    /// <summary>VeLoRA: inputs kept compressed for backward.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("velora_config")]
    public VeloraConfig? Velora { get; set; }

    /// <summary>MonteCLoRA: A with noise in training.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("monteclora_config")]
    public MonteCloraConfig? MonteClora { get; set; }

    /// <summary>Activated LoRA: the tokens from whose last occurrence on the adapter acts; before them, and where they do not occur, the model is the base.</summary>
    /// <value>Default: null, everywhere.</value>
    [JsonPropertyName("alora_invocation_tokens")]
    public IList<long>? ActivatedLoraTokens { get; set; }

    /// <summary>QA-LoRA: each group of inputs is one input of A, their mean; see <see cref="QaLoraLinear"/>.</summary>
    /// <value>Default: false.</value>
    [JsonPropertyName("use_qalora")]
    public bool UseQaLora { get; set; }

    /// <summary>The number of inputs in a group of QA-LoRA.</summary>
    /// <value>Default: 16. Divides the inputs of each layer.</value>
    [JsonPropertyName("qalora_group_size")]
    public int QaLoraGroupSize { get; set; } = 16;

    /// <summary>The variant that is set, or null for plain LoRA and DoRA.</summary>
    [JsonIgnore]
    internal LoraVariantConfig? Variant => Variants.FirstOrDefault();

    private IEnumerable<LoraVariantConfig> Variants => new LoraVariantConfig?[]
    {
        BdLora, Kasa, Velora, MonteClora,
        ActivatedLoraTokens is { } tokens ? new ActivatedLora([.. tokens]) : null,
        UseQaLora ? new QaLora(QaLoraGroupSize) : null,
    }.OfType<LoraVariantConfig>();

    private void ValidateVariants(ICollection<string> failures)
    {
        var set = Variants.Select(v => v.GetType().Name).Concat(UseDora ? [nameof(UseDora)] : []).ToList();
        if (set.Count > 1)
            failures.Add($"{string.Join(" and ", set)} are set; a layer has one variant of LoRA.");
        if (Variant is not null && LoraBias)
            failures.Add($"LoraBias is set with {set[0]}, which has no bias of its own.");
        Variant?.Validate(this, failures);
    }
}
