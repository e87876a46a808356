using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>
/// Which tokens a token may look at, as what to add to the scores: 0, or the type's lowest value. Not minus infinity, for a token that may
/// look at nothing, as padding on the left, would then become not a number and so would all gradients.
/// </summary>
internal static class AttentionMasks
{
    /// <summary>Makes sure that a mask, if there is one, has a number for each token.</summary>
    /// <param name="mask">1 for tokens, 0 for padding; null if there is no padding.</param>
    /// <param name="batch">The number of sequences.</param>
    /// <param name="length">The number of tokens, cached ones included.</param>
    /// <exception cref="ArgumentException">The mask has another shape.</exception>
    public static void Check(Tensor? mask, long batch, long length)
    {
        if (mask is not null && !mask.shape.AsSpan().SequenceEqual([batch, length]))
            throw new ArgumentException(
                $"The attention mask is [{string.Join(", ", mask.shape)}] but should be [{batch}, {length}]: one number for each token, cached ones included. help: Give a mask of that shape, or none.", nameof(mask));
    }

    /// <summary>Tokens look at themselves and those before them.</summary>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length); null if there is no padding.</param>
    /// <param name="length">The number of new tokens.</param>
    /// <param name="cached">The number of tokens before them.</param>
    /// <param name="window">How many tokens back one may look, itself included; null for all.</param>
    /// <param name="type">The type of the scores.</param>
    /// <param name="device">Where the scores are.</param>
    /// <param name="isImplied">Whether attention that is given no mask is causal by itself.</param>
    /// <returns>(batch or 1, 1, length, cached + length), or null if no mask is needed.</returns>
    public static Tensor? Causal(Tensor? attentionMask, long length, long cached, int? window, ScalarType type, Device device, bool isImplied = true)
    {
        using var scope = NewDisposeScope();
        bool isPlain = (length == 1 || (cached == 0 && isImplied)) && (window is null || window >= cached + length);
        if (isPlain && !HasPadding(attentionMask))
            return null;
        var query = Positions.Range(cached, length, device).unsqueeze(-1);
        var key = Positions.Range(0, cached + length, device).unsqueeze(0);
        var hidden = key.gt(query);
        using Scalar reach = window ?? 0;
        if (window is not null)
            hidden = hidden.logical_or(key.le(query.sub(reach)));
        hidden = hidden.unsqueeze(0).unsqueeze(0);
        if (attentionMask is not null)
            hidden = hidden.logical_or(Padding(attentionMask, device));
        return Additive(hidden, type).MoveToOuterDisposeScope();
    }

    /// <summary>Tokens look at all others in both directions.</summary>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, length); null if there is no padding.</param>
    /// <param name="type">The type of the scores.</param>
    /// <param name="device">Where the scores are.</param>
    /// <returns>(batch, 1, 1, length), or null if nothing is hidden.</returns>
    public static Tensor? Bidirectional(Tensor? attentionMask, ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        return HasPadding(attentionMask) ? Additive(Padding(attentionMask!, device), type).MoveToOuterDisposeScope() : null;
    }

    private static bool HasPadding(Tensor? attentionMask) => attentionMask is not null && attentionMask.eq(Scalars.Zero).any().ToBoolean();

    private static Tensor Padding(Tensor attentionMask, Device device) => attentionMask.to(device).eq(Scalars.Zero).unsqueeze(1).unsqueeze(1);

    private static Tensor Additive(Tensor hidden, ScalarType type)
    {
        using Scalar lowest = finfo(type).min;
        return zeros(hidden.shape, type, hidden.device).masked_fill(hidden, lowest);
    }
}
