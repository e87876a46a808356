namespace Peft.Tokenizers.PostProcessors;

/// <summary>The last step of encoding: puts special tokens around a text, or around and between two.</summary>
internal interface IPostProcessor
{
    /// <param name="parts">The tokens of each text: one, two for a pair, or one again after a step that joined them.</param>
    /// <param name="addSpecialTokens">Whether tokens may be added.</param>
    IReadOnlyList<List<EncodedToken>> Process(IReadOnlyList<List<EncodedToken>> parts, bool addSpecialTokens);
}
