using System.Collections.Concurrent;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>The kernels on one GPU: loaded once, in the context that torch uses, and kept as long as the process lives. Several threads may use it at once.</summary>
internal sealed unsafe class CudaDevice
{
    // More would not run at once on any GPU; kernels stride over what is left.
    private const long MostBlocks = 4096;

    private readonly CudaDriver _driver;
    private readonly nint _context, _module;
    private readonly ConcurrentDictionary<string, nint> _functions = new();

    internal CudaDevice(CudaDriver driver, int index, string ptx)
    {
        _driver = driver;
        Number = driver.GetDevice(index);
        _context = driver.RetainPrimaryContext(Number);
        using var context = Enter();
        _module = driver.LoadModule(ptx);
    }

    /// <summary>The driver's number.</summary>
    internal int Number { get; }

    /// <summary>The functions for unified memory.</summary>
    internal UnifiedDriver Unified => _driver.Unified;

    /// <summary>Whether it has unified memory.</summary>
    internal bool HasUnifiedMemory => Unified.IsSupported(Number);

    /// <summary>Makes the GPU's context this thread's until the result is disposed.</summary>
    internal CudaDriver.CurrentContext Enter() => _driver.Enter(_context);

    /// <summary>Queues a kernel.</summary>
    /// <param name="kernel">Its name.</param>
    /// <param name="work">How many threads have something to do.</param>
    /// <param name="arguments">Its only parameter, the same struct here and there.</param>
    /// <param name="blockThreads">How many threads a block has.</param>
    internal void Launch<TArguments>(string kernel, long work, TArguments arguments, int blockThreads = CudaKernels.BlockThreads)
        where TArguments : unmanaged
    {
        uint blocks = (uint)Math.Clamp((work + blockThreads - 1) / blockThreads, 1, MostBlocks);
        using var context = Enter();
        nint function = _functions.GetOrAdd(kernel, static (name, device) => device._driver.GetFunction(device._module, name), this);
        _driver.Launch(function, blocks, (uint)blockThreads, &arguments);
    }
}
