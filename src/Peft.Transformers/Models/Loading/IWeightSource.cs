using Peft.Adapters;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Where a model's weights come from when its layers are made.</summary>
internal interface IWeightSource
{
    /// <summary>The weight of this name and shape; a new tensor that the caller owns.</summary>
    Tensor Get(string name, params long[] shape);

    /// <summary>The same where it is quantised; null where it is not.</summary>
    IQuantizedWeight? GetQuantized(string name, params long[] shape) => null;
}
