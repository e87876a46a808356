using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>
/// What is used of the CUDA driver for unified memory, which has the same address on the CPU and on GPUs, and whose pages the driver moves to where they are used. Everything is queued on the stream of
/// the kernels, in the current context.
/// </summary>
internal sealed unsafe class UnifiedDriver
{
    private const int ManagedMemory = 83, ConcurrentManagedAccess = 89, PreferredLocation = 3;
    private const uint Global = 1;

    private readonly CudaDriver _driver;
    private readonly delegate* unmanaged<int*, int, int, int> _getAttribute;
    private readonly delegate* unmanaged<ulong*, nuint, uint, int> _allocate;
    private readonly delegate* unmanaged<ulong, int> _free;
    private readonly delegate* unmanaged<ulong, byte, nuint, nint, int> _fill;
    private readonly delegate* unmanaged<int> _synchronize;

    // Since CUDA 12.2 a place may be a struct, since CUDA 13 it has to be. Before, it is a device's number.
    private readonly delegate* unmanaged<ulong, nuint, Location, uint, nint, int> _prefetch;
    private readonly delegate* unmanaged<ulong, nuint, int, nint, int> _firstPrefetch;
    private readonly delegate* unmanaged<ulong, nuint, int, Location, int> _advise;
    private readonly delegate* unmanaged<ulong, nuint, int, int, int> _firstAdvise;

    /// <summary>Finds the functions.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="find">Where the function of a name is; 0 if there is none.</param>
    internal UnifiedDriver(CudaDriver driver, Func<string, nint> find)
    {
        _driver = driver;
        _getAttribute = (delegate* unmanaged<int*, int, int, int>)CudaDriver.Export(find, "cuDeviceGetAttribute");
        _allocate = (delegate* unmanaged<ulong*, nuint, uint, int>)CudaDriver.Export(find, "cuMemAllocManaged");
        _free = (delegate* unmanaged<ulong, int>)CudaDriver.Export(find, "cuMemFree_v2");
        _fill = (delegate* unmanaged<ulong, byte, nuint, nint, int>)CudaDriver.Export(find, "cuMemsetD8Async");
        _synchronize = (delegate* unmanaged<int>)CudaDriver.Export(find, "cuCtxSynchronize");
        _prefetch = (delegate* unmanaged<ulong, nuint, Location, uint, nint, int>)find("cuMemPrefetchAsync_v2");
        _advise = (delegate* unmanaged<ulong, nuint, int, Location, int>)find("cuMemAdvise_v2");
        if (_prefetch is null)
            _firstPrefetch = (delegate* unmanaged<ulong, nuint, int, nint, int>)CudaDriver.Export(find, "cuMemPrefetchAsync");
        if (_advise is null)
            _firstAdvise = (delegate* unmanaged<ulong, nuint, int, int, int>)CudaDriver.Export(find, "cuMemAdvise");
    }

    /// <summary>Whether a device has unified memory.</summary>
    internal bool IsSupported(int device) => Attribute(device, ManagedMemory);

    /// <summary>Whether pages can be moved on request, while kernels run. Otherwise all memory goes to the device with every launch, and the CPU must not touch it until the device is idle.</summary>
    internal bool CanMovePages(int device) => Attribute(device, ConcurrentManagedAccess);

    internal ulong Allocate(long bytes)
    {
        ulong address;
        _driver.Check(_allocate(&address, (nuint)bytes, Global), "cuMemAllocManaged");
        return address;
    }

    internal void Free(ulong address) => _driver.Check(_free(address), "cuMemFree");

    internal void Clear(ulong address, long bytes) => _driver.Check(_fill(address, 0, (nuint)bytes, CudaDriver.Stream), "cuMemsetD8Async");

    /// <summary>Waits until everything that was queued in the current context is done.</summary>
    internal void Synchronize() => _driver.Check(_synchronize(), "cuCtxSynchronize");

    /// <summary>Brings pages to a device.</summary>
    internal void Prefetch(ulong address, long bytes, int device) => _driver.Check(
        _prefetch is not null ? _prefetch(address, (nuint)bytes, Location.Of(device), 0, CudaDriver.Stream) : _firstPrefetch(address, (nuint)bytes, device, CudaDriver.Stream), "cuMemPrefetchAsync");

    /// <summary>Tells where pages should be while nothing else decides it.</summary>
    /// <param name="address">The first.</param>
    /// <param name="bytes">Their size.</param>
    /// <param name="device">A device, or <see cref="Cpu"/>.</param>
    internal void Prefer(ulong address, long bytes, int device) => _driver.Check(
        _advise is not null ? _advise(address, (nuint)bytes, PreferredLocation, Location.Of(device)) : _firstAdvise(address, (nuint)bytes, PreferredLocation, device), "cuMemAdvise");

    /// <summary>The CPU, where a device is asked for.</summary>
    internal const int Cpu = -1;

    private bool Attribute(int device, int attribute)
    {
        int value;
        _driver.Check(_getAttribute(&value, attribute, device), "cuDeviceGetAttribute");
        return value != 0;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Location(int Type, int Id)
    {
        private const int Device = 1, Host = 2;

        internal static Location Of(int device) => device == Cpu ? new(Host, 0) : new(Device, device);
    }
}
