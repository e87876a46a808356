using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Sequences of tokens as one batch, padded on the right: what a model is called with, and what its loss is told.</summary>
public sealed class TokenBatch : IDisposable
{
    private TokenBatch(Tensor ids, Tensor mask, Tensor labels) => (Ids, Mask, Labels) = (ids, mask, labels);

    /// <summary>The tokens: (batch, length) of <see cref="ScalarType.Int64"/>.</summary>
    public Tensor Ids { get; }

    /// <summary>1 for tokens, 0 for padding: (batch, length) of <see cref="ScalarType.Int64"/>. A causal model can do without it: no token looks at padding behind it.</summary>
    public Tensor Mask { get; }

    /// <summary>The tokens that are to be learned, <see cref="CausalLoss.Ignored"/> in the places of others and of padding: (batch, length) of <see cref="ScalarType.Int64"/>.</summary>
    public Tensor Labels { get; }

    /// <summary>Makes a batch of sequences, as long as the longest.</summary>
    /// <param name="sequences">The tokens of each sequence, such as <c>tokenizer.Encode(text)</c>.</param>
    /// <param name="promptLengths">How many tokens at the beginning of each sequence are not to be learned. Null: all are.</param>
    /// <param name="padToken">What stands in the places of padding; any token will do.</param>
    /// <param name="device">Where the tensors are to be. Null: the CPU.</param>
    /// <exception cref="ArgumentException">There are no sequences, one is empty, or a prompt's length is missing, negative or longer than its sequence.</exception>
    public static TokenBatch Pad(IReadOnlyList<IReadOnlyList<int>> sequences, IReadOnlyList<int>? promptLengths = null, int padToken = 0, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        if (sequences.Count == 0 || sequences.Any(s => s.Count == 0))
            throw new ArgumentException("There are no sequences, or one of them is empty. help: Leave empty texts out.", nameof(sequences));
        if (promptLengths is not null && (promptLengths.Count != sequences.Count || promptLengths.Zip(sequences).Any(p => p.First < 0 || p.First > p.Second.Count)))
            throw new ArgumentException($"The prompts' lengths are [{string.Join(", ", promptLengths)}], of sequences of [{string.Join(", ", sequences.Select(s => s.Count))}] tokens. help: Give one for each sequence, no longer than it.", nameof(promptLengths));
        int length = sequences.Max(s => s.Count);
        var (ids, mask, labels) = (new long[sequences.Count, length], new long[sequences.Count, length], new long[sequences.Count, length]);
        for (int row = 0; row < sequences.Count; row++)
        {
            for (int i = 0; i < length; i++)
            {
                bool isToken = i < sequences[row].Count;
                ids[row, i] = isToken ? sequences[row][i] : padToken;
                mask[row, i] = isToken ? 1 : 0;
                labels[row, i] = isToken && i >= (promptLengths?[row] ?? 0) ? ids[row, i] : CausalLoss.Ignored;
            }
        }
        return new(tensor(ids, device: device), tensor(mask, device: device), tensor(labels, device: device));
    }

    /// <summary>Disposes the tensors.</summary>
    public void Dispose()
    {
        Ids.Dispose();
        Mask.Dispose();
        Labels.Dispose();
    }
}
