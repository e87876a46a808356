using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Attachment;

/// <summary>What a <see cref="TorchSharp.Modules.MultiheadAttention"/> is called with.</summary>
/// <param name="Query">(length, batch, width).</param>
/// <param name="Key">(keys, batch, width).</param>
/// <param name="Value">(keys, batch, width).</param>
/// <param name="KeyPadding">(batch, keys): where a key is to be ignored.</param>
/// <param name="NeedWeights">Whether the attention weights are wanted.</param>
/// <param name="AttentionMask">(length, keys): what is added to the scores; of a Boolean one 0 or 1, as TorchSharp does.</param>
internal sealed record AttentionInputs(Tensor Query, Tensor Key, Tensor Value, Tensor? KeyPadding, bool NeedWeights, Tensor? AttentionMask)
{
    /// <summary>Scores (batch · heads, length, keys and those added to them) with what is masked at minus infinity; keys that were added may always be attended to.</summary>
    internal Tensor Mask(Tensor scores, long heads)
    {
        long added = scores.shape[2] - Key.shape[0];
        if (AttentionMask is not null)
            scores = scores.add(nn.functional.pad(AttentionMask.to(scores.dtype), [0, added]), Scalars.One);
        if (KeyPadding is null)
            return scores;
        var ignored = nn.functional.pad(KeyPadding.to(ScalarType.Byte), [0, added]).to(ScalarType.Bool).view(Query.shape[1], 1, 1, -1);
        return scores.view(Query.shape[1], heads, scores.shape[1], -1).masked_fill(ignored, Scalars.MinusInfinity).view(scores.shape);
    }
}
