using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Formats;

/// <summary>Int8 with a zero point for each row.</summary>
[TestFixture]
public sealed class Int8ZeroPointTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    // With absmax alone a row from 0 to 1 uses half of the codes, one from 1 to 2 a quarter.
    [TestCase(-1, 1, 0.97, 1.03)]
    [TestCase(0, 1, 0.45, 0.55)]
    [TestCase(1, 2, 0.2, 0.3)]
    public void Quantize_UniformRows_HasTheErrorOfTheirRange(double low, double high, double least, double most)
    {
        var weight = rand(64, 512).mul(high - low).add(low);
        using var symmetric = Int8Tensor.Quantize(weight);
        using var shifted = Int8Tensor.Quantize(weight, zeroPoints: true);

        Assert.That(Error(shifted) / Error(symmetric), Is.InRange(least, most));
        Assert.That(shifted.ByteCount, Is.EqualTo(symmetric.ByteCount + (4 * 64)));
        Assert.That((shifted.Dequantize() - weight).abs().max().item<float>(), Is.LessThanOrEqualTo((high - low) / 254 / 2 * 1.01), "half a step");

        float Error(Int8Tensor quantized) => (quantized.Dequantize() - weight).norm().item<float>();
    }

    [Test]
    public void Quantize_ConstantRows_AreExact()
    {
        var weight = tensor(new[] { 0f, 3.25f, -1e-3f }).unsqueeze(1).repeat(1, 40);
        using var quantized = Int8Tensor.Quantize(weight, zeroPoints: true);

        TensorAssert.BitEqual(quantized.Dequantize(), weight, "weight");
    }

    [Test]
    public void Forward_EitherMode_IsThatOfTheDequantizedWeight([Values] bool training, [Values(0, 3)] double threshold)
    {
        using var layer = new Linear8bit(Int8Tensor.Quantize(rand(48, 256).add(0.5), zeroPoints: true), threshold: threshold);
        layer.train(training);
        var x = randn(5, 256, requires_grad: true);
        x.select(1, 7).detach().mul_(20);
        var weight = layer.QuantizedWeight.Dequantize(ScalarType.Float32);
        var y = layer.call(x);
        y.sum().backward();

        var exact = x.detach().mm(weight.t());
        // In evaluation mode x has eight bits: of its largest magnitude, unless that is an outlier.
        double tolerance = training ? 1e-5 : threshold > 0 ? 0.01 : 0.03;
        Assert.That((y - exact).norm().item<float>() / exact.norm().item<float>(), Is.LessThan(tolerance));
        TensorAssert.AreClose(x.grad!, ones(5, 48).mm(weight), 1e-5, 1e-4, "gradient");
    }

    [Test]
    public void StateDict_WrittenAndRead_IsTheSame()
    {
        using var quantized = Int8Tensor.Quantize(rand(8, 64), zeroPoints: true);
        var state = quantized.ToStateDict("layer.");
        using var read = Int8Tensor.FromStateDict(state, "layer.");
        using var again = read.Requantize(quantized.Dequantize());
        using var other = quantized.To(CPU);

        Assert.That(state.Keys, Is.EquivalentTo(new[] { "layer.weight", "layer.SCB", "layer.SCB_offset", "layer.weight_format" }));
        Assert.That((read.HasZeroPoints, again.HasZeroPoints, other.HasZeroPoints), Is.EqualTo((true, true, true)));
        Assert.That(read.ToString(), Does.Contain("zero points"));
        TensorAssert.BitEqual(read.Dequantize(), quantized.Dequantize(), "read");
        TensorAssert.BitEqual(other.Dequantize(), quantized.Dequantize(), "copied");
        TensorAssert.AreClose(again.Dequantize(), quantized.Dequantize(), 1e-5, 1e-6, "quantised again");
        state["layer.SCB_offset"] = zeros(7);
        Assert.That(() => Int8Tensor.FromStateDict(state, "layer."), Throws.TypeOf<QuantStateException>().With.Message.Contains("SCB_offset").And.Message.Contains("[8]"));
    }
}
