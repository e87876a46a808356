using Peft.Attachment;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>What virtual tokens start with.</summary>
internal static class PromptStart
{
    /// <summary>Fills the rows (n, width) as a configuration says.</summary>
    /// <exception cref="PeftConfigException">A text cannot be made tokens.</exception>
    internal static void Fill(Tensor rows, PromptSlot slot, PromptTuningConfig config)
    {
        using var scope = NewDisposeScope();
        if (config.Init == PromptTuningInit.SampleVocab)
            rows.copy_(slot.Embedding.call(randint(slot.Shape.Vocabulary, [rows.shape[0]], ScalarType.Int64, rows.device)));
        else if (config.Init == PromptTuningInit.Text)
            rows.copy_(slot.Embedding.call(TextIds(rows, slot, config)));
        else
            rows.normal_();
    }

    private static Tensor TextIds(Tensor rows, PromptSlot slot, PromptTuningConfig config)
    {
        var tokens = config.Tokenize?.Invoke(config.InitText!)
            ?? throw new PeftConfigException(config.PeftType, ["Init is Text, but there is no Tokenize to make tokens of InitText."], "Set Tokenize, such as to text => tokenizer.Encode(text).");
        if (tokens.Count == 0 || tokens.Any(t => t < 0 || t >= slot.Shape.Vocabulary))
            throw new PeftConfigException(config.PeftType, [$"Tokenize makes [{string.Join(", ", tokens)}] of InitText; there must be tokens, and the model has {slot.Shape.Vocabulary}."], "Take the model's own tokenizer.");
        long[] ids = [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => (long)tokens[i % tokens.Count])];
        return tensor(ids, device: rows.device);
    }
}
