using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests.Cuda;

/// <summary>What kernels run on: the interpreter or a GPU.</summary>
internal abstract class KernelDevice
{
    private const string Interpreter = "interpreter";

    private static readonly Dictionary<string, KernelDevice> s_all = Find();

    /// <summary>The devices of this machine, for fixtures: the interpreter and, where a driver finds one, a GPU.</summary>
    public static IEnumerable<TestFixtureData> All => s_all.Keys.Select(Fixture);

    public static KernelDevice Of(string name) => s_all[name];

    public DeviceArray<T> Upload<T>(ReadOnlySpan<T> values)
        where T : unmanaged => new(this, values);

    /// <summary>Memory at a multiple of 256 bytes.</summary>
    public abstract ulong Allocate(int bytes);

    public abstract void Free(ulong address);

    public abstract void Write(ulong address, ReadOnlySpan<byte> bytes);

    public abstract void Read(ulong address, Span<byte> bytes);

    /// <summary>Runs a kernel to its end.</summary>
    public abstract void Run<TArguments>(string kernel, PtxGrid grid, TArguments arguments)
        where TArguments : unmanaged;

    private static TestFixtureData Fixture(string name)
    {
        var fixture = new TestFixtureData(name);
        fixture.Properties.Add("Category", name == Interpreter ? "Ptx" : "Cuda");
        return fixture;
    }

    private static Dictionary<string, KernelDevice> Find()
    {
        var devices = new Dictionary<string, KernelDevice> { [Interpreter] = new InterpretedDevice(new PtxModule(CudaKernels.Ptx + CudaKernels.UpdatesPtx), new GlobalMemory()) };
        if (Gpu.TryOpen(CudaKernels.Ptx, CudaKernels.UpdatesPtx) is { } gpu)
            devices.Add(gpu.Name, new GpuDevice(gpu));
        return devices;
    }
}
