using Peft.Quantization.Kernels.Cuda;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Computes with four-bit weights on one kind of device. All backends give the same codes, scales and decoded values, to the bit.</summary>
internal abstract class FourBitBackend
{
    /// <summary>The fastest for a device: kernels on a CPU and on GPUs that CUDA's driver can use, torch's operators everywhere else.</summary>
    internal static FourBitBackend For(Device device) => device.type switch
    {
        DeviceType.CPU => CpuFourBit.Instance,
        DeviceType.CUDA when CudaDevices.Find(device.index, out _) is { } gpu => new CudaFourBit(gpu),
        _ => TorchFourBit.Instance,
    };

    /// <summary>Finds codes and absmax values.</summary>
    /// <param name="weight">Receives them, in memory on this device; not doubly quantised.</param>
    /// <param name="values">[elements], contiguous; Float32, Float16 or BFloat16.</param>
    internal abstract void Encode(FourBitParts weight, Tensor values);

    /// <summary>Decodes every element.</summary>
    /// <param name="weight">What to decode.</param>
    /// <param name="values">Receives as many elements, contiguous; Float32, Float16 or BFloat16.</param>
    internal abstract void Decode(FourBitParts weight, Tensor values);

    /// <summary>Decodes rows.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="ids">[n], Int64, each the number of a row.</param>
    /// <returns>[n, columns], Float32.</returns>
    internal abstract Tensor DecodeRows(FourBitParts weight, Tensor ids);

    /// <summary>x · Wᵀ.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="x">[…, columns]; Float32, Float16 or BFloat16.</param>
    /// <returns>[…, rows], of the type of <paramref name="x"/>; belongs to the current dispose scope.</returns>
    internal abstract Tensor TimesTransposed(FourBitParts weight, Tensor x);

    /// <summary>g · W.</summary>
    /// <param name="weight">[rows, columns].</param>
    /// <param name="g">[…, rows]; Float32, Float16 or BFloat16.</param>
    /// <returns>[…, columns], of the type of <paramref name="g"/>; belongs to the current dispose scope.</returns>
    internal abstract Tensor Times(FourBitParts weight, Tensor g);
}
