using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using static TorchSharp.torch;

namespace Peft.Optimizers;

/// <summary>States in tensors, on the device of their parameter.</summary>
internal sealed class TensorStates : StateMemory, IDeviceStates
{
    private readonly Tensor[] _values, _absmax;

    internal TensorStates(StateLayout layout, Device device) : base(layout)
    {
        _values = [.. layout.Formats.Select(_ => On(device, NewValues()))];
        _absmax = [.. layout.Formats.Select(_ => On(device, NewAbsmax()))];
    }

    internal override int Segments => 1;

    public Device Device => _values[0].device;

    public CudaDevice? Gpu => CudaUpdate.FindGpu(Device);

    StateLayout IDeviceStates.Layout => Layout;

    internal override unsafe StateSegment Open(int segment) => new(0, Layout.Count,
    [
        .. Layout.Formats.Select((format, state) => Layout.IsQuantized
            ? new FloatStorage(format, _values[state].Pointer<byte>(), _absmax[state].Pointer<float>(), Layout.BlockSize)
            : new FloatStorage(format, _values[state].Pointer<float>())),
    ]);

    internal override void Close(int segment)
    {
    }

    internal override void Read(int state, Tensor values, Tensor absmax)
    {
        values.copy_(_values[state]);
        absmax.copy_(_absmax[state]);
    }

    internal override void Write(int state, Tensor values, Tensor absmax)
    {
        _values[state].copy_(values);
        _absmax[state].copy_(absmax);
    }

    /// <summary>The states in float32, in the current dispose scope; copies where they are quantised.</summary>
    internal Tensor[] Decode() => Layout.IsQuantized
        ? [.. Layout.Formats.Select((format, state) => TensorBlocks.Decode(_values[state], _absmax[state], format, Layout.BlockSize))]
        : [.. _values.Select(values => values.alias())];

    DeviceState[] IDeviceStates.OnDevice() =>
        [.. Layout.Formats.Select((format, state) => DeviceStates.Of(format, Device, DeviceMemory.AddressOf(_values[state]), Layout.IsQuantized ? DeviceMemory.AddressOf(_absmax[state]) : 0))];

    /// <summary>Keeps states that are float32.</summary>
    internal void Encode(Tensor[] states)
    {
        for (int state = 0; state < states.Length; state++)
        {
            if (Layout.IsQuantized)
                TensorBlocks.Encode(states[state], _values[state], _absmax[state], Layout.Formats[state], Layout.BlockSize);
            else
                _values[state].copy_(states[state]);
        }
    }

    internal void To(Device device)
    {
        for (int state = 0; state < _values.Length; state++)
            (_values[state], _absmax[state]) = (On(device, _values[state]), On(device, _absmax[state]));
    }

    public override void Dispose()
    {
        foreach (Tensor tensor in _values.Concat(_absmax))
            tensor.Dispose();
    }

    private static Tensor On(Device device, Tensor tensor) => tensor.to(device, disposeAfter: true).DetachFromDisposeScope();
}
