using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Layers;

/// <summary>Which earlier tokens a token may look at.</summary>
internal static class CausalMask
{
    private static readonly Scalar s_zero = 0;

    /// <summary>
    /// What to add to the scores: 0, or the type's lowest value. Not minus infinity, for a token that may look at nothing, as padding on
    /// the left, would then become not a number and so would all gradients.
    /// </summary>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length); null if there is no padding.</param>
    /// <param name="length">The number of new tokens.</param>
    /// <param name="cached">The number of tokens before them.</param>
    /// <param name="window">How many tokens back one may look, itself included; null for all.</param>
    /// <param name="type">The type of the scores.</param>
    /// <param name="device">Where the scores are.</param>
    /// <returns>(batch or 1, 1, length, cached + length), or null if plain causal attention is meant.</returns>
    public static Tensor? Create(Tensor? attentionMask, long length, long cached, int? window, ScalarType type, Device device)
    {
        using var scope = NewDisposeScope();
        bool isPlain = (cached == 0 || length == 1) && (window is null || window >= cached + length);
        if (isPlain && (attentionMask is null || !attentionMask.eq(s_zero).any().ToBoolean()))
            return null;
        var query = Positions.Range(cached, length, device).unsqueeze(-1);
        var key = Positions.Range(0, cached + length, device).unsqueeze(0);
        var hidden = key.gt(query);
        using Scalar reach = window ?? 0;
        if (window is not null)
            hidden = hidden.logical_or(key.le(query.sub(reach)));
        hidden = hidden.unsqueeze(0).unsqueeze(0);
        if (attentionMask is not null)
            hidden = hidden.logical_or(attentionMask.to(device).eq(s_zero).unsqueeze(1).unsqueeze(1));
        using Scalar lowest = finfo(type).min;
        return zeros(hidden.shape, type, device).masked_fill(hidden, lowest).MoveToOuterDisposeScope();
    }
}
