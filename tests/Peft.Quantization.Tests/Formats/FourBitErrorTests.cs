using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Wrong weights, options and uses: what is said about them.</summary>
[TestFixture]
public sealed class FourBitErrorTests
{
    [Test]
    public void Quantize_IntegerWeight_NamesTheType() => AssertRefused(() => zeros(64, ScalarType.Int64), "is Int64");

    [Test]
    public void Quantize_EmptyWeight_NamesTheShape() => AssertRefused(() => zeros(0, 64), "shape [0, 64] has no elements");

    [Test]
    public void Quantize_WeightOnMetaDevice_NamesTheDevice() => AssertRefused(() => zeros(64, device: new Device(DeviceType.META)), "on meta");

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void Quantize_NotFinite_NamesTheBlock(float value)
    {
        float[] weight = new float[150];
        weight[100] = value;
        AssertRefused(() => tensor(weight), "among the 64 elements from 64 on");
    }

    [Test]
    public void Quantize_StorageThatDoesNotFit_NamesTheSizes() =>
        AssertRefused(() => zeros(65), "65 elements make 33 packed bytes", new() { StorageType = ScalarType.BFloat16 });

    [TestCase(0)]
    [TestCase(-64)]
    [TestCase(48)]
    [TestCase(8192)]
    public void Quantize_BlockSizeOutOfRange_NamesThoseAllowed(int size)
    {
        using Tensor weight = zeros(64);
        Assert.That(() => NF4Tensor.Quantize(weight, new() { BlockSize = size }),
            Throws.TypeOf<PeftConfigException>().With.Message.Contains($"BlockSize is {size}; it must be one of 32, 64, 128, 256, 512, 1024, 2048, 4096."));
    }

    [Test]
    public void Quantize_IntegerStorage_NamesThoseAllowed()
    {
        using Tensor weight = zeros(64);
        Assert.That(() => NF4Tensor.Quantize(weight, new() { StorageType = ScalarType.Int64 }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("StorageType is Int64"));
    }

    [Test]
    public void Dequantize_ToInteger_NamesTheType()
    {
        using Tensor weight = zeros(64);
        using NF4Tensor quantized = NF4Tensor.Quantize(weight);
        Assert.That(() => quantized.Dequantize(ScalarType.Int8), Throws.ArgumentException.With.Message.Contains("dequantised to Int8"));
    }

    [Test]
    public void Uses_AfterDispose_Throw()
    {
        using Tensor weight = zeros(64);
        NF4Tensor quantized = NF4Tensor.Quantize(weight);
        quantized.Dispose();
        quantized.Dispose();
        Assert.That(() => quantized.Dequantize(), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => quantized.ToStateDict(), Throws.TypeOf<ObjectDisposedException>());
    }

    private static void AssertRefused(Func<Tensor> weight, string message, FourBitOptions? options = null)
    {
        using Tensor made = weight();
        Assert.That(() => NF4Tensor.Quantize(made, options), Throws.ArgumentException.With.Message.Contains(message).And.Message.Contains("help:"));
    }
}
