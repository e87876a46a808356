using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>The CUDA kernels, and torch's operators for products; see <see cref="CudaFourBit"/> on how long tensors live.</summary>
internal sealed class CudaInt8(CudaDevice device) : TorchInt8
{
    internal override (Tensor Codes, Tensor Absmax) Quantize(Tensor values)
    {
        using var scope = NewDisposeScope();
        Tensor source = values.contiguous(), codes = empty(values.shape, ScalarType.Int8, values.device), absmax = empty(values.shape[0], ScalarType.Float32, values.device);
        Launch("quantize_rows", source, new QuantizeRowsArguments(DeviceMemory.AddressOf(source), DeviceMemory.AddressOf(codes), DeviceMemory.AddressOf(absmax), (int)values.shape[0], (int)values.shape[1]));
        return scope.MoveToOuter(codes, absmax);
    }

    internal override Tensor Decode(Int8Tensor weight, long first, long count, ScalarType type)
    {
        if (!FloatTypes.IsKnown(type))
            return base.Decode(weight, first, count, type);
        using var scope = NewDisposeScope();
        Tensor codes = weight.Codes.narrow(0, first, count), absmax = weight.Absmax.narrow(0, first, count), values = empty(count, weight.Shape[1], type, weight.Device);
        Launch("dequantize_rows", values, new DequantizeRowsArguments(DeviceMemory.AddressOf(codes), DeviceMemory.AddressOf(absmax), DeviceMemory.AddressOf(values), (int)count, (int)weight.Shape[1]));
        return values.MoveToOuterDisposeScope();
    }

    private void Launch<TArguments>(string kernel, Tensor values, TArguments arguments)
        where TArguments : unmanaged => device.Launch($"{kernel}_{FloatTypes.NameOf(values.dtype)}", CudaKernels.RowThreads(values.shape[0]), arguments);
}
