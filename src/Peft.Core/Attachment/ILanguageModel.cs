using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Implemented by models that have token embeddings, so that <c>all-linear</c> can leave the output head alone as PEFT does.</summary>
public interface ILanguageModel
{
    /// <summary>The layer that turns token ids into vectors.</summary>
    Module? InputEmbeddings { get; }

    /// <summary>The layer that turns hidden states into logits.</summary>
    Module? OutputEmbeddings { get; }
}
