namespace Peft.Adapters;

/// <summary>What virtual tokens start with.</summary>
public enum PromptTuningInit
{
    /// <summary>Normally distributed numbers, as an embedding.</summary>
    Random,

    /// <summary>The embeddings of a text's tokens, from the start again as often as it takes.</summary>
    Text,

    /// <summary>The embeddings of tokens drawn from the vocabulary.</summary>
    SampleVocab,

    /// <summary>The mean of the source tasks, in multitask prompt tuning.</summary>
    AverageSourceTasks,

    /// <summary>One of the source tasks, in multitask prompt tuning.</summary>
    ExactSourceTask,

    /// <summary>What the source tasks share, in multitask prompt tuning; the new tasks' own are random.</summary>
    OnlySourceShared,
}
