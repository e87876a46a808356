using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Attachment;

/// <summary>What a <see cref="TorchSharp.Modules.MultiheadAttention"/> is called with.</summary>
/// <param name="Query">(length, batch, width).</param>
/// <param name="Key">(keys, batch, width).</param>
/// <param name="Value">(keys, batch, width).</param>
/// <param name="KeyPadding">(batch, keys): where a key is to be ignored, or what is added to its scores.</param>
/// <param name="NeedWeights">Whether the attention weights are wanted.</param>
/// <param name="AttentionMask">(length, keys), or one for each head of each row: where not to attend, or what is added to the scores.</param>
internal sealed record AttentionInputs(Tensor Query, Tensor Key, Tensor Value, Tensor? KeyPadding, bool NeedWeights, Tensor? AttentionMask)
{
    /// <summary>Scores (batch · heads, length, keys and those added to them) with what is masked at minus infinity; keys that were added may always be attended to.</summary>
    internal Tensor Mask(Tensor scores, long heads)
    {
        long added = scores.shape[2] - Key.shape[0];
        if (AttentionMask is not null)
            scores = scores.add(nn.functional.pad(AsBias(AttentionMask, scores), [0, added]));
        if (KeyPadding is null)
            return scores;
        var padding = nn.functional.pad(AsBias(KeyPadding, scores), [0, added]).view(Query.shape[1], 1, 1, -1);
        return scores.view(Query.shape[1], heads, scores.shape[1], -1).add(padding).view(scores.shape);
    }

    private static Tensor AsBias(Tensor mask, Tensor scores)
    {
        if (mask.is_floating_point())
            return mask;
        using var zero = zeros(mask.shape, scores.dtype, scores.device);
        return zero.masked_fill(mask.to(ScalarType.Bool), Interop.Scalars.MinusInfinity);
    }
}
