using static TorchSharp.torch.nn;

namespace Peft.Attachment;

/// <summary>Implemented by a layer that computes with the weight of another one, so that merging an adapter into that weight can be refused.</summary>
public interface ITiedLayer
{
    /// <summary>The layer whose weight it is.</summary>
    Module WeightOwner { get; }
}
