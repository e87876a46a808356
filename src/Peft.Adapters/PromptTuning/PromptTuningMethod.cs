using Peft.Attachment;

namespace Peft.Adapters;

/// <summary>Prompt tuning as the library finds it: virtual tokens that are trained themselves.</summary>
/// <remarks>Lester et al., "The Power of Scale for Parameter-Efficient Prompt Tuning", arXiv 2104.08691, section 2 and, on starts, 3.2.</remarks>
public sealed class PromptTuningMethod : PromptMethod<PromptTuningConfig>
{
    /// <inheritdoc/>
    public override MethodInfo About => new("Prompt tuning", MethodFamily.Prompt, "2104.08691");

    /// <inheritdoc/>
    protected override PromptAdapter CreatePrompt(PromptSlot slot, PromptTuningConfig config, bool isNew) => new TokenPrompt(slot, config, start: rows => PromptStart.Fill(rows, slot, config));
}
