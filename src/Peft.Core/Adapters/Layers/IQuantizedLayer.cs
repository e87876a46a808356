using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters;

/// <summary>
/// Implemented by a layer, a <c>Module&lt;Tensor, Tensor&gt;</c>, that keeps its weight in fewer bits. Every adapter method then takes it as it takes any other layer;
/// merging dequantises, adds and quantises again.
/// </summary>
public interface IQuantizedLayer
{
    /// <summary>What kind of layer it is: <see cref="LayerKind.Linear"/> with a weight (out, in), or <see cref="LayerKind.Embedding"/> with (vocabulary, out).</summary>
    LayerKind Kind => LayerKind.Linear;

    /// <summary>The weight. Setting it changes what the layer computes with; whoever does so disposes the one that was there, or keeps it to put it back.</summary>
    IQuantizedWeight QuantizedWeight { get; set; }
}

/// <summary>A weight in fewer bits, which never changes.</summary>
public interface IQuantizedWeight : IDisposable
{
    /// <summary>The shape of the weight that was quantised.</summary>
    IReadOnlyList<long> Shape { get; }

    /// <summary>The element type of the weight that was quantised.</summary>
    ScalarType DType { get; }

    /// <summary>Where it is.</summary>
    Device Device { get; }

    /// <summary>The memory it takes, in bytes.</summary>
    long ByteCount { get; }

    /// <summary>The weight as it counts: what the layer multiplies by.</summary>
    /// <param name="dtype">Null for <see cref="DType"/>.</param>
    /// <returns>A new tensor, which belongs to the current dispose scope, if there is one.</returns>
    Tensor Dequantize(ScalarType? dtype = null);

    /// <summary>Another weight in the same form: format, options, <see cref="DType"/>.</summary>
    /// <param name="weight">Of the same shape; any floating-point type.</param>
    /// <returns>A new object, which the caller disposes.</returns>
    IQuantizedWeight Requantize(Tensor weight);

    /// <summary>The same weight, bit for bit, on a device.</summary>
    /// <param name="device">Any device.</param>
    /// <returns>A new object, which the caller disposes.</returns>
    IQuantizedWeight To(Device device);
}
