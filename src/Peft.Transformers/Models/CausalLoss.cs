using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The loss of a language model that predicts the next token.</summary>
public static class CausalLoss
{
    /// <summary>The label of a position that does not count.</summary>
    public const long Ignored = -100;

    /// <summary>The mean cross-entropy between the logits of each position and the label of the next.</summary>
    /// <param name="logits">(batch, length, vocabulary); computed in single precision at least.</param>
    /// <param name="labels">The tokens themselves, not shifted: (batch, length). Those of <see cref="Ignored"/> do not count; not a number if none does.</param>
    /// <returns>A scalar, in nats a token.</returns>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        if (logits.dim() != 3 || !logits.shape.AsSpan(0, 2).SequenceEqual(labels.shape))
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}] and labels [{string.Join(", ", labels.shape)}], not [batch, length, vocabulary] and [batch, length]. help: give one label for each position.", nameof(labels));
        using var scope = NewDisposeScope();
        long predictions = logits.size(1) - 1;
        var wide = logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32);
        var predicted = wide.narrow(1, 0, predictions).flatten(0, 1);
        var wanted = labels.narrow(1, 1, predictions).flatten();
        return nn.functional.cross_entropy(predicted, wanted.to(ScalarType.Int64, predicted.device), ignore_index: Ignored).MoveToOuterDisposeScope();
    }
}
