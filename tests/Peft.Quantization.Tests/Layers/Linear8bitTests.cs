using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class Linear8bitTests
{
    [Test]
    public void Forward_InTraining_IsThatOfTheDequantizedWeight()
    {
        using var scope = NewDisposeScope();
        using var layer = Create(40, 96);
        var (x, dense) = (randn(2, 5, 96).requires_grad_(), layer.QuantizedWeight.Dequantize());
        var other = x.detach().clone().requires_grad_();
        var (actual, expected) = (layer.call(x), nn.functional.linear(other, dense, layer.Bias!.detach()));
        actual.square().sum().backward();
        expected.square().sum().backward();

        TensorAssert.AreClose(actual, expected, 1e-5, 1e-5, "output");
        TensorAssert.AreClose(x.grad!, other.grad!, 1e-4, 1e-4, "gradient");
    }

    [Test]
    public void Forward_OutliersWithThreshold_AreMoreExact()
    {
        using var scope = NewDisposeScope();
        var weight = randn(40, 96);
        using var plain = new Linear8bit(Int8Tensor.Quantize(weight));
        using var mixed = new Linear8bit(Int8Tensor.Quantize(weight), threshold: 6);
        plain.eval();
        mixed.eval();
        var x = randn(8, 96);
        x[.., 3] = 100;
        var exact = nn.functional.linear(x, weight);
        double Error(Linear8bit layer) => (layer.call(x) - exact).norm().ToDouble() / exact.norm().ToDouble();

        Assert.That(Error(mixed), Is.LessThan(Error(plain) / 2));
    }

    // More rows than a tile has.
    [Test]
    public void Dequantized_OverSeveralTiles_MultipliesAllOfThem()
    {
        using var scope = NewDisposeScope();
        const long Rows = 5, Columns = (1 << 20) - 3;
        using var layer = new Linear8bit(Int8Tensor.Quantize(randn(Rows, Columns)));
        var x = randn(1, Columns).requires_grad_();
        var y = layer.call(x);
        y.sum().backward();
        var dense = layer.QuantizedWeight.Dequantize();

        TensorAssert.AreClose(y, x.detach().mm(dense.t()), 1e-4, 1e-1, "output");
        TensorAssert.AreClose(x.grad!, dense.sum(0, keepdim: true), 1e-5, 1e-4, "gradient");
    }

    [Test]
    public void LoadStateDict_IntoALayerOfAnotherWeight_Counts()
    {
        using var scope = NewDisposeScope();
        using var layer = Create(8, 64);
        using var other = Create(8, 64);
        layer.load_state_dict(other.state_dict());
        TensorAssert.BitEqual(layer.QuantizedWeight.Dequantize(), other.QuantizedWeight.Dequantize(), "weight");
    }

    [Test]
    public void ForwardAndBackward_InBothModes_LeaveNoTensors()
    {
        using var layer = Create(33, 64);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            foreach (bool training in new[] { true, false })
            {
                layer.train(training);
                using var x = randn(4, 64).requires_grad_();
                layer.call(x).sum().backward();
            }
            layer.Bias!.grad = null;
        });
    }

    [Test]
    public void Requantize_OfDequantized_GivesTheSameCodes()
    {
        using var scope = NewDisposeScope();
        using var weight = Int8Tensor.Quantize(randn(8, 64, ScalarType.BFloat16));
        using var again = weight.Requantize(weight.Dequantize(ScalarType.Float32));
        TensorAssert.BitEqual(again.ToStateDict()["weight"], weight.ToStateDict()["weight"], "codes");
        Assert.That(again.DType, Is.EqualTo(ScalarType.BFloat16));
    }

    [Test]
    public void BadInput_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var matrix = Int8Tensor.Quantize(randn(8, 64));
        var state = matrix.ToStateDict();
        Dictionary<string, Tensor> With(string key, Tensor value) => new(state) { [key] = value };

        Assert.That(() => Int8Tensor.Quantize(full(2, 2, 1e5f)), Throws.ArgumentException.With.Message.Contains("65504"));
        Assert.That(() => Int8Tensor.Quantize(full(2, 2, double.NaN)), Throws.ArgumentException.With.Message.Contains("NaN"));
        Assert.That(() => Int8Tensor.Quantize(randn(4)), Throws.ArgumentException.With.Message.Contains("matrix"));
        Assert.That(() => new Linear8bit(matrix, threshold: -1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Int8Tensor.FromStateDict(With("SCB", zeros(7))), Throws.TypeOf<QuantStateException>().With.Message.Contains("[8]"));
        Assert.That(() => Int8Tensor.FromStateDict(With("weight", zeros(8, 64))), Throws.TypeOf<QuantStateException>().With.Message.Contains("Int8"));
        Assert.That(() => Int8Tensor.FromStateDict(With("weight_format", tensor((byte)2))), Throws.TypeOf<QuantStateException>().With.Message.Contains("layout"));
        Assert.That(() => Int8Tensor.FromStateDict(state, "other."), Throws.TypeOf<QuantStateException>().With.Message.Contains("other.weight"));
        Assert.That(() => Int8Tensor.FromStateDict(With("weight", zeros(8, 0, ScalarType.Int8))), Throws.TypeOf<QuantStateException>().With.Message.Contains("with elements"));
    }

    private static Linear8bit Create(long outputs, long inputs)
    {
        using var scope = NewDisposeScope();
        var bias = new Parameter(randn(outputs));
        bias.DetachFromDisposeScope();
        return new Linear8bit(Int8Tensor.Quantize(randn(outputs, inputs)), bias);
    }
}
