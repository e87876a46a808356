using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The mean cross-entropy of rows of logits, computed in single precision at least.</summary>
internal static class CrossEntropy
{
    /// <summary>Makes sure that there is one label for each row.</summary>
    /// <exception cref="ArgumentException">There is not.</exception>
    public static void Check(Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        long[] rows = logits.shape[..^1];
        if (!rows.AsSpan().SequenceEqual(labels.shape))
            throw new ArgumentException(
                $"Logits are [{string.Join(", ", logits.shape)}] and labels [{string.Join(", ", labels.shape)}], which should be [{string.Join(", ", rows)}]. help: Give one label for each row of logits.", nameof(labels));
    }

    /// <summary>Makes sure that there is one label for each token of a sequence, whose logits may begin with those of virtual tokens.</summary>
    /// <returns>The number of virtual tokens.</returns>
    /// <exception cref="ArgumentException">There is not.</exception>
    public static long VirtualLength(Tensor logits, Tensor labels)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(labels);
        if (logits.dim() == 3 && labels.dim() == 2 && logits.size(0) == labels.size(0) && logits.size(1) > labels.size(1))
            return logits.size(1) - labels.size(1);
        Check(logits, labels);
        return 0;
    }

    /// <param name="logits">(…, classes).</param>
    /// <param name="labels">Whole numbers: (…). Those of <see cref="CausalLoss.Ignored"/> do not count; not a number if none does.</param>
    /// <returns>A scalar, in nats a row.</returns>
    /// <exception cref="ArgumentException">There is not one label for each row.</exception>
    public static Tensor Compute(Tensor logits, Tensor labels)
    {
        Check(logits, labels);
        using var scope = NewDisposeScope();
        var wide = logits.dtype == ScalarType.Float64 ? logits : logits.to(ScalarType.Float32);
        var wanted = labels.to(ScalarType.Int64, logits.device).flatten();
        return nn.functional.cross_entropy(wide.flatten(0, -2), wanted, ignore_index: CausalLoss.Ignored).MoveToOuterDisposeScope();
    }
}
