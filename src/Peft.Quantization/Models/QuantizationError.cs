using System.Globalization;
using Peft.Adapters;
using Peft.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>How far quantised weights are from what they were, in one form; for choosing one.</summary>
/// <param name="Form">NF4, NF4 + DQ (doubly quantised), FP4, int4 or int8. Int4, evenly spaced values from -7 to 7 times absmax / 7, is the plain baseline, which the library does not store.</param>
/// <param name="BitsPerElement">The memory that an element takes.</param>
/// <param name="Relative">‖Ŵ - W‖ / ‖W‖, over all weights.</param>
/// <param name="Largest">The largest |ŵ - w|.</param>
public sealed record QuantizationError(string Form, double BitsPerElement, double Relative, double Largest)
{
    private static readonly (string Name, Func<Tensor, int, (Tensor Values, long Bytes)> Round)[] s_forms =
    [
        ("NF4", (weight, blockSize) => Decoded(NF4Tensor.Quantize(weight, new() { BlockSize = blockSize }))),
        ("NF4 + DQ", (weight, blockSize) => Decoded(NF4Tensor.Quantize(weight, new() { BlockSize = blockSize, DoubleQuantize = true }))),
        ("FP4", (weight, blockSize) => Decoded(FP4Tensor.Quantize(weight, new() { BlockSize = blockSize }))),
        ("int4", RoundToInt4),
        ("int8", (weight, _) => Decoded(Int8Tensor.Quantize(weight))),
    ];

    /// <summary>Compares the forms on one weight.</summary>
    /// <param name="weight">(rows, columns), of any floating-point type; is not changed.</param>
    /// <param name="blockSize">The elements that share an absmax in four bits.</param>
    /// <returns>All forms, the one with the least relative error first.</returns>
    /// <exception cref="ArgumentException">The weight is no matrix with elements, or not finite in float16.</exception>
    /// <exception cref="PeftConfigException">There is no such block size.</exception>
    public static IReadOnlyList<QuantizationError> Compare(Tensor weight, int blockSize = 64)
    {
        ArgumentNullException.ThrowIfNull(weight);
        return Compare([() => weight.alias()], blockSize);
    }

    /// <summary>Compares the forms on the linear layers of a model that <c>Quantize</c> would replace; one weight at a time is in memory besides.</summary>
    /// <param name="model">Any model; is not changed.</param>
    /// <param name="blockSize">The elements that share an absmax in four bits.</param>
    /// <returns>All forms, the one with the least relative error first.</returns>
    /// <exception cref="ArgumentException">A weight is not finite in float16.</exception>
    /// <exception cref="PeftConfigException">There is no such block size.</exception>
    /// <exception cref="QuantizationException">There is no linear layer to quantise, or there are adapters.</exception>
    public static IReadOnlyList<QuantizationError> Compare(nn.Module model, int blockSize = 64)
    {
        ArgumentNullException.ThrowIfNull(model);
        var layers = new ModelQuantizer(model, new() { BlockSize = blockSize }).Targets().Select(target => target.Layer).ToList();
        return layers.Count > 0 ? Compare([.. layers.Select(layer => (Func<Tensor>)(() => layer.ToMatrix(layer.Weight).alias()))], blockSize)
            : throw new QuantizationException("The model has no linear layer below it that could be quantised.", "Give the model itself, before it is quantised.");
    }

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Form,-8} {BitsPerElement,6:0.000} bits, error {Relative:0.0000}, at most {Largest:0.######}");

    private static IReadOnlyList<QuantizationError> Compare(IReadOnlyList<Func<Tensor>> weights, int blockSize) =>
        [.. s_forms.Select(form => Measure(form.Name, weights, weight => form.Round(weight, blockSize))).OrderBy(error => error.Relative)];

    private static QuantizationError Measure(string name, IReadOnlyList<Func<Tensor>> weights, Func<Tensor, (Tensor Values, long Bytes)> round)
    {
        using var noGrad = no_grad();
        double error = 0, length = 0, largest = 0;
        long bytes = 0, elements = 0;
        foreach (var weight in weights)
        {
            using var scope = NewDisposeScope();
            var exact = weight().to(ScalarType.Float32).contiguous();
            var (values, size) = round(exact);
            var difference = values.sub(exact);
            error += Math.Pow(linalg.vector_norm(difference).item<float>(), 2);
            length += Math.Pow(linalg.vector_norm(exact).item<float>(), 2);
            largest = Math.Max(largest, difference.abs().max().item<float>());
            (bytes, elements) = (bytes + size, elements + exact.numel());
        }
        return new(name, 8.0 * bytes / elements, length == 0 ? 0 : Math.Sqrt(error / length), largest);
    }

    private static (Tensor Values, long Bytes) Decoded(IQuantizedWeight weight)
    {
        using (weight)
            return (weight.Dequantize(ScalarType.Float32), weight.ByteCount);
    }

    private static (Tensor Values, long Bytes) RoundToInt4(Tensor weight, int blockSize)
    {
        const double LargestCode = 7, SmallestStep = 1e-38;
        using Scalar codes = LargestCode, smallest = SmallestStep;
        long elements = weight.numel(), missing = (blockSize - (elements % blockSize)) % blockSize;
        var blocks = nn.functional.pad(weight.view(-1), [0, missing]).view(-1, blockSize);
        var step = blocks.abs().amax([1], keepdim: true).div(codes).clamp_min(smallest);
        var values = blocks.div(step).round().mul(step).view(-1).narrow(0, 0, elements).view(weight.shape);
        return (values, ((elements + 1) / 2) + (blocks.size(0) * sizeof(float)));
    }
}
