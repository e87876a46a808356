namespace Peft.Optimizers;

/// <summary>One step of one parameter.</summary>
/// <param name="Options">The settings.</param>
/// <param name="Number">The number of the step, from 1.</param>
/// <param name="Scale">What to multiply the gradient with.</param>
internal readonly record struct UpdateStep(UpdateOptions Options, long Number, float Scale);
