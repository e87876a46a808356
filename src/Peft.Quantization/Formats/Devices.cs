using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization;

internal static class Devices
{
    /// <summary>Whether what is on a device is already where another device is named; one without an index is any of its type.</summary>
    internal static bool Is(this Device device, Device other) =>
        device.type == other.type && (device.type == DeviceType.CPU || other.index < 0 || device.index == other.index);
}
