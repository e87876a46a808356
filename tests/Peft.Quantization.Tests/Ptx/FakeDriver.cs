using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cuda;

namespace Peft.Quantization.Tests.Ptx;

/// <summary>A CUDA driver with one device, whose functions are called as the real one's are and whose kernels the interpreter runs. One test uses it at a time.</summary>
internal static unsafe class FakeDriver
{
    private const int Context = 0xC0, Module = 0xD0;

    private static PtxModule? s_module;
    private static readonly List<string> s_names = [];
    private static int s_contexts;
    private static string? s_failing;

    /// <summary>The calls so far, in order.</summary>
    public static List<string> Calls { get; } = [];

    /// <summary>What the device can reach.</summary>
    public static GlobalMemory Memory { get; private set; } = new();

    /// <summary>Starts anew.</summary>
    /// <param name="failing">The function that fails, with error 2.</param>
    public static CudaDriver Start(string? failing = null)
    {
        (s_module, s_contexts, s_failing, Memory) = (null, 0, failing, new GlobalMemory());
        s_names.Clear();
        Calls.Clear();
        return new CudaDriver(Export);
    }

    /// <summary>A GPU whose memory is all of this process, so that it computes with tensors on the CPU.</summary>
    /// <param name="ptx">Its kernels; <see langword="null"/> for those of quantised weights.</param>
    public static CudaDevice StartDevice(string? ptx = null)
    {
        CudaDriver driver = Start();
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
        _ => throw new EntryPointNotFoundException(name),
    };

    private static int Call(string name)
    {
        Calls.Add(name);
        return name == s_failing ? 2 : 0;
    }

    [UnmanagedCallersOnly]
    private static int Initialise(uint flags) => Call("cuInit");

    [UnmanagedCallersOnly]
    private static int GetDevice(int* device, int index)
    {
        *device = index + 7;
        return index == 0 ? Call("cuDeviceGet") : 101;
    }

    [UnmanagedCallersOnly]
    private static int RetainContext(nint* context, int device)
    {
        *context = Context;
        return device == 7 ? Call("cuDevicePrimaryCtxRetain") : 101;
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
        if (s_failing == "cuModuleLoadDataEx" && new ReadOnlySpan<int>(options, (int)count).SequenceEqual([5, 6]))
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
}
