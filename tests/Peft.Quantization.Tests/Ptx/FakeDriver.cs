using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>A CUDA driver with one device, whose functions are called as the real one's are and whose kernels the interpreter runs. One test uses it at a time.</summary>
internal static unsafe class FakeDriver
{
    private const int Context = 0xC0, Module = 0xD0, Device = 7;

    private const byte Poison = 0xCD;

    private static readonly Dictionary<ulong, ulong> s_allocations = [];
    private static PtxModule? s_module;
    private static FakeGpu s_gpu = new();
    private static readonly List<string> s_names = [];
    private static int s_contexts;

    /// <summary>The calls so far, in order.</summary>
    public static List<string> Calls { get; } = [];

    /// <summary>What the device can reach.</summary>
    public static GlobalMemory Memory { get; private set; } = new();

    /// <summary>What was allocated and not freed: addresses and sizes.</summary>
    public static IReadOnlyDictionary<ulong, ulong> Allocations => s_allocations;

    /// <summary>The function that fails, with error 2.</summary>
    public static string? Failing { get; set; }

    /// <summary>Starts anew.</summary>
    /// <param name="failing">The function that fails, with error 2.</param>
    /// <param name="gpu">What it can do.</param>
    public static CudaDriver Start(string? failing = null, FakeGpu? gpu = null)
    {
        (s_module, s_contexts, Failing, s_gpu, Memory) = (null, 0, failing, gpu ?? new(), new GlobalMemory());
        s_names.Clear();
        s_allocations.Clear();
        Calls.Clear();
        return new CudaDriver(Export);
    }

    /// <summary>A GPU whose memory is all of this process, so that it computes with tensors on the CPU.</summary>
    /// <param name="ptx">Its kernels; <see langword="null"/> for those of quantised weights.</param>
    /// <param name="gpu">What it can do.</param>
    public static CudaDevice StartDevice(string? ptx = null, FakeGpu? gpu = null)
    {
        CudaDriver driver = Start(gpu: gpu);
        Memory.Add(null, long.MaxValue);
        return new CudaDevice(driver, 0, ptx ?? CudaKernels.Ptx);
    }

    /// <summary>How many contexts were pushed and not popped.</summary>
    public static int PushedContexts => s_contexts;

    private static nint Export(string name) => name switch
    {
        "cuInit" => (nint)(delegate* unmanaged<uint, int>)&Initialise,
        "cuDeviceGet" => (nint)(delegate* unmanaged<int*, int, int>)&GetDevice,
        "cuDevicePrimaryCtxRetain" => (nint)(delegate* unmanaged<nint*, int, int>)&RetainContext,
        "cuCtxPushCurrent_v2" => (nint)(delegate* unmanaged<nint, int>)&Push,
        "cuCtxPopCurrent_v2" => (nint)(delegate* unmanaged<nint*, int>)&Pop,
        "cuModuleLoadDataEx" => (nint)(delegate* unmanaged<nint*, byte*, uint, int*, void**, int>)&LoadModule,
        "cuModuleGetFunction" => (nint)(delegate* unmanaged<nint*, nint, byte*, int>)&GetFunction,
        "cuLaunchKernel" => (nint)(delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)&Launch,
        "cuGetErrorName" => (nint)(delegate* unmanaged<int, byte**, int>)&ErrorName,
        "cuGetErrorString" => (nint)(delegate* unmanaged<int, byte**, int>)&ErrorString,
        "cuDeviceGetAttribute" => (nint)(delegate* unmanaged<int*, int, int, int>)&GetAttribute,
        "cuMemAllocManaged" => (nint)(delegate* unmanaged<ulong*, nuint, uint, int>)&Allocate,
        "cuMemFree_v2" => (nint)(delegate* unmanaged<ulong, int>)&Free,
        "cuMemsetD8Async" => (nint)(delegate* unmanaged<ulong, byte, nuint, nint, int>)&Fill,
        "cuCtxSynchronize" => (nint)(delegate* unmanaged<int>)&Synchronize,
        "cuMemPrefetchAsync" => (nint)(delegate* unmanaged<ulong, nuint, int, nint, int>)&FirstPrefetch,
        "cuMemAdvise" => (nint)(delegate* unmanaged<ulong, nuint, int, int, int>)&FirstAdvise,
        "cuMemPrefetchAsync_v2" when s_gpu.HasLocations => (nint)(delegate* unmanaged<ulong, nuint, Location, uint, nint, int>)&Prefetch,
        "cuMemAdvise_v2" when s_gpu.HasLocations => (nint)(delegate* unmanaged<ulong, nuint, int, Location, int>)&Advise,
        _ => 0,
    };

    private static int Call(string name, string details = "")
    {
        Calls.Add(name + details);
        return name == Failing ? 2 : 0;
    }

    [UnmanagedCallersOnly]
    private static int Initialise(uint flags) => Call("cuInit");

    [UnmanagedCallersOnly]
    private static int GetDevice(int* device, int index)
    {
        *device = index + Device;
        return index == 0 ? Call("cuDeviceGet") : 101;
    }

    [UnmanagedCallersOnly]
    private static int RetainContext(nint* context, int device)
    {
        *context = Context;
        return device == Device ? Call("cuDevicePrimaryCtxRetain") : 101;
    }

    [UnmanagedCallersOnly]
    private static int Push(nint context)
    {
        s_contexts++;
        return context == Context ? Call("cuCtxPushCurrent") : 201;
    }

    [UnmanagedCallersOnly]
    private static int Pop(nint* context)
    {
        *context = Context;
        return --s_contexts >= 0 ? Call("cuCtxPopCurrent") : 201;
    }

    [UnmanagedCallersOnly]
    private static int LoadModule(nint* module, byte* text, uint count, int* options, void** values)
    {
        *module = Module;
        s_module = new PtxModule(Marshal.PtrToStringAnsi((nint)text)!);
        if (Failing == "cuModuleLoadDataEx" && new ReadOnlySpan<int>(options, (int)count).SequenceEqual([5, 6]))
            "ptxas fatal\0"u8.CopyTo(new Span<byte>(values[0], (int)values[1]));
        return s_contexts == 1 ? Call("cuModuleLoadDataEx") : 201;
    }

    [UnmanagedCallersOnly]
    private static int GetFunction(nint* function, nint module, byte* text)
    {
        string name = Marshal.PtrToStringAnsi((nint)text)!;
        if (module != Module || !s_module!.Names.Contains(name))
            return 500;
        s_names.Add(name);
        *function = s_names.Count;
        return Call("cuModuleGetFunction");
    }

    [UnmanagedCallersOnly]
    private static int Launch(
        nint function, uint blocks, uint blocksY, uint blocksZ, uint threads, uint threadsY, uint threadsZ, uint shared, nint stream, void** arguments, void** extra)
    {
        if ((blocksY, blocksZ, threadsY, threadsZ, shared) != (1, 1, 1, 1, 0) || stream != 0 || extra != null || s_contexts != 1)
            return 1;
        PtxKernel kernel = s_module![s_names[(int)function - 1]];
        try
        {
            kernel.Run(new PtxGrid((int)blocks, (int)threads), new Span<byte>(arguments[0], kernel.ParameterSizes[0]).ToArray(), Memory);
        }
        catch (PtxException)
        {
            // An exception cannot leave here; a GPU would say that an address is illegal.
            return 700;
        }
        return Call("cuLaunchKernel");
    }

    [UnmanagedCallersOnly]
    private static int GetAttribute(int* value, int attribute, int device)
    {
        *value = (attribute == 83 && s_gpu.HasUnifiedMemory) || (attribute == 89 && s_gpu.MovesPages) ? 1 : 0;
        return device == Device ? Call("cuDeviceGetAttribute") : 101;
    }

    [UnmanagedCallersOnly]
    private static int Allocate(ulong* address, nuint bytes, uint flags)
    {
        int result = flags == 1 && s_contexts == 1 ? Call("cuMemAllocManaged", $" {bytes}") : 1;
        if (result == 0)
        {
            void* start = NativeMemory.AlignedAlloc(bytes, 512);
            new Span<byte>(start, (int)bytes).Fill(Poison);
            s_allocations.Add(*address = (ulong)start, bytes);
        }
        return result;
    }

    [UnmanagedCallersOnly]
    private static int Free(ulong address)
    {
        if (s_contexts != 1 || !s_allocations.Remove(address))
            return 1;
        NativeMemory.AlignedFree((void*)address);
        return Call("cuMemFree");
    }

    [UnmanagedCallersOnly]
    private static int Fill(ulong address, byte value, nuint bytes, nint stream)
    {
        if (!IsWhole(address, bytes, stream))
            return 1;
        new Span<byte>((void*)address, (int)bytes).Fill(value);
        return Call("cuMemsetD8Async", $" {bytes} of {value}");
    }

    [UnmanagedCallersOnly]
    private static int Synchronize() => s_contexts == 1 ? Call("cuCtxSynchronize") : 201;

    [UnmanagedCallersOnly]
    private static int FirstPrefetch(ulong address, nuint bytes, int device, nint stream) => Move("cuMemPrefetchAsync", address, bytes, device, stream);

    [UnmanagedCallersOnly]
    private static int FirstAdvise(ulong address, nuint bytes, int advice, int device) => advice == 3 ? Move("cuMemAdvise", address, bytes, device, 0) : 1;

    [UnmanagedCallersOnly]
    private static int Prefetch(ulong address, nuint bytes, Location location, uint flags, nint stream) =>
        flags == 0 ? Move("cuMemPrefetchAsync_v2", address, bytes, location.Device, stream) : 1;

    [UnmanagedCallersOnly]
    private static int Advise(ulong address, nuint bytes, int advice, Location location) => advice == 3 ? Move("cuMemAdvise_v2", address, bytes, location.Device, 0) : 1;

    private static int Move(string function, ulong address, nuint bytes, int device, nint stream)
    {
        if (!IsWhole(address, bytes, stream) || !s_gpu.MovesPages || (device != Device && device != -1))
            return 1;
        return Call(function, $" {bytes} to {(device == -1 ? "CPU" : "GPU")}");
    }

    private static bool IsWhole(ulong address, nuint bytes, nint stream) => s_contexts == 1 && stream == 0 && s_allocations.GetValueOrDefault(address) == bytes;

    [UnmanagedCallersOnly]
    private static int ErrorName(int error, byte** name) => Describe(error, name, "CUDA_ERROR_OUT_OF_MEMORY\0"u8);

    [UnmanagedCallersOnly]
    private static int ErrorString(int error, byte** text) => Describe(error, text, "out of memory\0"u8);

    private static int Describe(int error, byte** text, ReadOnlySpan<byte> outOfMemory)
    {
        if (error != 2)
            return 1;
        *text = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(outOfMemory));
        return 0;
    }

    private readonly record struct Location(int Type, int Id)
    {
        public int Device => Type switch { 1 => Id, 2 => -1, _ => -2 };
    }
}
