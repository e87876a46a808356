using System.Runtime.InteropServices;
using System.Text;

/// <summary>The first GPU, through the driver alone: memory, kernels and times. Any thread may use it, one at a time.</summary>
internal sealed unsafe class Gpu
{
    private const int MultiprocessorCount = 16, MajorCapability = 75, MinorCapability = 76;

    private readonly nint _driver, _context, _start, _end;
    private readonly nint[] _modules;
    private readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> _launch;
    private readonly delegate* unmanaged<nint, int> _setCurrent;

    private Gpu(nint driver, string[] ptx)
    {
        _driver = driver;
        _launch = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)Export("cuLaunchKernel");
        _setCurrent = (delegate* unmanaged<nint, int>)Export("cuCtxSetCurrent");
        int device;
        Check(((delegate* unmanaged<int*, int, int>)Export("cuDeviceGet"))(&device, 0));
        byte* name = stackalloc byte[256];
        Check(((delegate* unmanaged<byte*, int, int, int>)Export("cuDeviceGetName"))(name, 256, device));
        Name = Marshal.PtrToStringUTF8((nint)name)!;
        Multiprocessors = Attribute(device, MultiprocessorCount);
        Capability = $"{Attribute(device, MajorCapability)}.{Attribute(device, MinorCapability)}";
        nint context, start, end;
        Check(((delegate* unmanaged<nint*, int, int>)Export("cuDevicePrimaryCtxRetain"))(&context, device));
        _context = context;
        _modules = [.. ptx.Select(Load)];
        var createEvent = (delegate* unmanaged<nint*, uint, int>)Current("cuEventCreate");
        Check(createEvent(&start, 0));
        Check(createEvent(&end, 0));
        (_start, _end) = (start, end);
    }

    public string Name { get; }

    public string Capability { get; }

    public int Multiprocessors { get; }

    /// <summary>Opens the GPU with kernels, or gives <see langword="null"/> where no driver or no device is.</summary>
    public static Gpu? TryOpen(params string[] ptx)
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out nint driver))
            return null;
        return ((delegate* unmanaged<uint, int>)NativeLibrary.GetExport(driver, "cuInit"))(0) == 0 ? new Gpu(driver, ptx) : null;
    }

    public ulong Allocate(long bytes)
    {
        ulong address;
        Check(((delegate* unmanaged<ulong*, nuint, int>)Current("cuMemAlloc_v2"))(&address, (nuint)Math.Max(bytes, 1)));
        return address;
    }

    public void Free(ulong address) => Check(((delegate* unmanaged<ulong, int>)Current("cuMemFree_v2"))(address));

    public void Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* source = bytes)
            Check(((delegate* unmanaged<ulong, byte*, nuint, int>)Current("cuMemcpyHtoD_v2"))(address, source, (nuint)bytes.Length));
    }

    public void Read(ulong address, Span<byte> bytes)
    {
        fixed (byte* target = bytes)
            Check(((delegate* unmanaged<byte*, ulong, nuint, int>)Current("cuMemcpyDtoH_v2"))(target, address, (nuint)bytes.Length));
    }

    /// <summary>Queues a copy within the device.</summary>
    public void Copy(ulong target, ulong source, long bytes) =>
        Check(((delegate* unmanaged<ulong, ulong, nuint, nint, int>)Current("cuMemcpyDtoDAsync_v2"))(target, source, (nuint)bytes, 0));

    public nint Kernel(string name)
    {
        nint function = 0;
        int result = 0;
        fixed (byte* text = Encoding.ASCII.GetBytes(name + '\0'))
        {
            foreach (nint module in _modules)
            {
                result = ((delegate* unmanaged<nint*, nint, byte*, int>)Current("cuModuleGetFunction"))(&function, module, text);
                if (result == 0)
                    break;
            }
        }
        Check(result);
        return function;
    }

    /// <summary>Queues a grid on the default stream.</summary>
    public void Launch(nint kernel, uint blocks, uint threads, void* argument)
    {
        Check(_setCurrent(_context));
        Check(_launch(kernel, blocks, 1, 1, threads, 1, 1, 0, 0, &argument, null));
    }

    public void Synchronize() => Check(((delegate* unmanaged<int>)Current("cuCtxSynchronize"))());

    /// <summary>How long what an action queues takes, in microseconds.</summary>
    public double Time(Action queue)
    {
        var record = (delegate* unmanaged<nint, nint, int>)Current("cuEventRecord");
        Check(record(_start, 0));
        queue();
        Check(record(_end, 0));
        Check(((delegate* unmanaged<nint, int>)Current("cuEventSynchronize"))(_end));
        float milliseconds;
        Check(((delegate* unmanaged<float*, nint, nint, int>)Current("cuEventElapsedTime"))(&milliseconds, _start, _end));
        return milliseconds * 1000;
    }

    private nint Load(string ptx)
    {
        nint module;
        fixed (byte* text = Encoding.ASCII.GetBytes(ptx + '\0'))
            Check(((delegate* unmanaged<nint*, byte*, int>)Current("cuModuleLoadData"))(&module, text));
        return module;
    }

    // A context belongs to a thread.
    private nint Current(string function)
    {
        Check(_setCurrent(_context));
        return Export(function);
    }

    private nint Export(string function) => NativeLibrary.GetExport(_driver, function);

    private int Attribute(int device, int attribute)
    {
        int value;
        Check(((delegate* unmanaged<int*, int, int, int>)Export("cuDeviceGetAttribute"))(&value, attribute, device));
        return value;
    }

    private void Check(int result)
    {
        if (result == 0)
            return;
        byte* name;
        string what = ((delegate* unmanaged<int, byte**, int>)Export("cuGetErrorName"))(result, &name) == 0 ? Marshal.PtrToStringUTF8((nint)name)! : "an unknown error";
        throw new InvalidOperationException($"The CUDA driver reports {result}, {what}. help: Look whether nvidia-smi sees the GPU.");
    }
}
