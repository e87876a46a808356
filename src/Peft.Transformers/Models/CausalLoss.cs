using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The loss of a language model that predicts the next token.</summary>
public static class CausalLoss
{
    /// <summary>The label of a position that does not count.</summary>
    public const long Ignored = -100;

    /// <summary>The mean cross-entropy between the logits of each position and the label of the next.</summary>
    /// <param name="logits">(batch, length, vocabulary); computed in single precision at least. Those of virtual tokens may stand before, the last of which predicts the first token.</param>
    /// <param name="labels">The tokens themselves, not shifted: (batch, length). Those of <see cref="Ignored"/> do not count; not a number if none does.</param>
    /// <returns>A scalar, in nats a token.</returns>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        long virtualLength = CrossEntropy.VirtualLength(logits, labels);
        using var scope = NewDisposeScope();
        if (virtualLength > 0)
            return CrossEntropy.Compute(logits.narrow(1, virtualLength - 1, labels.size(1)), labels).MoveToOuterDisposeScope();
        long predictions = logits.size(1) - 1;
        return CrossEntropy.Compute(logits.narrow(1, 0, predictions), labels.narrow(1, 1, predictions)).MoveToOuterDisposeScope();
    }
}
