using Peft.Adapters;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Where a model's weights come from when its layers are made.</summary>
internal interface IWeightSource
{
    /// <summary>The weight of this name and shape; a new tensor that the caller owns.</summary>
    Tensor Get(string name, params long[] shape);

    /// <summary>The same where it is quantised; null where it is not.</summary>
    /// <param name="name">The weight's name.</param>
    /// <param name="form">How it is stored where it is not.</param>
    /// <param name="shape">Of a linear layer (out, in).</param>
    IQuantizedWeight? GetQuantized(string name, WeightForm form, params long[] shape) => null;
}
