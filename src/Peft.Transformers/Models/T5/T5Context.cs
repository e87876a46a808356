using Peft.Generation;
using Peft.Interop;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What all layers of one pass through a T5 stack share.</summary>
/// <param name="Bias">Added to the scores of self-attention, distances and mask: (batch or 1, heads, length, length with cache).</param>
/// <param name="Cache">Keys and values of earlier passes; null without.</param>
/// <param name="Source">What a decoder attends to; null in an encoder.</param>
/// <param name="SourceMask">Added to the scores of cross-attention: (batch, 1, 1, source length); null if nothing is hidden.</param>
public sealed record T5Context(Tensor Bias, KvCache? Cache, T5Source? Source, Tensor? SourceMask)
{
    /// <summary>The context of blocks the first of which knows what distances add.</summary>
    /// <param name="first">The first block of the stack.</param>
    /// <param name="groups">The groups of distances: (length, length with cache).</param>
    /// <param name="mask">Added to the scores of self-attention too; null if nothing is hidden.</param>
    /// <param name="cache">Keys and values of earlier passes; null without.</param>
    /// <param name="source">What a decoder attends to; null in an encoder.</param>
    /// <param name="sourceMask">Added to the scores of cross-attention; null if nothing is hidden.</param>
    internal static T5Context Of(T5Block first, Tensor groups, Tensor? mask, KvCache? cache, T5Source? source, Tensor? sourceMask)
    {
        using var scope = NewDisposeScope();
        var bias = first.DistanceBias(groups);
        return new((mask is null ? bias : bias.add(mask, Scalars.One)).MoveToOuterDisposeScope(), cache, source, sourceMask);
    }

    /// <summary>What a block without caches uses.</summary>
    internal IEnumerable<Tensor> Tensors => new[] { Bias, Source?.States, SourceMask }.OfType<Tensor>();

    /// <summary>The same with a block's inputs: the hidden states, then <see cref="Tensors"/>.</summary>
    internal T5Context With(IReadOnlyList<Tensor> inputs) =>
        this with { Bias = inputs[1], Source = Source is null ? null : Source with { States = inputs[2] }, SourceMask = SourceMask is null ? null : inputs[3] };
}
