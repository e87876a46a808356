using System.Numerics;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>A step by a kernel, on a GPU that has them, in the memory of the parameter and its states.</summary>
internal static class CudaUpdate
{
    // What the kernels take.
    private const int SmallestBlock = 64;

    /// <summary>The GPU that a device is; <see langword="null"/> if it is none, or none that has the kernels.</summary>
    internal static CudaDevice? FindGpu(Device device) => device.type == DeviceType.CUDA ? CudaDevices.FindForUpdates(device.index) : null;

    /// <summary>Takes a step, if it can be taken so: types, layout, and no bound on the length of the step, which needs two passes.</summary>
    internal static bool TryRun(UpdateRule rule, Tensor parameter, Tensor gradient, IDeviceStates states, in UpdateStep step)
    {
        StateLayout layout = states.Layout;
        if (states.Gpu is not { } gpu || !IsOn(parameter, states.Device) || step.Options.MaxUpdateNorm > 0 || !FloatTypes.IsKnown(parameter.dtype) || gradient.dtype != parameter.dtype
            || !parameter.is_contiguous() || !gradient.is_contiguous() || (layout.IsQuantized && (layout.BlockSize < SmallestBlock || !BitOperations.IsPow2(layout.BlockSize))))
        {
            return false;
        }
        Run(gpu, rule, parameter, gradient, states, step);
        return true;
    }

    private static bool IsOn(Tensor tensor, Device device) => tensor.device.type == device.type && tensor.device.index == device.index;

    /// <summary>Queues the kernel.</summary>
    internal static void Run(CudaDevice device, UpdateRule rule, Tensor parameter, Tensor gradient, IDeviceStates states, in UpdateStep step)
    {
        FloatFormat type = parameter.dtype switch { ScalarType.Float16 => FloatFormat.Float16, ScalarType.BFloat16 => FloatFormat.BFloat16, _ => FloatFormat.Float32 };
        rule.Launch(device, new DeviceUpdate(DeviceMemory.AddressOf(parameter), DeviceMemory.AddressOf(gradient), states.OnDevice(), states.Layout, type), step);
        GC.KeepAlive(parameter);
        GC.KeepAlive(gradient);
        GC.KeepAlive(states);
    }
}

/// <summary>What a step works on, in the memory of a device.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Gradient">Its gradient, of the same type.</param>
/// <param name="States">Its states.</param>
/// <param name="Layout">Their form.</param>
/// <param name="Type">Of parameter and gradient.</param>
internal readonly record struct DeviceUpdate(ulong Parameter, ulong Gradient, DeviceState[] States, StateLayout Layout, FloatFormat Type)
{
    /// <summary>The arguments of a kernel.</summary>
    internal UpdateArguments<TUpdate> Arguments<TUpdate>(TUpdate update, float scale)
        where TUpdate : unmanaged, IUpdate =>
        new(Parameter, Gradient, States[0], States.ElementAtOrDefault(1), States.ElementAtOrDefault(2), Layout.Count, BitOperations.Log2((uint)Layout.BlockSize), Type, scale, update.Rate, update);
}
