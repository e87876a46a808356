using System.Diagnostics;
using System.Runtime.InteropServices;
using Peft.Quantization.Kernels.Cuda;
using Peft.TestUtils;

namespace Peft.Quantization.Tests;

/// <summary>The driver as what it is: a native library, here one of the tests. Where there is no C compiler there are no cases.</summary>
[TestFixture]
[NonParallelizable]
public sealed unsafe class CudaLibraryTests
{
    private static readonly string[] s_functions = ["cuInit", "cuDeviceGet", "cuDevicePrimaryCtxRetain", "cuCtxPushCurrent_v2", "cuModuleLoadDataEx", "cuCtxPopCurrent_v2", "cuModuleGetFunction", "cuLaunchKernel"];
    private static readonly Lazy<string[]> s_libraries = new(() => [.. new[] { Compile("fakecuda"), Compile("fakecuda12", "-DWITH_LOCATIONS") }.OfType<string>()]);

    private static IEnumerable<string> Libraries => s_libraries.Value;

    private static IEnumerable<TestCaseData> Failures => Libraries.Take(1).SelectMany(library => s_functions.Select(function => new TestCaseData(library, function).SetArgDisplayNames(function)));

    [TestCaseSource(nameof(Libraries))]
    public void Launch_ThroughALibrary_HandsOverEveryArgument(string library)
    {
        var arguments = new DequantizeArguments(new DeviceWeight(1, 2, new DeviceAbsmax(3, 4, 5, 0.625f), -6, 7), ulong.MaxValue);
        nint handle = Start(library, "", sizeof(DequantizeArguments));
        var device = new CudaDevice(CudaDriver.Load(library), 2, ".target sm_70");
        device.Launch("kernel", 600, arguments);

        string expected = string.Join(' ', "cuInit cuDeviceGet cuDevicePrimaryCtxRetain", "cuCtxPushCurrent_v2 cuModuleLoadDataEx cuCtxPopCurrent_v2", "cuCtxPushCurrent_v2 cuModuleGetFunction cuLaunchKernel cuCtxPopCurrent_v2 ");
        Assert.That(CallsOf(handle), Is.EqualTo(expected));
        Assert.That(*((delegate* unmanaged<DequantizeArguments*>)NativeLibrary.GetExport(handle, "fake_argument"))(), Is.EqualTo(arguments));
    }

    [TestCaseSource(nameof(Libraries))]
    public void UnifiedMemory_ThroughALibrary_HandsOverEveryArgument(string library)
    {
        nint handle = Start(library, "", sizeof(DequantizeArguments));
        var device = new CudaDevice(CudaDriver.Load(library), 2, ".target sm_70");
        Start(library, "", sizeof(DequantizeArguments));
        using (UnifiedMemory memory = UnifiedMemory.Allocate(device, 600_000_000_000, staysOnDevice: false))
            Assert.That(memory.Address, Is.EqualTo(0x1000));

        string version = NativeLibrary.TryGetExport(handle, "cuMemAdvise_v2", out _) ? "_v2" : "";
        string[] allocate = ["cuCtxPushCurrent_v2", "cuMemAllocManaged", "cuDeviceGetAttribute", $"cuMemAdvise{version}", $"cuMemPrefetchAsync{version}", "cuMemsetD8Async", "cuCtxPopCurrent_v2"];
        string[] free = ["cuCtxPushCurrent_v2", "cuCtxSynchronize", "cuCtxPopCurrent_v2", "cuCtxPushCurrent_v2", "cuMemFree_v2", "cuCtxPopCurrent_v2 "];
        Assert.That(CallsOf(handle), Is.EqualTo(string.Join(' ', [.. allocate, .. free])));
    }

    [TestCaseSource(nameof(Failures))]
    public void Launch_LibraryFails_TellsWhatTheDriverSays(string library, string function)
    {
        Start(library, function, 4);
        var failure = Assert.Throws<CudaException>(() => new CudaDevice(CudaDriver.Load(library), 2, ".target sm_70").Launch("kernel", 600, 5));
        Assert.That(failure!.Message, Does.StartWith(function.Replace("_v2", "")).And.Contain("2, CUDA_ERROR_OF_THE_TEST: as the test wants"));
        Assert.That(failure.Message.Contains("line 1: no such instruction"), Is.EqualTo(function == "cuModuleLoadDataEx"));
    }

    [TestCaseSource(nameof(Libraries))]
    public void Load_LibraryOfSomethingElse_IsNoDriver(string library) =>
        Assert.That(() => CudaDriver.Load(OperatingSystem.IsWindows() ? "kernel32.dll" : "libc.so.6"), Throws.TypeOf<EntryPointNotFoundException>());

    private static nint Start(string library, string failing, int argumentBytes)
    {
        nint handle = NativeLibrary.Load(library);
        fixed (byte* name = System.Text.Encoding.ASCII.GetBytes(failing + '\0'))
            ((delegate* unmanaged<byte*, uint, void>)NativeLibrary.GetExport(handle, "fake_start"))(name, (uint)argumentBytes);
        return handle;
    }

    private static string CallsOf(nint library) => Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)NativeLibrary.GetExport(library, "fake_calls"))())!;

    private static string? Compile(string name, params string[] options)
    {
        string library = Path.Combine(AppContext.BaseDirectory, $"lib{name}.so");
        string source = Path.Combine(Repository.Root, "tests", "Peft.Quantization.Tests", "Native", "cuda.c");
        try
        {
            using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-fvisibility=hidden", "-Wall", "-Werror", .. options, "-o", library, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"cc does not compile '{source}': exit code {compiler.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
