using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Products with the packed weight against torch's with the dequantised one.</summary>
[TestFixture]
public sealed class FourBitMatrixTests
{
    // Batches for each way: one and two vectors, few vectors, those of one and of three groups of eight, panels and tiles, and more than panels take at once. The rows of the second and the last shape end within blocks; the last has several tiles.
    private static readonly int[] s_batches = [1, 2, 4, 7, 20, 70, 600];
    private static readonly int[][] s_shapes = [[37, 128], [70, 33], [300, 1024], [530, 4100]];

    [Test]
    public void TimesTransposed_AnyBatchAndShape_EqualsProductWithDequantizedWeight(
        [ValueSource(nameof(s_batches))] int batch, [ValueSource(nameof(s_shapes))] int[] shape, [Values] bool doubleQuantize)
    {
        using var scope = NewDisposeScope();
        using NF4Tensor weight = Quantize(shape, doubleQuantize);
        Tensor x = Values(batch, shape[1]);
        TensorAssert.AreClose(FourBitMatrix.TimesTransposed(weight.Parts, x), x.mm(weight.Dequantize(ScalarType.Float32).t()), rtol: 1e-4, atol: 1e-4, "x · Wᵀ");
    }

    [Test]
    public void Times_AnyBatchAndShape_EqualsProductWithDequantizedWeight(
        [ValueSource(nameof(s_batches))] int batch, [ValueSource(nameof(s_shapes))] int[] shape, [Values] bool doubleQuantize)
    {
        using var scope = NewDisposeScope();
        using NF4Tensor weight = Quantize(shape, doubleQuantize);
        Tensor g = Values(batch, shape[0]);
        TensorAssert.AreClose(FourBitMatrix.Times(weight.Parts, g), g.mm(weight.Dequantize(ScalarType.Float32)), rtol: 1e-4, atol: 1e-4, "g · W");
    }

    [Test]
    public void Products_Of16BitActivations_AreOfTheirTypeAndWithinItsRounding([Values(ScalarType.Float16, ScalarType.BFloat16)] ScalarType type, [Values(1, 5, 70)] int batch)
    {
        using var scope = NewDisposeScope();
        using NF4Tensor weight = Quantize([64, 256], doubleQuantize: true);
        Tensor x = Values(batch, 256).to_type(type), g = Values(batch, 64).to_type(type);
        Tensor dense = weight.Dequantize(ScalarType.Float32);
        double rounding = type == ScalarType.Float16 ? 1e-3 : 8e-3;
        Tensor y = FourBitMatrix.TimesTransposed(weight.Parts, x), dx = FourBitMatrix.Times(weight.Parts, g);
        Assert.That(new[] { y.dtype, dx.dtype }, Is.All.EqualTo(type));
        TensorAssert.AreClose(y.to_type(ScalarType.Float32), x.to_type(ScalarType.Float32).mm(dense.t()), rounding, atol: 5e-3, "x · Wᵀ");
        TensorAssert.AreClose(dx.to_type(ScalarType.Float32), g.to_type(ScalarType.Float32).mm(dense), rounding, atol: 5e-3, "g · W");
    }

    [Test]
    public void Products_OfStridedActivations_EqualThoseOfContiguousOnes()
    {
        using var scope = NewDisposeScope();
        using NF4Tensor weight = Quantize([64, 128], doubleQuantize: false);
        Tensor x = Values(128, 6).t(), g = Values(64, 6).t();
        TensorAssert.BitEqual(FourBitMatrix.TimesTransposed(weight.Parts, x), FourBitMatrix.TimesTransposed(weight.Parts, x.contiguous()), "x · Wᵀ");
        TensorAssert.AreClose(FourBitMatrix.Times(weight.Parts, g), FourBitMatrix.Times(weight.Parts, g.contiguous()), rtol: 1e-5, atol: 1e-5, "g · W");
    }

    [Test]
    public void Products_Repeated_LeaveNoTensors()
    {
        using NF4Tensor weight = Quantize([64, 128], doubleQuantize: true);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            foreach (int batch in s_batches)
            {
                FourBitMatrix.TimesTransposed(weight.Parts, Values(batch, 128));
                FourBitMatrix.Times(weight.Parts, Values(batch, 64));
            }
        });
    }

    private static NF4Tensor Quantize(int[] shape, bool doubleQuantize)
    {
        using var scope = NewDisposeScope();
        return NF4Tensor.Quantize(Values(shape[0], shape[1]), new() { DoubleQuantize = doubleQuantize });
    }

    private static Tensor Values(int rows, int columns) => tensor(KernelData.Uniform(rows * columns)).view(rows, columns);
}
