using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>What all layers of one pass through a T5 stack share.</summary>
/// <param name="Bias">Added to the scores of self-attention, distances and mask: (batch or 1, heads, length, length with cache).</param>
/// <param name="Cache">Keys and values of earlier passes; null without.</param>
/// <param name="Source">What a decoder attends to; null in an encoder.</param>
/// <param name="SourceMask">Added to the scores of cross-attention: (batch, 1, 1, source length); null if nothing is hidden.</param>
public sealed record T5Context(Tensor Bias, KvCache? Cache, T5Source? Source, Tensor? SourceMask);
