using static TorchSharp.torch;

namespace Peft.Quantization;

/// <summary>Where a tensor's memory is. TorchSharp tells that of its storage, whatever its type and device, to classes that derive from <see cref="Storage"/>.</summary>
internal static class DeviceMemory
{
    /// <summary>The address of a tensor's first element in the memory of its device; the tensor must be kept alive while it is used.</summary>
    internal static ulong AddressOf(Tensor tensor) => (ulong)((long)new Memory(tensor).data_ptr() + (tensor.storage_offset() * tensor.ElementSize));

    private sealed class Memory(Tensor tensor) : Storage(tensor)
    {
        public override int element_size() => (int)_tensor.ElementSize;
    }
}
