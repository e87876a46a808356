using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>Memory that a GPU and the CPU see at the same address; freed once, by <see cref="SafeHandle.Dispose()"/> or with the object.</summary>
internal sealed class UnifiedMemory : SafeHandle
{
    private const int OutOfMemory = 2;

    private readonly CudaDevice _device;
    private readonly long _bytes;
    private bool _movesPages;

    private UnifiedMemory(CudaDevice device, long bytes) : base(0, ownsHandle: true) => (_device, _bytes) = (device, bytes);

    public override bool IsInvalid => handle == 0;

    /// <summary>The address; the memory must be kept alive while it is used.</summary>
    internal ulong Address => (ulong)handle;

    /// <summary>Allocates memory and queues its clearing.</summary>
    /// <param name="device">The GPU that uses it.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="staysOnDevice">Whether its pages are better on the GPU than on the CPU while nobody uses them.</param>
    /// <exception cref="InsufficientMemoryException">There is not so much.</exception>
    internal static UnifiedMemory Allocate(CudaDevice device, long bytes, bool staysOnDevice)
    {
        var memory = new UnifiedMemory(device, bytes);
        try
        {
            using var context = device.Enter();
            memory.Allocate();
            memory._movesPages = device.Unified.CanMovePages(device.Number);
            if (memory._movesPages)
                device.Unified.Prefer(memory.Address, bytes, staysOnDevice ? device.Number : UnifiedDriver.Cpu);
            memory.MoveToDevice();
            device.Unified.Clear(memory.Address, bytes);
            return memory;
        }
        catch
        {
            memory.Dispose();
            throw;
        }
    }

    /// <summary>Queues that its pages go to the GPU, ahead of a kernel that uses them. Where pages cannot be moved on request, the launch does it.</summary>
    internal void Prefetch()
    {
        using var context = _device.Enter();
        MoveToDevice();
    }

    /// <summary>Waits until the CPU may read and write.</summary>
    internal void Synchronize()
    {
        using var context = _device.Enter();
        _device.Unified.Synchronize();
    }

    protected override bool ReleaseHandle()
    {
        try
        {
            // What is queued may still use it.
            Synchronize();
            using var context = _device.Enter();
            _device.Unified.Free(Address);
            return true;
        }
        catch (CudaException)
        {
            return false;
        }
    }

    private void Allocate()
    {
        try
        {
            SetHandle((nint)_device.Unified.Allocate(_bytes));
        }
        catch (CudaException e) when (e.Result == OutOfMemory)
        {
            throw new InsufficientMemoryException(
                $"There are no {_bytes} bytes of unified memory: cuMemAllocManaged gave {OutOfMemory}, CUDA_ERROR_OUT_OF_MEMORY. help: Take states of eight bits, a quarter as large, or keep them in files.", e);
        }
    }

    private void MoveToDevice()
    {
        if (_movesPages)
            _device.Unified.Prefetch(Address, _bytes, _device.Number);
    }
}
