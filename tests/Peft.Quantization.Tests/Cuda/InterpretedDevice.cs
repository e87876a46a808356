using System.Runtime.InteropServices;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Kernels on the interpreter, in memory of this process.</summary>
internal class InterpretedDevice(PtxModule module, GlobalMemory memory) : KernelDevice
{
    // As a driver aligns; and so far apart that what misses one array hits no other.
    private const int Alignment = 256, Gap = 4096;

    public override unsafe ulong Allocate(int bytes)
    {
        byte* start = (byte*)NativeMemory.AlignedAlloc((nuint)(Gap + bytes + Gap), Alignment) + Gap;
        memory.Add(start, bytes);
        return (ulong)start;
    }

    public override unsafe void Free(ulong address)
    {
        memory.Remove((void*)address);
        NativeMemory.AlignedFree((byte*)address - Gap);
    }

    public override unsafe void Write(ulong address, ReadOnlySpan<byte> bytes) => bytes.CopyTo(new Span<byte>((void*)address, bytes.Length));

    public override unsafe void Read(ulong address, Span<byte> bytes) => new ReadOnlySpan<byte>((void*)address, bytes.Length).CopyTo(bytes);

    public override void Run<TArguments>(string kernel, PtxGrid grid, TArguments arguments) =>
        Run(module[kernel], grid, MemoryMarshal.AsBytes(new ReadOnlySpan<TArguments>(in arguments)).ToArray(), memory);

    protected virtual void Run(PtxKernel kernel, PtxGrid grid, byte[] argument, GlobalMemory memory) => kernel.Run(grid, argument, memory);
}
