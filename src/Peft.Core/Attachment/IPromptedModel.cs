namespace Peft.Attachment;

/// <summary>Implemented by a model in which virtual tokens can stand before the input, for prompt tuning, prefix tuning and the like. It may be a part of the model that is adapted.</summary>
public interface IPromptedModel
{
    /// <summary>Where they come from: the model asks it in each forward.</summary>
    PromptSlot Prompts { get; }
}
