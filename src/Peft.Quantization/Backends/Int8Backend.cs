using Peft.Quantization.Kernels.Cuda;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Computes with int8 matrices on one kind of device. All backends give the same codes, scales, decoded values and integer products, to the bit.</summary>
internal abstract class Int8Backend
{
    /// <summary>The fastest for a device.</summary>
    internal static Int8Backend For(Device device) => device.type switch
    {
        DeviceType.CPU => CpuInt8.Instance,
        DeviceType.CUDA when CudaDevices.Find(device.index, out _) is { } gpu => new CudaInt8(gpu),
        _ => TorchInt8.Instance,
    };

    /// <summary>How many rows of a weight products with its dequantised values take at once.</summary>
    internal abstract long RowsAtOnce(Int8Tensor weight);

    /// <summary>Finds codes and absmax of every row.</summary>
    /// <param name="values">[rows, columns], Float32.</param>
    internal abstract (Tensor Codes, Tensor Absmax) Quantize(Tensor values);

    /// <summary>Decodes rows.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="type">Any floating-point type.</param>
    /// <returns>[count, columns].</returns>
    internal abstract Tensor Decode(Int8Tensor weight, long first, long count, ScalarType type);

    /// <summary>x · Wᵀ with both in int8: x is quantised row by row; columns with a magnitude of at least the threshold are multiplied in float32.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[batch, columns], Float32.</param>
    /// <param name="rounded">x in float16, as Float32.</param>
    /// <param name="threshold">From which magnitude on a value is an outlier; 0 for never.</param>
    /// <returns>[batch, rows], Float32.</returns>
    internal abstract Tensor TimesTransposed(Int8Tensor weight, Tensor x, Tensor rounded, float threshold);
}
