using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States that kernels of a GPU may work on.</summary>
internal interface IDeviceStates
{
    /// <summary>Their form.</summary>
    StateLayout Layout { get; }

    /// <summary>The device of their parameter.</summary>
    Device Device { get; }

    /// <summary>The GPU that has the kernels; <see langword="null"/> if there is none.</summary>
    CudaDevice? Gpu { get; }

    /// <summary>The states as the next kernel sees them, as long as they live.</summary>
    DeviceState[] OnDevice();
}
