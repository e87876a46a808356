using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What all layers of one pass through a T5 stack share.</summary>
/// <param name="Bias">Added to the scores of self-attention, distances and mask: (batch or 1, heads, length, length with cache).</param>
/// <param name="Cache">Keys and values of earlier passes; null without.</param>
/// <param name="Source">What a decoder attends to; null in an encoder.</param>
/// <param name="SourceMask">Added to the scores of cross-attention: (batch, 1, 1, source length); null if nothing is hidden.</param>
public sealed record T5Context(Tensor Bias, KvCache? Cache, T5Source? Source, Tensor? SourceMask)
{
    /// <summary>What a block without caches uses.</summary>
    internal IEnumerable<Tensor> Tensors => new[] { Bias, Source?.States, SourceMask }.OfType<Tensor>();

    /// <summary>The same with a block's inputs: the hidden states, then <see cref="Tensors"/>.</summary>
    internal T5Context With(IReadOnlyList<Tensor> inputs) =>
        this with { Bias = inputs[1], Source = Source is null ? null : Source with { States = inputs[2] }, SourceMask = SourceMask is null ? null : inputs[3] };
}
