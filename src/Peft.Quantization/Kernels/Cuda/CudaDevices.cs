using System.Collections.Concurrent;

namespace Peft.Quantization.Kernels.Cuda;

/// <summary>The GPUs of this machine, by CUDA's numbers. A driver or GPU that cannot be used is tried once.</summary>
internal static class CudaDevices
{
    private static readonly Lazy<(CudaDriver? Driver, string? Problem)> s_driver = new(() => Try(() => CudaDriver.Load(CudaDriver.LibraryName)));
    private static readonly ConcurrentDictionary<(int Index, bool Updates), Lazy<(CudaDevice? Device, string? Problem)>> s_devices = new();

    /// <summary>A GPU that runs the kernels for quantised weights.</summary>
    /// <param name="index">Its number; -1, as of a device without one, for the first.</param>
    /// <param name="problem">Why it does not; null if it does.</param>
    internal static CudaDevice? Find(int index, out string? problem)
    {
        (CudaDevice? device, problem) = Find(index, updates: false);
        return device;
    }

    /// <summary>A GPU that runs the steps of optimizers; null if it does not.</summary>
    internal static CudaDevice? FindForUpdates(int index) => Find(index, updates: true).Device;

    private static (CudaDevice? Device, string? Problem) Find(int index, bool updates) =>
        s_devices.GetOrAdd((Math.Max(index, 0), updates), static key => new(() => Open(key.Index, key.Updates ? CudaKernels.UpdatesPtx : CudaKernels.Ptx))).Value;

    private static (CudaDevice? Device, string? Problem) Open(int index, string ptx) =>
        s_driver.Value.Driver is { } driver ? Try(() => new CudaDevice(driver, index, ptx)) : (null, s_driver.Value.Problem);

    private static (T? Value, string? Problem) Try<T>(Func<T> open)
        where T : class
    {
        try
        {
            return (open(), null);
        }
        catch (Exception e) when (e is CudaException or DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return (null, e.Message);
        }
    }
}
