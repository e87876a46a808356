using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>
/// Process settings that must be in place before libtorch is loaded. They decide speed more than any kernel:
/// OpenBLAS with its own threads and libtorch's OpenMP pool spin against each other, and two threads then run
/// at half the speed of one. Variables that the user has set are left alone.
/// </summary>
internal static partial class NativeEnvironment
{
    private const int TrimThreshold = -1, TopPad = -2, MmapThreshold = -3;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    internal static void Prepare()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Workers that spin at a barrier keep .NET's threads off their cores for milliseconds after every operation. The runtime reads this when it is loaded, with the library below.
        // (.NET's SetEnvironmentVariable does not reach a native getenv.)
        _ = setenv("OMP_WAIT_POLICY", "PASSIVE", 0);
        PreloadOpenMPBlas();
        // Activations are freed at the end of a scope: keep their pages instead of faulting them in again each step.
        _ = mallopt(TrimThreshold, int.MaxValue);
        _ = mallopt(MmapThreshold, 32 << 20);
        _ = mallopt(TopPad, 64 << 20);
    }

    /// <summary>The shim built for this machine's libtorch, beside this assembly.</summary>
    internal static nint LoadShim()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "libtorchshim.so");
        if (!File.Exists(path))
            throw new DllNotFoundException($"The native part of the torch binding is not at '{path}'. help: run ./build.sh configure, then build again.");
        return NativeLibrary.Load(path);
    }

    /// <summary>libtorch 1.13 starts with one thread whatever the machine has.</summary>
    internal static void SetThreads()
    {
        if (Environment.GetEnvironmentVariable("OMP_NUM_THREADS") is null)
            Shim.shim_set_num_threads(Environment.ProcessorCount);
    }

    /// <summary>Debian's OpenMP flavour of OpenBLAS shares libtorch's pool; loading it first makes it the BLAS of the process.</summary>
    private static void PreloadOpenMPBlas()
    {
        string? folder = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => "/usr/lib/x86_64-linux-gnu/openblas-openmp",
            Architecture.Arm64 => "/usr/lib/aarch64-linux-gnu/openblas-openmp",
            _ => null,
        };
        if (folder is null || !Directory.Exists(folder))
            return;
        _ = new[] { "libopenblas.so.0", "libblas.so.3", "liblapack.so.3" }
            .All(name => NativeLibrary.TryLoad(Path.Combine(folder, name), out _));
    }
}
