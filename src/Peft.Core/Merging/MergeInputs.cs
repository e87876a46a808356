using static TorchSharp.torch;

namespace Peft.Merging;

/// <summary>What combining asks of tensors and weights, and the precision it computes in.</summary>
internal static class MergeInputs
{
    internal static void Check(IReadOnlyList<Tensor> tensors, IReadOnlyList<double> weights)
    {
        CheckTensors(tensors);
        CheckCount(tensors.Count, weights);
    }

    internal static void CheckCount(int count, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Count != count)
            throw new ArgumentException($"There are {count} things to combine and {weights.Count} weights. help: Give one weight for each.", nameof(weights));
        if (weights.Any(w => !double.IsFinite(w)))
            throw new ArgumentException($"A weight is not finite: [{string.Join(", ", weights)}]. help: Give finite numbers; they may be negative or zero.", nameof(weights));
    }

    internal static void CheckTensors(IReadOnlyList<Tensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == 0)
            throw new ArgumentException("There is no tensor to combine. help: Give at least one.", nameof(tensors));
        foreach (var tensor in tensors)
        {
            CheckFloat(tensor);
            if (!tensor.shape.SequenceEqual(tensors[0].shape))
                throw new ArgumentException($"Tensors of different shapes, {Shape(tensors[0])} and {Shape(tensor)}. help: Only tensors of one shape can be combined.", nameof(tensors));
        }
    }

    internal static void CheckFloat(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!tensor.is_floating_point())
            throw new ArgumentException($"A tensor is {tensor.dtype}; expected a floating-point type. help: Dequantise or convert it first.", nameof(tensor));
    }

    internal static void CheckDensity(double density)
    {
        if (!(density >= 0 && density <= 1))
            throw new ArgumentOutOfRangeException(nameof(density), density, "The density is the fraction of values to keep. help: Give a number from 0 to 1.");
    }

    /// <summary>The same values in at least single precision: the tensor itself where it has that.</summary>
    internal static Tensor Widen(Tensor tensor) => tensor.to_type(tensor.dtype is ScalarType.Float16 or ScalarType.BFloat16 ? ScalarType.Float32 : tensor.dtype);

    internal static string Shape(Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
