using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>An encoded text, as a decoder attends to it.</summary>
/// <param name="States">The encoder's hidden states: (batch, source length, width).</param>
/// <param name="AttentionMask">1 for tokens, 0 for padding: (batch, source length). Null: no padding.</param>
/// <param name="Cache">Keeps the keys and values of the source from the first pass on; null computes them in each.</param>
public sealed record T5Source(Tensor States, Tensor? AttentionMask = null, KvCache? Cache = null);
