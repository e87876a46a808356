using Peft.Attachment;
using Peft.Generation;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>
/// An embedded sequence with the virtual tokens of the model's adapters before it. They enter where a sequence begins, with an empty cache or none; a cache remembers how many
/// it holds, so that masks and positions of all passes can go on counting the tokens alone. Disposing frees all of it but a cache that was given.
/// </summary>
internal sealed class PromptedSequence : IDisposable
{
    private readonly KvCache? _own;
    private readonly long _added;

    /// <param name="slot">Where the virtual tokens come from.</param>
    /// <param name="vectors">Embedded tokens: (batch, length, width).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached tokens + length). Null: no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; null for none.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    public PromptedSequence(PromptSlot slot, Tensor vectors, Tensor? attentionMask, KvCache? cache, int sequence = 0)
    {
        using var scope = NewDisposeScope();
        (Cache, long batch) = (cache, vectors.size(0));
        var all = Precision.Widen(vectors);
        if (cache is not { Length: > 0 })
        {
            if (sequence == slot.Shape.Sequences - 1 && slot.Past(batch, all.dtype) is { } past)
            {
                Cache ??= _own = new KvCache();
                Cache.Begin(past);
            }
            if (slot.Vectors(batch, all.dtype, sequence) is { } prompts)
                (all, _added) = (cat([prompts, all], 1), prompts.size(1));
            if (Cache is not null)
                Cache.VirtualLength += _added;
        }
        Vectors = all.MoveToOuterDisposeScope();
        VirtualLength = Cache?.VirtualLength ?? _added;
        if (attentionMask is not null)
            AttentionMask = ExtendMask(attentionMask).MoveToOuterDisposeScope();
    }

    /// <summary>(batch, added virtual tokens + length, width).</summary>
    public Tensor Vectors { get; }

    /// <summary>(batch, all cached + added + length), or null.</summary>
    public Tensor? AttentionMask { get; }

    /// <summary>The cache that was given, or one that holds virtual tokens only and is disposed with this.</summary>
    public KvCache? Cache { get; }

    /// <summary>The number of virtual tokens before the first token, cached ones included.</summary>
    public long VirtualLength { get; }

    /// <summary>Positions of <see cref="Vectors"/> from those of the tokens, which are counted without virtual ones.</summary>
    /// <param name="positionIds">(batch or 1, length); null if the model is to count.</param>
    public Tensor? Shift(Tensor? positionIds)
    {
        if (positionIds is null)
            return null;
        using var scope = NewDisposeScope();
        using Scalar before = VirtualLength;
        var shifted = positionIds.add(before);
        var added = Positions.Range(VirtualLength - _added, _added, shifted.device).to(shifted.dtype).unsqueeze(0).expand(shifted.size(0), -1);
        return cat([added, shifted], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Token types of <see cref="Vectors"/>: virtual tokens are of the first.</summary>
    /// <param name="tokenTypeIds">(batch, length); null for the first type everywhere.</param>
    public Tensor? ExtendTypes(Tensor? tokenTypeIds) =>
        tokenTypeIds is null ? null : cat([zeros([tokenTypeIds.size(0), _added], tokenTypeIds.dtype, tokenTypeIds.device), tokenTypeIds], 1);

    public void Dispose()
    {
        Vectors.Dispose();
        AttentionMask?.Dispose();
        _own?.Dispose();
    }

    private Tensor ExtendMask(Tensor mask) => VirtualLength == 0 ? mask.alias() : cat([ones([mask.size(0), VirtualLength], mask.dtype, mask.device), mask], 1);
}
