using System.Text.Json.Serialization;

namespace Peft.Adapters;

/// <summary>Multitask prompt tuning's configuration: the fields of PEFT's <c>MultitaskPromptTuningConfig</c>.</summary>
public sealed class MultitaskPromptTuningConfig : PromptTuningConfig
{
    /// <inheritdoc/>
    [JsonPropertyName("peft_type")]
    public override string PeftType => "MULTITASK_PROMPT_TUNING";

    /// <summary>The number of tasks.</summary>
    /// <value>Default: 1.</value>
    [JsonPropertyName("num_tasks")]
    public int NumTasks { get; set; } = 1;

    /// <summary>The rank of what a task changes of the shared virtual tokens.</summary>
    /// <value>Default: 1.</value>
    [JsonPropertyName("num_ranks")]
    public int NumRanks { get; set; } = 1;

    /// <summary>The safetensors file of an adapter that was trained on source tasks, for the starts that name them.</summary>
    /// <value>Default: null.</value>
    [JsonPropertyName("prompt_tuning_init_state_dict_path")]
    public string? InitStateDictPath { get; set; }

    /// <summary>The source task of <see cref="PromptTuningInit.ExactSourceTask"/>.</summary>
    /// <value>Default: 0.</value>
    [JsonPropertyName("prompt_tuning_init_task")]
    public int InitTask { get; set; }

    /// <inheritdoc/>
    private protected override IReadOnlyList<PromptTuningInit> Inits => Enum.GetValues<PromptTuningInit>();

    /// <inheritdoc/>
    protected override void Validate(ICollection<string> failures)
    {
        ArgumentNullException.ThrowIfNull(failures);
        base.Validate(failures);
        if (NumTasks < 1 || NumRanks < 1)
            failures.Add($"NumTasks is {NumTasks} and NumRanks {NumRanks}; both must be at least 1.");
        if (Init is PromptTuningInit.AverageSourceTasks or PromptTuningInit.ExactSourceTask && NumTasks != 1)
            failures.Add($"NumTasks is {NumTasks}, but Init is {Init}, which starts one task: make it 1.");
        if (Init >= PromptTuningInit.AverageSourceTasks && string.IsNullOrEmpty(InitStateDictPath))
            failures.Add($"InitStateDictPath is empty, but Init is {Init}: give the adapter_model.safetensors of the source tasks.");
    }
}
