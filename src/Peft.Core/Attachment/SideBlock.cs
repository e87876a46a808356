using static TorchSharp.torch;

namespace Peft.Attachment;

/// <summary>A block of a side network that a model is to make: like one of its own, but narrower.</summary>
/// <param name="Layer">The model's own block that it stands beside, counted from 0.</param>
/// <param name="Index">Its number among the side network's blocks, from 0, in a decoder that follows an encoder from 0 again: some of the model's may have none.</param>
/// <param name="ReductionFactor">How many times narrower it is, in all its sizes.</param>
/// <param name="Start">The values that it starts with.</param>
/// <param name="Type">The type of its parameters.</param>
/// <param name="Device">Where it is to be.</param>
public sealed record SideBlock(int Layer, int Index, int ReductionFactor, SideStart Start, ScalarType Type, Device Device);

/// <summary>The values that the blocks of a side network start with.</summary>
public enum SideStart
{
    /// <summary>Those of a new block of the model.</summary>
    Random,

    /// <summary>Those of the model's own block that are largest.</summary>
    Pruned,

    /// <summary>Any: a file has them.</summary>
    FromFile,
}
