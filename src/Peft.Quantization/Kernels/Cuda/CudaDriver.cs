using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>What is used of the CUDA driver, which comes with the GPU's driver and needs no toolkit. Every call is checked.</summary>
internal sealed unsafe class CudaDriver
{
    private readonly delegate* unmanaged<int*, int, int> _deviceGet;
    private readonly delegate* unmanaged<nint*, int, int> _primaryContextRetain;
    private readonly delegate* unmanaged<nint, int> _contextPushCurrent;
    private readonly delegate* unmanaged<nint*, int> _contextPopCurrent;
    private readonly delegate* unmanaged<nint*, byte*, int> _moduleLoadData;
    private readonly delegate* unmanaged<nint*, nint, byte*, int> _moduleGetFunction;
    private readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> _launchKernel;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorName;

    /// <summary>Initialises a driver.</summary>
    /// <param name="export">Where the function of a name is.</param>
    internal CudaDriver(Func<string, nint> export)
    {
        _deviceGet = (delegate* unmanaged<int*, int, int>)export("cuDeviceGet");
        _primaryContextRetain = (delegate* unmanaged<nint*, int, int>)export("cuDevicePrimaryCtxRetain");
        _contextPushCurrent = (delegate* unmanaged<nint, int>)export("cuCtxPushCurrent_v2");
        _contextPopCurrent = (delegate* unmanaged<nint*, int>)export("cuCtxPopCurrent_v2");
        _moduleLoadData = (delegate* unmanaged<nint*, byte*, int>)export("cuModuleLoadData");
        _moduleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)export("cuModuleGetFunction");
        _launchKernel = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)export("cuLaunchKernel");
        _getErrorName = (delegate* unmanaged<int, byte**, int>)export("cuGetErrorName");
        var initialise = (delegate* unmanaged<uint, int>)export("cuInit");
        Check(initialise(0), "cuInit");
    }

    /// <summary>The name of the driver's library on this system.</summary>
    internal static string LibraryName => OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";

    /// <summary>Loads and initialises a driver.</summary>
    /// <param name="library">A name or a path.</param>
    /// <param name="driver">The driver, which stays loaded as long as the process lives.</param>
    /// <returns>Whether there is such a library.</returns>
    /// <exception cref="CudaException">The driver finds no GPU or cannot work with it.</exception>
    /// <exception cref="EntryPointNotFoundException">The library is no CUDA driver.</exception>
    internal static bool TryLoad(string library, [NotNullWhen(true)] out CudaDriver? driver)
    {
        driver = NativeLibrary.TryLoad(library, out nint handle) ? new CudaDriver(name => NativeLibrary.GetExport(handle, name)) : null;
        return driver is not null;
    }

    /// <summary>The primary context of a device, the one that torch uses. It is retained until the process ends.</summary>
    internal nint RetainPrimaryContext(int index)
    {
        int device;
        Check(_deviceGet(&device, index), "cuDeviceGet");
        nint context;
        Check(_primaryContextRetain(&context, device), "cuDevicePrimaryCtxRetain");
        return context;
    }

    /// <summary>Makes a context this thread's; to be undone with <see cref="Pop"/>.</summary>
    internal void Push(nint context) => Check(_contextPushCurrent(context), "cuCtxPushCurrent");

    /// <summary>Gives the thread back the context that it had.</summary>
    internal void Pop()
    {
        nint former;
        Check(_contextPopCurrent(&former), "cuCtxPopCurrent");
    }

    /// <summary>Compiles PTX for the GPU of the current context.</summary>
    internal nint LoadModule(string ptx)
    {
        nint module;
        fixed (byte* text = Terminated(ptx))
            Check(_moduleLoadData(&module, text), "cuModuleLoadData");
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

    /// <summary>Queues a grid of one dimension on the legacy default stream, on which TorchSharp queues its own work.</summary>
    internal void Launch(nint function, uint blocks, uint threads, void* argument)
    {
        const nint DefaultStream = 0;
        void** arguments = &argument;
        Check(_launchKernel(function, blocks, 1, 1, threads, 1, 1, 0, DefaultStream, arguments, null), "cuLaunchKernel");
    }

    // PTX and the names in it are ASCII.
    private static byte[] Terminated(string text) => System.Text.Encoding.ASCII.GetBytes(text + '\0');

    private void Check(int result, string call)
    {
        if (result == 0)
            return;
        byte* name;
        string what = _getErrorName(result, &name) == 0 ? Marshal.PtrToStringUTF8((nint)name)! : "an unknown error";
        throw new CudaException(call, result, what);
    }
}
