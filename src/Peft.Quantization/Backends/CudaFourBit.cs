using System.Numerics;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The CUDA kernels, and torch's operators for what they cannot do.</summary>
/// <remarks>
/// A launch returns before the kernel has run. The memory of a tensor that is disposed meanwhile goes back to torch's allocator, which hands it only to work queued later on the same stream: so a tensor
/// has to live until the launch, and no longer.
/// </remarks>
internal sealed class CudaFourBit(CudaDevice device) : TorchFourBit
{
    private const ulong PackedAlignment = 8, ValuesAlignment = 16;

    internal override void Encode(FourBitParts weight, Tensor values)
    {
        DeviceCodebook codebook = weight.Codebook.On(weight.Device);
        var arguments = new QuantizeArguments(
            DeviceMemory.AddressOf(values),
            DeviceMemory.AddressOf(codebook.Midpoints),
            DeviceMemory.AddressOf(codebook.SortedCodes),
            DeviceMemory.AddressOf(weight.Packed),
            DeviceMemory.AddressOf(weight.Absmax.Values),
            weight.NumberOfElements,
            weight.BlockSize);
        device.Launch($"quantize4_{FloatTypes.NameOf(values.dtype)}", Blocks.Count(weight.NumberOfElements, weight.BlockSize) * CudaDevice.WarpThreads, arguments);
        GC.KeepAlive(values);
        GC.KeepAlive(weight);
    }

    internal override void Decode(FourBitParts weight, Tensor values)
    {
        DeviceWeight view = View(weight);
        ulong target = DeviceMemory.AddressOf(values);
        if (view.Packed % PackedAlignment != 0 || target % ValuesAlignment != 0)
        {
            base.Decode(weight, values);
            return;
        }
        device.Launch($"dequantize4_{FloatTypes.NameOf(values.dtype)}", (weight.NumberOfElements + 15) / 16, new DequantizeArguments(view, target));
        GC.KeepAlive(values);
        GC.KeepAlive(weight);
    }

    private static DeviceWeight View(FourBitParts weight)
    {
        ulong values = DeviceMemory.AddressOf(weight.Absmax.Values);
        DeviceAbsmax absmax = weight.Absmax.Nested is not { } nested ? new(values)
            : new(DeviceMemory.AddressOf(nested.Absmax), values, DeviceMemory.AddressOf(nested.Map.On(weight.Device).Values), nested.Offset);
        ulong codebook = DeviceMemory.AddressOf(weight.Codebook.On(weight.Device).Values);
        return new(DeviceMemory.AddressOf(weight.Packed), codebook, absmax, weight.NumberOfElements, BitOperations.Log2((uint)weight.BlockSize));
    }
}
