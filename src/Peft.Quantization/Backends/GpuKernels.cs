using Peft.Quantization.Kernels.Cuda;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The kernels that compute with four-bit weights on GPUs. They come with the library and need no CUDA toolkit: the GPU's driver compiles them when they are first used.</summary>
public static class GpuKernels
{
    /// <summary>Tells why four-bit weights on a device are computed with by torch's operators, which gives the same values more slowly.</summary>
    /// <param name="device">The device; CUDA without an index is the first GPU.</param>
    /// <returns>What is in the way, or null if the kernels are used.</returns>
    public static string? WhyUnavailable(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        if (device.type != DeviceType.CUDA)
            return $"There are kernels for {DeviceType.CUDA} alone, not for {device}.";
        CudaDevices.Find(Math.Max(device.index, 0), out string? problem);
        return problem;
    }
}
