using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>Prompt tuning's configuration: the fields of PEFT's <c>PromptTuningConfig</c>.</summary>
public class PromptTuningConfig : PromptConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "PROMPT_TUNING";

    /// <summary>What the virtual tokens start with.</summary>
    /// <value>Default: <see cref="PromptTuningInit.Random"/>.</value>
    [JsonPropertyName("prompt_tuning_init")]
    [JsonConverter(typeof(UpperCaseConverter<PromptTuningInit>))]
    public PromptTuningInit Init { get; set; }

    /// <summary>The text of <see cref="PromptTuningInit.Text"/>.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("prompt_tuning_init_text")]
    public string? InitText { get; set; }

    /// <summary>Makes tokens of <see cref="InitText"/>, such as a tokenizer's <c>Encode</c>. Not stored in files.</summary>
    /// <value>Default: null.</value>
    [JsonIgnore]
    public Func<string, IReadOnlyList<int>>? Tokenize { get; set; }

    /// <summary>Where the tokenizer came from; recorded, not interpreted.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("tokenizer_name_or_path")]
    public string? TokenizerNameOrPath { get; set; }

    /// <inheritdoc/>
    [JsonIgnore]
    protected internal override IReadOnlyDictionary<string, JsonNode?> UninterpretedDefaults { get; } = new Dictionary<string, JsonNode?> { ["auto_mapping"] = null, ["tokenizer_kwargs"] = null };

    /// <summary>The starts that the method knows.</summary>
    [JsonIgnore]
    private protected virtual IReadOnlyList<PromptTuningInit> Inits => [PromptTuningInit.Random, PromptTuningInit.Text, PromptTuningInit.SampleVocab];

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (!Inits.Contains(Init))
            failures.Add($"Init is {Init}; it must be one of {string.Join(", ", Inits)}.");
        if (Init == PromptTuningInit.Text && string.IsNullOrEmpty(InitText))
            failures.Add("InitText is empty, but Init is Text: give a text that describes the task.");
    }
}
