using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>The lengths of the last hundred gradients of a parameter, for percentile clipping.</summary>
internal sealed class GradientHistory
{
    internal const int Size = 100;
    internal const string Key = "gradient_norms";

    private readonly float[] _lengths = new float[Size];

    /// <summary>What to scale a gradient with so that it is no longer than a percentage of the last hundred.</summary>
    /// <param name="length">The gradient's length.</param>
    /// <param name="step">The number of the step, from 1. The first one stands for all before it.</param>
    /// <param name="percentile">From 1 to 99.</param>
    internal float Clip(float length, long step, int percentile)
    {
        if (step == 1)
            Array.Fill(_lengths, length);
        _lengths[step % Size] = length;
        float longest = _lengths.Order().ElementAt(percentile);
        return length > longest ? longest / length : 1;
    }

    internal IEnumerable<StatePart> Parts() => [new(Key, ScalarType.Float32, [Size], () => tensor(_lengths))];

    internal static GradientHistory? Of(IReadOnlyDictionary<string, Tensor> tensors)
    {
        if (!tensors.TryGetValue(Key, out Tensor? saved))
            return null;
        GradientHistory history = new();
        saved.data<float>().CopyTo(history._lengths);
        return history;
    }
}
