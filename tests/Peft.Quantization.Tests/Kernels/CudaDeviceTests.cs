using Peft.Quantization.Kernels.Cpu;
using Peft.Quantization.Kernels.Cuda;
using Peft.Quantization.Tests.Cuda;
using Peft.Quantization.Tests.Ptx;

namespace Peft.Quantization.Tests;

/// <summary>The way to the driver, with a driver that runs kernels on the interpreter.</summary>
[TestFixture]
[NonParallelizable]
public sealed class CudaDeviceTests
{
    [Test]
    public void Launch_ThroughTheDriver_RunsTheKernelThatShips()
    {
        var device = new CudaDevice(FakeDriver.Start(), 0, CudaKernels.Ptx);
        Assert.That(Decode(device), Is.EqualTo(Expected()));
    }

    [Test]
    public void Launch_Again_FindsTheFunctionNoMore()
    {
        var device = new CudaDevice(FakeDriver.Start(), 0, CudaKernels.Ptx);
        Decode(device);
        Decode(device);
        string[] load = ["cuInit", "cuDeviceGet", "cuDevicePrimaryCtxRetain", "cuCtxPushCurrent", "cuModuleLoadDataEx", "cuCtxPopCurrent"];
        string[] first = ["cuCtxPushCurrent", "cuModuleGetFunction", "cuLaunchKernel", "cuCtxPopCurrent"];
        string[] second = ["cuCtxPushCurrent", "cuLaunchKernel", "cuCtxPopCurrent"];
        Assert.That(FakeDriver.Calls, Is.EqualTo([.. load, .. first, .. second]));
    }

    [TestCase("cuInit")]
    [TestCase("cuDeviceGet")]
    [TestCase("cuDevicePrimaryCtxRetain")]
    [TestCase("cuCtxPushCurrent")]
    [TestCase("cuModuleLoadDataEx")]
    [TestCase("cuModuleGetFunction")]
    [TestCase("cuLaunchKernel")]
    public void Launch_DriverFails_ThrowsAndLeavesTheThreadsContext(string function)
    {
        var failure = Assert.Throws<CudaException>(() => Decode(new CudaDevice(FakeDriver.Start(failing: function), 0, CudaKernels.Ptx)));
        Assert.That(failure!.Message, Does.StartWith(function).And.Contain("2, CUDA_ERROR_OUT_OF_MEMORY: out of memory"));
        Assert.That(failure.Message.Contains("The compiler says: ptxas fatal", StringComparison.Ordinal), Is.EqualTo(function == "cuModuleLoadDataEx"));
        Assert.That(FakeDriver.PushedContexts, Is.EqualTo(function == "cuCtxPushCurrent" ? 1 : 0));
    }

    [Test]
    public void Launch_UnknownKernel_Throws()
    {
        var device = new CudaDevice(FakeDriver.Start(), 0, CudaKernels.Ptx);
        var failure = Assert.Throws<CudaException>(() => device.Launch("no_such_kernel", 1, 0));
        Assert.That(failure!.Message, Does.StartWith("cuModuleGetFunction(no_such_kernel) gave 500, unknown: unknown"));
    }

    [Test]
    public void Load_NoSuchLibrary_Throws() => Assert.That(() => CudaDriver.Load("no-such-driver"), Throws.TypeOf<DllNotFoundException>());

    private const int Count = 300, BlockSize = 64;

    private static float[] Expected()
    {
        var (packed, absmax) = Quantized();
        float[] values = new float[Count];
        FourBitKernels.DequantizeReference<float>(packed, absmax, Codebook.NF4.Values, BlockSize, values);
        return values;
    }

    private static (byte[] Packed, float[] Absmax) Quantized() => KernelData.QuantizeReference(KernelData.Uniform(Count), Codebook.NF4, BlockSize);

    private static float[] Decode(CudaDevice device)
    {
        var (packed, absmax) = Quantized();
        var memory = new InterpretedDevice(new PtxModule(""), FakeDriver.Memory);
        using var devicePacked = memory.Upload<byte>(packed);
        using var deviceAbsmax = memory.Upload<float>(absmax);
        using var codebook = memory.Upload(Codebook.NF4.Values);
        using var values = memory.Upload<float>(new float[Count]);
        var weight = new DeviceWeight(devicePacked.Address, codebook.Address, new DeviceAbsmax(deviceAbsmax.Address), Count, BlockShift: 6);
        device.Launch("dequantize4_float32", Count / 16, new DequantizeArguments(weight, values.Address));
        return values.Read();
    }
}
