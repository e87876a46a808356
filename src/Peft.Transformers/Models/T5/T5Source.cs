using Peft.Adapters;
using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>An encoded text, as a decoder attends to it.</summary>
/// <param name="States">The encoder's hidden states: (batch, source length, width).</param>
/// <param name="AttentionMask">1 for tokens, 0 for padding: (batch, source length). Null: no padding.</param>
/// <param name="Cache">Keeps the keys and values of the source from the first pass on; null computes them in each.</param>
public sealed record T5Source(Tensor States, Tensor? AttentionMask = null, KvCache? Cache = null)
{
    /// <summary>What the side network of an adapter has made of the same text.</summary>
    internal (string Adapter, Tensor States)? Side { get; init; }

    /// <summary>The source for that of the side network's blocks that stand beside the decoder; for a pass that begins.</summary>
    /// <exception cref="AdapterStateException">It has not read the source.</exception>
    internal T5Source ForSide(string adapter) => Side is { } side && side.Adapter == adapter
        ? new(side.States, AttentionMask, Cache?.ForSide(adapter))
        : throw new AdapterStateException(adapter, "the source was encoded while its side network did not act.", "Encode the source anew whenever other adapters act.");
}
