using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>What can be quantised in blocks.</summary>
internal static class BlockInput
{
    /// <summary>Makes sure that a weight can be quantised in blocks.</summary>
    /// <exception cref="ArgumentException">It has another type, or no values.</exception>
    internal static void Check(Tensor weight)
    {
        if (!FloatTypes.IsKnown(weight.dtype))
        {
            throw new ArgumentException($"The weight is {weight.dtype}; expected one of {FloatTypes.Names}. "
                + "help: Convert it first, for example with to_type(ScalarType.Float32).", nameof(weight));
        }
        if (weight.device_type == DeviceType.META)
            throw new ArgumentException($"The weight is on {weight.device}, where it has no values. help: Load or move it first.", nameof(weight));
        if (weight.NumberOfElements == 0)
            throw new ArgumentException($"The weight of shape [{string.Join(", ", weight.shape)}] has no elements. help: Leave it as it is.", nameof(weight));
    }

    /// <summary>Makes sure that blocks have a largest magnitude.</summary>
    /// <exception cref="ArgumentException">One has not.</exception>
    internal static void CheckFinite(ReadOnlySpan<float> absmax, int blockSize)
    {
        for (int block = 0; block < absmax.Length; block++)
        {
            if (!float.IsFinite(absmax[block]))
            {
                throw new ArgumentException($"The weight has a NaN or an infinity among the {blockSize} elements from {(long)block * blockSize} on, counted row by row. "
                    + "help: Repair the weight first.", "weight");
            }
        }
    }
}
