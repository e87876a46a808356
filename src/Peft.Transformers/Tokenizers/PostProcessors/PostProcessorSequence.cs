namespace Peft.Tokenizers.PostProcessors;

/// <summary>Post-processors one after another.</summary>
internal sealed class PostProcessorSequence(IReadOnlyList<IPostProcessor> steps) : IPostProcessor
{
    public IReadOnlyList<List<EncodedToken>> Process(IReadOnlyList<List<EncodedToken>> parts, bool addSpecialTokens) =>
        steps.Aggregate(parts, (current, step) => step.Process(current, addSpecialTokens));
}
