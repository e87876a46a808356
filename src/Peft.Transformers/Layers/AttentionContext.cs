using Peft.Generation;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>What all attention layers of one pass share.</summary>
/// <param name="Angles">The rotation of the queries, and of the keys of the same tokens.</param>
/// <param name="CachedAngles">The rotation of all keys, where the cache holds them as they were before; null where it holds rotated keys.</param>
/// <param name="Mask">Added to the scores: (batch or 1, 1, length, length with cache); null if a token sees itself and all before it.</param>
/// <param name="Cache">Keys and values of earlier passes; null without.</param>
public sealed record AttentionContext(RotaryAngles Angles, RotaryAngles? CachedAngles, Tensor? Mask, KvCache? Cache)
{
    /// <summary>What a layer without a cache uses.</summary>
    internal IEnumerable<Tensor> Tensors => Mask is null ? [Angles.Cos, Angles.Sin] : [Angles.Cos, Angles.Sin, Mask];

    /// <summary>The same with a layer's inputs: the hidden states, then <see cref="Tensors"/>.</summary>
    internal AttentionContext With(IReadOnlyList<Tensor> inputs) => this with { Angles = new(inputs[1], inputs[2]), Mask = Mask is null ? null : inputs[3] };
}
