using System.Runtime.InteropServices;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Kernels on the interpreter, in memory of this process.</summary>
internal sealed unsafe class InterpretedDevice(PtxModule module, GlobalMemory memory) : KernelDevice
{
    // As a driver aligns.
    private const int Alignment = 256;

    /// <summary>How many instructions each launch has executed.</summary>
    public List<long> Steps { get; } = [];

    public override ulong Allocate(int bytes)
    {
        void* start = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
        memory.Add(start, bytes);
        return (ulong)start;
    }

    public override void Free(ulong address)
    {
        memory.Remove((void*)address);
        NativeMemory.AlignedFree((void*)address);
    }

    public override void Write(ulong address, ReadOnlySpan<byte> bytes) => bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));

    public override void Read(ulong address, Span<byte> bytes) => new ReadOnlySpan<byte>((void*)address, bytes.Length).CopyTo(bytes);

    public override void Run<TArguments>(string kernel, PtxGrid grid, TArguments arguments) => Steps.Add(module[kernel].Run(grid, arguments, memory));
}
