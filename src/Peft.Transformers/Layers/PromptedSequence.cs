using Peft.Adapters;
using Peft.Attachment;
using Peft.Generation;
using Peft.Interop;
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
    private readonly Tensor? _seen;

    /// <param name="slot">Where the virtual tokens come from.</param>
    /// <param name="vectors">Embedded tokens: (batch, length, width).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached tokens + length). Null: no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; null for none.</param>
    /// <param name="sequence">0, or 1 for the decoder that follows an encoder.</param>
    /// <param name="padding">Whether rows may have different numbers of virtual tokens.</param>
    /// <exception cref="AdapterStateException">They have, and the model cannot do with that.</exception>
    public PromptedSequence(PromptSlot slot, Tensor vectors, Tensor? attentionMask, KvCache? cache, int sequence = 0, VirtualPadding padding = VirtualPadding.Anywhere)
    {
        bool padded = padding != VirtualPadding.None;
        using var scope = NewDisposeScope();
        (Cache, long batch, long before) = (cache, vectors.size(0), ((ISequenceCache?)cache)?.Length ?? 0);
        var all = Precision.Widen(vectors);
        if (cache is not { Length: > 0 })
        {
            Tensor? seenPast = null, seenVectors = null;
            if (sequence == slot.Shape.Sequences - 1 && (padded ? slot.Past(batch, all.dtype, out seenPast) : slot.Past(batch, all.dtype)) is { } past)
            {
                Cache ??= _own = new KvCache();
                Cache.Begin(past);
            }
            if ((padded ? slot.Vectors(batch, all.dtype, out seenVectors, sequence) : slot.Vectors(batch, all.dtype, sequence)) is { } prompts)
                (all, _added) = (cat([prompts, all], 1), prompts.size(1));
            if (seenPast is not null || seenVectors is not null)
                _seen = cat([seenPast ?? Ones(batch, Cache?.VirtualLength ?? 0, all.device), seenVectors ?? Ones(batch, _added, all.device)], 1).MoveToOuterDisposeScope();
            if (padding == VirtualPadding.InFront && _seen?.diff(dim: 1).lt(Scalars.Zero).any().ToBoolean() == true)
            {
                _own?.Dispose();
                throw new AdapterStateException("virtual tokens", "some rows of the batch have keys and values of virtual tokens before other rows' vectors of them, and the model goes by distances in the sequence.",
                    "Compute rows with prefixes and rows with prompts in batches of their own, with Use.");
            }
            Cache?.AddVirtual(_added, _seen);
        }
        else
        {
            _seen = cache.VirtualMask?.alias().MoveToOuterDisposeScope();
        }
        Vectors = all.MoveToOuterDisposeScope();
        VirtualLength = Cache?.VirtualLength ?? _added;
        if (attentionMask is not null || _seen is not null)
            AttentionMask = ExtendMask(attentionMask ?? Ones(batch, before + vectors.size(1), all.device)).MoveToOuterDisposeScope();
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
        if (positionIds is null || VirtualLength == 0)
            return positionIds?.alias();
        using var scope = NewDisposeScope();
        var seen = _seen ?? Ones(positionIds.size(0), VirtualLength, positionIds.device);
        var shifted = positionIds.add(seen.sum(1, keepdim: true).to(positionIds.dtype), Scalars.One);
        var added = Positions.Count(seen, _added, VirtualLength - _added, positionIds.device).to(positionIds.dtype).expand(shifted.size(0), -1);
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
        _seen?.Dispose();
    }

    private Tensor ExtendMask(Tensor mask) => VirtualLength == 0 ? mask.alias() : cat([_seen?.to(mask.dtype) ?? ones([mask.size(0), VirtualLength], mask.dtype, mask.device), mask], 1);

    private static Tensor Ones(long rows, long columns, Device device) => ones([rows, columns], ScalarType.Int64, device);
}
