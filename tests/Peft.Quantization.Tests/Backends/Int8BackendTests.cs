using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>int8 matrices on other devices, by torch's operators and by the CUDA kernels, against the CPU's kernels.</summary>
[TestFixture]
[NonParallelizable]
public sealed class Int8BackendTests
{
    private static readonly ScalarType[] s_types = [ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16];

    private static IEnumerable<TestCaseData> Others =>
        Places.WithEach(s_types).Where(data => !Equals(data.Arguments[1], "cpu")).Concat(s_types.Select(type => new TestCaseData(type, Places.Interpreter)));

    [TestCaseSource(nameof(Others))]
    public void Quantize_AnyType_EqualsCpu(ScalarType type, string place)
    {
        using var scope = NewDisposeScope();
        foreach (var (rows, columns) in new[] { (1, 1), (7, 45), (64, 2500) })
        {
            Tensor weight = Values(rows, columns).to_type(type);
            weight[0].zero_();
            using Int8Tensor expected = Int8Tensor.Quantize(weight), actual = Places.QuantizeInt8(weight, place), back = actual.To(CPU);
            foreach (Int8Tensor other in new[] { actual, back })
            {
                foreach (var (key, part) in expected.ToStateDict())
                    TensorAssert.BitEqual(other.ToStateDict()[key], part, $"{key} of {rows} x {columns}");
                foreach (ScalarType result in s_types.Append(ScalarType.Float64))
                    TensorAssert.BitEqual(other.Dequantize(result), expected.Dequantize(result), $"dequantised {rows} x {columns} to {result}");
            }
        }
    }

    // The second has more columns than sums of float32 are exact for at once.
    [TestCaseSource(nameof(Others))]
    public void Products_InInt8_EqualCpu(ScalarType type, string place)
    {
        using var scope = NewDisposeScope();
        foreach (var (rows, columns) in new[] { (7, 45), (33, 2500) })
        {
            Tensor weight = Values(rows, columns), x = Values(5, columns).to_type(type);
            x[.., 3] = 100;
            x[1, 17] = -7;
            using Int8Tensor cpu = Int8Tensor.Quantize(weight), other = Places.QuantizeInt8(weight, place);
            Tensor Product(Int8Tensor matrix, float threshold) => Int8Matrix.TimesTransposedInInt8(matrix, x.to(matrix.Device), threshold);
            TensorAssert.BitEqual(Product(other, 0), Product(cpu, 0), "without outliers");
            TensorAssert.BitEqual(Product(other, 1000), Product(cpu, 1000), "with a threshold that nothing reaches");
            double rounding = type == ScalarType.Float32 ? 1e-5 : 1e-2;
            TensorAssert.AreClose(Product(other, 6), Product(cpu, 6), rounding, rounding, "with outliers");
        }
    }

    [TestCaseSource(nameof(Others))]
    public void Linear8bit_ForwardAndBackward_AreThoseOfTheDequantizedWeight(ScalarType type, string place)
    {
        using var scope = NewDisposeScope();
        using var layer = new Linear8bit(Places.QuantizeInt8(Values(48, 128), place));
        Tensor x = Values(5, 128).to(type, layer.QuantizedWeight.Device).requires_grad_(), dense = layer.QuantizedWeight.Dequantize(ScalarType.Float32);
        Tensor y = layer.call(x);
        y.backward([ones_like(y)]);

        double rounding = type == ScalarType.Float32 ? 1e-4 : 2e-2;
        Assert.That(y.dtype, Is.EqualTo(type));
        TensorAssert.AreClose(y, x.detach().to_type(ScalarType.Float32).mm(dense.t()), rounding, rounding, "output");
        TensorAssert.AreClose(x.grad!, dense.sum(0, keepdim: true).expand(5, 128), rounding, rounding, "gradient");
    }

    [TestCaseSource(nameof(Others))]
    public void Operations_Repeated_LeaveNoTensors(ScalarType type, string place)
    {
        using Int8Tensor weight = Places.QuantizeInt8(Values(48, 128), place);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using Int8Tensor other = weight.Requantize(ones(48, 128)), moved = weight.To(CPU);
            Tensor x = ones(3, 128, type, weight.Device);
            weight.Dequantize(type);
            Int8Matrix.TimesTransposedInInt8(weight, x, 0.5f);
            Int8Matrix.TimesTransposed(weight, x.to_type(ScalarType.Float32));
            Int8Matrix.Times(weight, ones(3, 48, ScalarType.Float32, weight.Device));
        });
    }

    private static Tensor Values(int rows, int columns) => tensor(KernelData.Uniform(rows * columns)).view(rows, columns);
}
