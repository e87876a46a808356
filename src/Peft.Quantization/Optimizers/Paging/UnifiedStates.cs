using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States in unified memory: a GPU's kernels work on them, and the driver takes their pages to the computer's memory when the GPU's is needed for something else. bitsandbytes' way of paging.</summary>
internal sealed unsafe class UnifiedStates : MappedStates, IDeviceStates
{
    private readonly StatePaging _paging;
    private readonly bool _isKept;
    private readonly UnifiedMemory _memory;

    internal UnifiedStates(StateLayout layout, StatePaging paging, CudaDevice gpu, Device device) : base(layout, layout.Count)
    {
        (_paging, Gpu, Device) = (paging, gpu, device);
        _isKept = paging.TryKeep(layout.Bytes);
        try
        {
            _memory = UnifiedMemory.Allocate(gpu, BytesOf(layout, layout.Count), _isKept);
        }
        catch
        {
            LetGo();
            throw;
        }
    }

    StateLayout IDeviceStates.Layout => Layout;

    DeviceState[] IDeviceStates.OnDevice()
    {
        _memory.Prefetch();
        byte* start = (byte*)_memory.Address;
        return [.. Layout.Formats.Select((format, state) => DeviceStates.Of(format, Device, (ulong)ValuesOf(start, state, Layout.Count), (ulong)AbsmaxOf(start, state, Layout.Count)))];
    }

    public Device Device { get; }

    public CudaDevice? Gpu { get; }

    internal override void Close(int segment)
    {
    }

    public override void Dispose()
    {
        if (!_memory.IsClosed)
            LetGo();
        _memory.Dispose();
    }

    protected override byte* Map(int segment)
    {
        _memory.Synchronize();
        return (byte*)_memory.Address;
    }

    private void LetGo()
    {
        if (_isKept)
            _paging.Release(Layout.Bytes);
    }
}
