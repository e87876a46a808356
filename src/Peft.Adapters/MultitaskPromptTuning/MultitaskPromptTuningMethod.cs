using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Multitask prompt tuning as the library finds it.</summary>
public sealed class MultitaskPromptTuningMethod : PromptMethod<MultitaskPromptTuningConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Multitask prompt tuning", MethodFamily.Prompt, "2303.02861");

    /// <inheritdoc/>
    protected override PromptAdapter CreatePrompt(PromptSlot slot, MultitaskPromptTuningConfig config, bool isNew) => new MultitaskPrompt(slot, config);
}
