using Peft.Adapters;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Weights that are quantised when they are asked for, one at a time.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="options">How, and which are not; without a list, output layers by their names.</param>
internal sealed class QuantizingWeights(IWeightSource source, QuantizationOptions options) : IWeightSource
{
    public Tensor Get(string name, params long[] shape) => source.Get(name, shape);

    public IQuantizedWeight? GetQuantized(string name, WeightForm form, params long[] shape)
    {
        if (source.GetQuantized(name, form, shape) is { } quantized)
            return quantized;
        if (options.SkipsByName(name[..name.LastIndexOf('.')]) || (form == WeightForm.Table && !options.Embeddings))
            return null;
        using var scope = NewDisposeScope();
        bool isTransposed = form == WeightForm.Transposed;
        var weight = source.Get(name, isTransposed ? [shape[1], shape[0]] : shape);
        try
        {
            return options.Quantize(isTransposed ? weight.t() : weight);
        }
        catch (ArgumentException e)
        {
            throw new QuantizationException($"'{name}' cannot be quantised: {e.Message}", "Mend the weight, or name its layer in Skip.", e);
        }
    }
}
