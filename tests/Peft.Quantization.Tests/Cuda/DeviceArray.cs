using System.Runtime.InteropServices;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>An array in a device's memory.</summary>
internal sealed class DeviceArray<T> : IDisposable
    where T : unmanaged
{
    private readonly KernelDevice _device;
    private readonly int _length;

    public DeviceArray(KernelDevice device, ReadOnlySpan<T> values)
    {
        (_device, _length) = (device, values.Length);
        Address = device.Allocate(MemoryMarshal.AsBytes(values).Length);
        device.Write(Address, MemoryMarshal.AsBytes(values));
    }

    /// <summary>At a multiple of 256 bytes.</summary>
    public ulong Address { get; }

    public T[] Read()
    {
        T[] values = new T[_length];
        _device.Read(Address, MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }

    public void Dispose() => _device.Free(Address);
}
