using static TorchSharp.torch;

namespace Peft.Generation;

/// <summary>A model that predicts the next token; what generation needs of it.</summary>
public interface ICausalLanguageModel
{
    /// <summary>Where the model expects its input.</summary>
    Device Device { get; }

    /// <summary>Logits for the token that follows the last one of each sequence.</summary>
    /// <param name="inputIds">Token ids: (batch, length).</param>
    /// <param name="attentionMask">1 for tokens, 0 for padding: (batch, cached + length). Null: no padding.</param>
    /// <param name="cache">Keys and values of the tokens before these; those of these are added. Null: there are none before.</param>
    /// <returns>(batch, vocabulary).</returns>
    Tensor NextLogits(Tensor inputIds, Tensor? attentionMask, KvCache? cache);
}
