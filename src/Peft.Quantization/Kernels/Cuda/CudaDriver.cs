using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>What is used of the CUDA driver, which comes with the GPU's driver and needs no toolkit. Every call is checked.</summary>
internal sealed unsafe class CudaDriver
{
    private readonly delegate* unmanaged<int*, int, int> _deviceGet;
    private readonly delegate* unmanaged<nint*, int, int> _primaryContextRetain;
    private readonly delegate* unmanaged<nint, int> _contextPushCurrent;
    private readonly delegate* unmanaged<nint*, int> _contextPopCurrent;
    private readonly delegate* unmanaged<nint*, byte*, uint, JitOption*, void**, int> _moduleLoadData;
    private readonly delegate* unmanaged<nint*, nint, byte*, int> _moduleGetFunction;
    private readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> _launchKernel;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorName, _getErrorString;

    /// <summary>Initialises a driver.</summary>
    /// <param name="find">Where the function of a name is; 0 if there is none.</param>
    /// <exception cref="EntryPointNotFoundException">A function is missing.</exception>
    internal CudaDriver(Func<string, nint> find)
    {
        _deviceGet = (delegate* unmanaged<int*, int, int>)Export(find, "cuDeviceGet");
        _primaryContextRetain = (delegate* unmanaged<nint*, int, int>)Export(find, "cuDevicePrimaryCtxRetain");
        _contextPushCurrent = (delegate* unmanaged<nint, int>)Export(find, "cuCtxPushCurrent_v2");
        _contextPopCurrent = (delegate* unmanaged<nint*, int>)Export(find, "cuCtxPopCurrent_v2");
        _moduleLoadData = (delegate* unmanaged<nint*, byte*, uint, JitOption*, void**, int>)Export(find, "cuModuleLoadDataEx");
        _moduleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)Export(find, "cuModuleGetFunction");
        _launchKernel = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)Export(find, "cuLaunchKernel");
        _getErrorName = (delegate* unmanaged<int, byte**, int>)Export(find, "cuGetErrorName");
        _getErrorString = (delegate* unmanaged<int, byte**, int>)Export(find, "cuGetErrorString");
        var initialise = (delegate* unmanaged<uint, int>)Export(find, "cuInit");
        Unified = new UnifiedDriver(this, find);
        Check(initialise(0), "cuInit");
    }

    /// <summary>The legacy default stream, on which TorchSharp queues its own work.</summary>
    internal const nint Stream = 0;

    /// <summary>The functions for unified memory.</summary>
    internal UnifiedDriver Unified { get; }

    /// <summary>The name of the driver's library on this system.</summary>
    internal static string LibraryName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Loads and initialises a driver, which stays loaded as long as the process lives.</summary>
    /// <param name="library">A name or a path.</param>
    /// <exception cref="DllNotFoundException">There is no such library.</exception>
    /// <exception cref="EntryPointNotFoundException">The library is no CUDA driver, or one that is too old.</exception>
    /// <exception cref="CudaException">The driver finds no GPU or cannot work with it.</exception>
    internal static CudaDriver Load(string library)
    {
        nint handle = NativeLibrary.Load(library);
        return new CudaDriver(name => NativeLibrary.TryGetExport(handle, name, out nint function) ? function : 0);
    }

    /// <summary>A function that a driver must have.</summary>
    internal static nint Export(Func<string, nint> find, string name) =>
        find(name) is var function and not 0 ? function : throw new EntryPointNotFoundException($"The library is no CUDA driver, or one that is too old: it has no {name}.");

    /// <summary>The driver's number of a device.</summary>
    internal int GetDevice(int index)
    {
        int device;
        Check(_deviceGet(&device, index), "cuDeviceGet");
        return device;
    }

    /// <summary>The primary context of a device, the one that torch uses. It is retained until the process ends.</summary>
    internal nint RetainPrimaryContext(int device)
    {
        nint context;
        Check(_primaryContextRetain(&context, device), "cuDevicePrimaryCtxRetain");
        return context;
    }

    /// <summary>Makes a context this thread's until the result is disposed, which gives the thread back the one that it had.</summary>
    internal CurrentContext Enter(nint context)
    {
        Check(_contextPushCurrent(context), "cuCtxPushCurrent");
        return new CurrentContext(this);
    }

    /// <summary>Compiles PTX for the GPU of the current context.</summary>
    internal nint LoadModule(string ptx)
    {
        const int LogBytes = 4096;
        byte* log = stackalloc byte[LogBytes];
        *log = 0;
        JitOption* options = stackalloc JitOption[] { JitOption.ErrorLogBuffer, JitOption.ErrorLogBufferSizeBytes };
        void** values = stackalloc void*[] { log, (void*)LogBytes };
        nint module;
        fixed (byte* text = Terminated(ptx))
            Check(_moduleLoadData(&module, text, 2, options, values), "cuModuleLoadDataEx", log);
        return module;
    }

    /// <summary>An entry of a module.</summary>
    internal nint GetFunction(nint module, string name)
    {
        nint function;
        fixed (byte* text = Terminated(name))
            Check(_moduleGetFunction(&function, module, text), $"cuModuleGetFunction({name})");
        return function;
    }

    /// <summary>Queues a grid of one dimension.</summary>
    internal void Launch(nint function, uint blocks, uint threads, void* argument)
    {
        void** arguments = &argument;
        Check(_launchKernel(function, blocks, 1, 1, threads, 1, 1, 0, Stream, arguments, null), "cuLaunchKernel");
    }

    // PTX and the names in it are ASCII.
    private static byte[] Terminated(string text) => System.Text.Encoding.ASCII.GetBytes(text + '\0');

    internal void Check(int result, string call, byte* log = null)
    {
        if (result != 0)
            throw new CudaException(call, result, $"{TextOf(_getErrorName, result)}: {TextOf(_getErrorString, result)}", log is null ? "" : Marshal.PtrToStringUTF8((nint)log)!);
    }

    private static string TextOf(delegate* unmanaged<int, byte**, int> describe, int result)
    {
        byte* text;
        return describe(result, &text) == 0 ? Marshal.PtrToStringUTF8((nint)text)! : "unknown";
    }

    /// <summary>The options of the compiler that are used, by the driver's numbers.</summary>
    private enum JitOption
    {
        ErrorLogBuffer = 5,
        ErrorLogBufferSizeBytes = 6,
    }

    /// <summary>The time for which a context is a thread's.</summary>
    internal readonly ref struct CurrentContext(CudaDriver driver)
    {
        /// <summary>Gives the thread back the context that it had.</summary>
        public void Dispose()
        {
            nint former;
            driver.Check(driver._contextPopCurrent(&former), "cuCtxPopCurrent");
        }
    }
}
