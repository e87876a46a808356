using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States for the kernels of a GPU.</summary>
internal static class DeviceStates
{
    /// <summary>A state at an address.</summary>
    /// <param name="format">How it is kept.</param>
    /// <param name="device">Where the values of its codes are to be.</param>
    /// <param name="values">Float32 numbers or codes.</param>
    /// <param name="absmax">The absmax values of codes.</param>
    internal static DeviceState Of(FloatFormat format, Device device, ulong values, ulong absmax)
    {
        if (format == FloatFormat.Float32)
            return new(values);
        DeviceCodebook map = (format == FloatFormat.Dynamic ? Codebook.Dynamic : Codebook.DynamicUnsigned).On(device);
        return new(values, absmax, DeviceMemory.AddressOf(map.Values), DeviceMemory.AddressOf(map.Midpoints));
    }
}
