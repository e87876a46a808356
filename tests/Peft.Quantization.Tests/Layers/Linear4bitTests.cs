using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class Linear4bitTests
{
    private static readonly long[] s_batch = [2, 5, 96];

    [TestCase(64, false)]
    [TestCase(128, true)]
    public void Forward_Layer_IsThatOfTheDequantizedWeight(int blockSize, bool doubleQuantize)
    {
        using var scope = NewDisposeScope();
        using var layer = Create(40, 96, new FourBitOptions { BlockSize = blockSize, DoubleQuantize = doubleQuantize });
        var (x, dense) = (randn(s_batch).requires_grad_(), layer.QuantizedWeight.Dequantize());
        var other = x.detach().clone().requires_grad_();
        var (actual, expected) = (layer.call(x), nn.functional.linear(other, dense, layer.Bias!.detach()));
        actual.square().sum().backward();
        expected.square().sum().backward();

        TensorAssert.AreClose(actual, expected, 1e-5, 1e-5, "output");
        TensorAssert.AreClose(x.grad!, other.grad!, 1e-4, 1e-4, "gradient");
    }

    [TestCase(ScalarType.Float16)]
    [TestCase(ScalarType.BFloat16)]
    public void Forward_ComputeType_RoundsAndGivesTheInputsType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var weight = NF4Tensor.Quantize(randn(16, 64));
        using var layer = new Linear4bit(FourBitTensor.FromStateDict(weight.ToStateDict()), computeType: type);
        var x = randn(100, 64);
        var (y, exact) = (layer.call(x), nn.functional.linear(x, weight.Dequantize()));

        Assert.That(y.dtype, Is.EqualTo(ScalarType.Float32));
        TensorAssert.BitEqual(y.to_type(type).to_type(ScalarType.Float32), y, "a value of the compute type");
        TensorAssert.AreClose(y, exact, 2e-2, 1e-1, "output");
    }

    [Test]
    public void Forward_WithGradient_KeepsNoDenseWeight()
    {
        const long Size = 512;
        using var scope = NewDisposeScope();
        using var layer = Create(Size, Size, new FourBitOptions());
        var x = randn(3, Size).requires_grad_();
        layer.call(x).sum().backward();
        long before = LeakGuard.LiveTensors();
        using var y = layer.call(x);

        Assert.That(LeakGuard.LiveTensors() - before, Is.LessThanOrEqualTo(2), "the output, and what the graph holds");
        Assert.That(layer.QuantizedWeight.ByteCount, Is.LessThan(Size * Size * 4 / 7));
    }

    [Test]
    public void ForwardAndBackward_Repeated_LeaveNoTensors()
    {
        using var layer = Create(33, 64, new FourBitOptions { DoubleQuantize = true });
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using var x = randn(4, 64).requires_grad_();
            layer.call(x).sum().backward();
            layer.Bias!.grad = null;
        });
    }

    [Test]
    public void SetQuantizedWeight_Requantized_ChangesOutputAndBuffersAndCanBePutBack()
    {
        using var scope = NewDisposeScope();
        using var layer = Create(8, 64, new FourBitOptions());
        var x = randn(3, 64);
        var (before, kept) = (layer.call(x), layer.QuantizedWeight);
        byte[] packed = layer.state_dict()["weight"].bytes.ToArray();
        using (var other = kept.Requantize(randn(8, 64)))
        {
            layer.QuantizedWeight = other;
            Assert.That(layer.state_dict()["weight"].bytes.ToArray(), Is.Not.EqualTo(packed));
            TensorAssert.AreClose(layer.call(x), nn.functional.linear(x, other.Dequantize(), layer.Bias!), 1e-5, 1e-5, "output");
            layer.QuantizedWeight = kept;
        }
        TensorAssert.BitEqual(layer.call(x), before, "output");
        Assert.That(layer.state_dict()["weight"].bytes.ToArray(), Is.EqualTo(packed));
    }

    [Test]
    public void To_AnotherType_ConvertsTheBiasAlone()
    {
        using var scope = NewDisposeScope();
        using var layer = Create(8, 64, new FourBitOptions());
        byte[] absmax = layer.state_dict()["weight.absmax"].bytes.ToArray();
        using var parent = nn.Sequential(("inner", layer));
        parent.to(ScalarType.BFloat16);

        Assert.That(layer.Bias!.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(layer.state_dict()["weight.absmax"].bytes.ToArray(), Is.EqualTo(absmax));
        Assert.That(layer.call(randn(3, 64, ScalarType.BFloat16)).dtype, Is.EqualTo(ScalarType.BFloat16));
    }

    [Test]
    public void Parameters_OfLayer_AreItsBias()
    {
        using var layer = Create(8, 64, new FourBitOptions());
        Assert.That(layer.named_parameters().Select(p => p.name), Is.EqualTo(["bias"]));
        Assert.That(layer.buffers().Any(b => b.requires_grad), Is.False);
    }

    [Test]
    public void BadInput_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var layer = Create(8, 64, new FourBitOptions());
        using var vector = NF4Tensor.Quantize(randn(64));
        using var matrix = NF4Tensor.Quantize(randn(8, 64));

        Assert.That(() => layer.call(randn(3, 63)), Throws.ArgumentException.With.Message.Contains("[..., 64]"));
        Assert.That(() => layer.call(ones(3, 64, ScalarType.Int64)), Throws.ArgumentException);
        Assert.That(() => new Linear4bit(vector), Throws.ArgumentException.With.Message.Contains("two dimensions"));
        Assert.That(() => new Linear4bit(matrix, new Parameter(zeros(7))), Throws.ArgumentException.With.Message.Contains("[8]"));
        Assert.That(() => new Linear4bit(matrix, computeType: ScalarType.Int64), Throws.ArgumentException.With.Message.Contains("BFloat16"));
        Assert.That(() => layer.QuantizedWeight = vector, Throws.ArgumentException.With.Message.Contains("[8, 64]"));
        Assert.That(() => layer.QuantizedWeight.Requantize(randn(8, 63)), Throws.ArgumentException.With.Message.Contains("[8, 64]"));
    }

    private static Linear4bit Create(long outputs, long inputs, FourBitOptions options)
    {
        using var scope = NewDisposeScope();
        var bias = new Parameter(randn(outputs));
        bias.DetachFromDisposeScope();
        return new Linear4bit(NF4Tensor.Quantize(randn(outputs, inputs), options), bias);
    }
}
