using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>Kernels on a GPU. Behind each allocation stand bytes that nobody may write.</summary>
internal sealed unsafe class GpuDevice(Gpu gpu) : KernelDevice
{
    private const int GuardBytes = 4096;
    private const byte Guard = 0xC3;

    private readonly Dictionary<ulong, int> _sizes = [];

    public override ulong Allocate(int bytes)
    {
        ulong start = gpu.Allocate(bytes + GuardBytes);
        Write(start + (ulong)bytes, Guards());
        _sizes.Add(start, bytes);
        return start;
    }

    public override void Free(ulong address)
    {
        _sizes.Remove(address, out int bytes);
        byte[] behind = new byte[GuardBytes];
        Read(address + (ulong)bytes, behind);
        gpu.Free(address);
        Assert.That(behind.AsSpan().SequenceEqual(Guards()), "a kernel wrote beyond an array");
    }

    public override void Write(ulong address, ReadOnlySpan<byte> bytes) => gpu.Write(address, bytes);

    public override void Read(ulong address, Span<byte> bytes) => gpu.Read(address, bytes);

    public override void Run<TArguments>(string kernel, PtxGrid grid, TArguments arguments)
    {
        gpu.Launch(gpu.Kernel(kernel), (uint)grid.Blocks, (uint)grid.Threads, &arguments);
        gpu.Synchronize();
    }

    private static byte[] Guards()
    {
        byte[] bytes = new byte[GuardBytes];
        Array.Fill(bytes, Guard);
        return bytes;
    }
}
