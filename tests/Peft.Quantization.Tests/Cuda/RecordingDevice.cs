using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>The interpreter, noting every launch.</summary>
internal sealed class RecordingDevice(PtxModule module) : InterpretedDevice(module, new GlobalMemory())
{
    public List<PtxLaunch> Launches { get; } = [];

    protected override void Run(PtxKernel kernel, PtxGrid grid, byte[] argument, GlobalMemory memory) => Launches.Add(PtxLaunch.Record(kernel, grid, argument, memory));
}
