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
    // For more rows the tensor cores, with a decoded weight, are faster.
    private const int MostVectors = 8;

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
            BitOperations.Log2((uint)weight.BlockSize));
        device.Launch($"quantize4_{FloatTypes.NameOf(values.dtype)}", CudaKernels.QuantizeThreads(weight.NumberOfElements, (int)values.ElementSize), arguments);
        GC.KeepAlive(values);
        GC.KeepAlive(weight);
    }

    internal override void Decode(FourBitParts weight, Tensor values)
    {
        var arguments = new DequantizeArguments(View(weight), DeviceMemory.AddressOf(values));
        device.Launch($"dequantize4_{FloatTypes.NameOf(values.dtype)}", CudaKernels.DequantizeThreads(weight.NumberOfElements, (int)values.ElementSize), arguments);
        GC.KeepAlive(values);
        GC.KeepAlive(weight);
    }

    internal override Tensor TimesTransposed(FourBitParts weight, Tensor x)
    {
        int rows = (int)weight.Shape[0], columns = (int)weight.Shape[1];
        long batch = x.NumberOfElements / columns;
        if (batch is 0 or > MostVectors)
            return base.TimesTransposed(weight, x);
        using var scope = NewDisposeScope();
        Tensor input = x.is_contiguous() ? x : x.contiguous();
        DeviceWeight view = View(weight);
        ulong source = DeviceMemory.AddressOf(input);
        if (!CudaKernels.CanMultiply(view, source, columns))
            return base.TimesTransposed(weight, x).MoveToOuterDisposeScope();
        Tensor result = empty([.. x.shape[..^1], rows], x.dtype, weight.Device);
        var arguments = new GemvArguments(view, source, DeviceMemory.AddressOf(result), rows, columns, (int)batch);
        device.Launch($"{(batch == 1 ? "gemv4" : "gemm4")}_{FloatTypes.NameOf(x.dtype)}", CudaKernels.GemvThreads(rows), arguments, CudaKernels.GemvBlockThreads);
        GC.KeepAlive(weight);
        GC.KeepAlive(x);
        return result.MoveToOuterDisposeScope();
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
