using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The weights of a new model: matrices from a normal distribution, biases 0, norms 1.</summary>
internal sealed class RandomWeights(Func<string, double> deviation, ScalarType type, Device device) : IWeightSource
{
    public Tensor Get(string name, params long[] shape)
    {
        if (shape.Length == 1)
            return name.EndsWith("bias", StringComparison.Ordinal) ? zeros(shape, type, device) : ones(shape, type, device);
        return empty(shape, type, device).normal_(0, deviation(name));
    }
}
