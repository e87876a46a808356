using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class GpuKernelsTests
{
    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void WhyUnavailable_OfDevice_IsNullOnGpusAlone(string device) =>
        Assert.That(GpuKernels.WhyUnavailable(new Device(device)), device == "cpu" ? Does.Contain("not for cpu") : Is.Null);

    [Test]
    public void WhyUnavailable_OfNoSuchGpu_SaysWhatIsInTheWay() => Assert.That(GpuKernels.WhyUnavailable(new Device(DeviceType.CUDA, 63)), Is.Not.Empty);
}
