using Peft.Tokenizers;

namespace Peft.Generation;

/// <summary>
/// Continues token sequences and texts with a language model. No gradients are recorded; the model stays in the mode it is in, so call
/// <c>eval()</c> after training.
/// </summary>
public static class GenerationExtensions
{
    /// <summary>Continues one sequence and gives its tokens as they come.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The tokens to begin with; at least one.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>New tokens, computed while they are enumerated; a stop token is the last.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static IEnumerable<int> Stream(
        this ICausalLanguageModel model, IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        using var session = new GenerationSession(model, [prompt], options ?? new());
        while (!session.IsComplete)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return session.Step()[0]!.Value;
        }
    }

    /// <summary>Continues one sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The tokens to begin with; at least one.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>The new tokens; a stop token is the last.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static int[] Generate(this ICausalLanguageModel model, IReadOnlyList<int> prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        [.. model.Stream(prompt, options, cancellationToken)];

    /// <summary>Continues several sequences at once; shorter prompts are padded on the left.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The tokens to begin with; at least one each.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>The new tokens of each sequence, in order; a stop token is the last of its sequence.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static IReadOnlyList<int[]> GenerateBatch(
        this ICausalLanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        using var session = new GenerationSession(model, prompts, options ?? new());
        var results = prompts.Select(_ => new List<int>()).ToList();
        while (!session.IsComplete)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (result, token) in results.Zip(session.Step()))
            {
                if (token is { } id)
                    result.Add(id);
            }
        }
        return [.. results.Select(result => result.ToArray())];
    }

    /// <summary>Continues a text.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokenizer">The model's tokenizer.</param>
    /// <param name="prompt">The text to begin with.</param>
    /// <param name="options">How to choose tokens. Default: the most probable.</param>
    /// <param name="onText">Called with each new piece of text as soon as it is complete.</param>
    /// <param name="cancellationToken">Looked at before each token.</param>
    /// <returns>The new text, without special tokens.</returns>
    /// <exception cref="PeftConfigException">The options are not valid.</exception>
    /// <exception cref="OperationCanceledException">Generation was cancelled.</exception>
    public static string GenerateText(
        this ICausalLanguageModel model, Tokenizer tokenizer, string prompt, GenerationOptions? options = null, Action<string>? onText = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        int[] start = tokenizer.Encode(prompt);
        var decoder = new StreamingDecoder(tokenizer, start);
        foreach (int token in model.Stream(start, options, cancellationToken))
            Report(decoder.Append(token));
        Report(decoder.Finish());
        return decoder.Text;

        void Report(string text)
        {
            if (text.Length > 0)
                onText?.Invoke(text);
        }
    }
}
