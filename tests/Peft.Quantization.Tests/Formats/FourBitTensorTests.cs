using Peft.Quantization.Kernels.Cpu;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class FourBitTensorTests
{
    private static readonly Codebook[] s_codebooks = [Codebook.NF4, Codebook.FP4];

    [TestCaseSource(nameof(s_codebooks))]
    public void Quantize_CodebookValues_RoundTripIsExact(object codebook)
    {
        using var scope = NewDisposeScope();
        float[] values = ((Codebook)codebook).Values.ToArray();
        float[] block = [.. values, .. values, .. values, .. values];
        Tensor weight = tensor([.. block, .. block.Select(x => x * 0.125f), .. block.Reverse().Select(x => x * 8)]).view(3, 64);
        using FourBitTensor quantized = Quantize(weight, codebook);
        TensorAssert.BitEqual(quantized.Dequantize(), weight, "weight");
    }

    [Test]
    public void Quantize_AnyWeight_ErrorIsAtMostHalfTheGapToTheNeighbouringValue(
        [ValueSource(nameof(s_codebooks))] object codebook, [Values(32, 64, 4096)] int blockSize, [Values(1, 31, 64, 65, 5000)] int count)
    {
        using var scope = NewDisposeScope();
        float[] values = ((Codebook)codebook).Values.ToArray();
        float[] sorted = [.. values.Order()];
        float[] weight = Normal(count);
        using FourBitTensor quantized = Quantize(tensor(weight), codebook, new() { BlockSize = blockSize });
        using Tensor dequantized = quantized.Dequantize();
        float[] found = dequantized.Floats().ToArray();

        double halfGap = sorted.Zip(sorted.Skip(1), (lower, upper) => upper - lower).Max() / 2;
        foreach (var (block, decoded) in weight.Chunk(blockSize).Zip(found.Chunk(blockSize)))
        {
            float absmax = block.Max(Math.Abs);
            foreach (var (original, value) in block.Zip(decoded))
            {
                double nearest = values.Min(v => Math.Abs((v * absmax) - original));
                double error = Math.Abs(value - original);
                Assert.That(error, Is.EqualTo(nearest).Within(1e-6 * absmax).And.LessThanOrEqualTo(halfGap * absmax * (1 + 1e-6)), $"{original} in a block of {absmax}");
            }
        }
    }

    [Test]
    public void Quantize_BlockOfZeros_StaysZeroAndLeavesOthersAlone([Values] bool doubleQuantize)
    {
        using var scope = NewDisposeScope();
        float[] weight = Normal(192);
        weight.AsSpan(64, 64).Clear();
        using NF4Tensor quantized = NF4Tensor.Quantize(tensor(weight), new() { DoubleQuantize = doubleQuantize });
        using Tensor dequantized = quantized.Dequantize();
        Assert.That(dequantized.Floats().Slice(64, 64).ToArray(), Is.All.Zero);
        Assert.That(dequantized.Floats()[..64].ToArray(), Has.Some.Not.Zero);
    }

    [TestCase(64, false, 4.5)]
    [TestCase(128, false, 4.25)]
    [TestCase(64, true, 4.127)]
    public void BitsPerElement_OfLargeWeight_IsAsPublished(int blockSize, bool doubleQuantize, double expected)
    {
        using var scope = NewDisposeScope();
        using NF4Tensor quantized = NF4Tensor.Quantize(zeros(1024, 1024), new() { BlockSize = blockSize, DoubleQuantize = doubleQuantize });
        long stored = quantized.ToStateDict().Where(pair => !pair.Key.Contains("quant_")).Sum(pair => pair.Value.NumberOfElements * pair.Value.ElementSize);
        Assert.That(quantized.ByteCount, Is.EqualTo(stored + (doubleQuantize ? sizeof(float) : 0)));
        Assert.That(quantized.BitsPerElement, Is.EqualTo(expected).Within(1e-4));
    }

    [TestCase("nf4", 64, false, 0.092)]
    [TestCase("nf4", 64, true, 0.092)]
    [TestCase("nf4", 128, false, 0.0956)]
    [TestCase("fp4", 64, false, 0.122)]
    public void Dequantize_NormalWeight_RelativeErrorIsAsDocumented(string type, int blockSize, bool doubleQuantize, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor weight = tensor(Normal(1 << 18));
        using FourBitTensor quantized = Quantize(weight, s_codebooks.Single(codebook => codebook.Name == type), new() { BlockSize = blockSize, DoubleQuantize = doubleQuantize });
        double error = (quantized.Dequantize() - weight).norm().item<float>() / weight.norm().item<float>();
        Assert.That(error, Is.EqualTo(expected).Within(5e-4));
    }

    [Test]
    public void Quantize_WeightOfSeveralPieces_EqualsTheReference()
    {
        using var scope = NewDisposeScope();
        float[] weight = KernelData.Uniform(CpuFourBit.DecodedPiece + 4097);
        var (packed, absmax) = KernelData.QuantizeReference(weight, Codebook.NF4, 64);
        using NF4Tensor plain = NF4Tensor.Quantize(tensor(weight));
        Assert.That(plain.Parts.Packed.bytes.SequenceEqual(packed));
        Assert.That(plain.Parts.Absmax.Values.Floats().SequenceEqual(absmax));

        using NF4Tensor quantized = NF4Tensor.Quantize(tensor(weight), new() { DoubleQuantize = true });
        float[] restored = KernelData.Absmax(quantized.Parts.Absmax);
        FourBitKernels.DequantizeReference<float>(packed, restored, Codebook.NF4.Values, 64, weight);
        Assert.That(quantized.Dequantize().Floats().SequenceEqual(weight));
    }

    [Test]
    public void Quantize_TransposedParameter_EqualsItsContiguousCopy()
    {
        using var scope = NewDisposeScope();
        Tensor transposed = tensor(Normal(70 * 33)).view(70, 33).requires_grad_().t();
        using NF4Tensor actual = NF4Tensor.Quantize(transposed);
        using NF4Tensor expected = NF4Tensor.Quantize(transposed.detach().contiguous());
        Assert.That(actual.Shape, Is.EqualTo(new long[] { 33, 70 }));
        TensorAssert.BitEqual(actual.Dequantize(), expected.Dequantize(), "dequantised");
    }

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.Float16)]
    [TestCase(ScalarType.BFloat16)]
    public void Dequantize_ToAnotherType_RoundsTheFloat32Values(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using NF4Tensor quantized = NF4Tensor.Quantize(tensor(Normal(100)).to_type(ScalarType.BFloat16));
        Assert.That(quantized.DType, Is.EqualTo(ScalarType.BFloat16));
        TensorAssert.BitEqual(quantized.Dequantize(type), quantized.Dequantize(ScalarType.Float32).to_type(type), "dequantised");
    }

    [Test]
    public void Lifetime_OfEverythingMade_IsTheOwners()
    {
        float[] weight = Normal(200);
        LeakGuard.NoTensorsLeft(() =>
        {
            NF4Tensor quantized;
            using (NewDisposeScope())
                quantized = NF4Tensor.Quantize(tensor(weight), new() { DoubleQuantize = true });
            using (quantized)
            using (NewDisposeScope())
            {
                using FourBitTensor copy = FourBitTensor.FromStateDict(quantized.ToStateDict("layer."), "layer.");
                Assert.That(copy.Dequantize().shape, Is.EqualTo(new long[] { 200 }));
            }
        });
    }

    [Test]
    public void ToString_OfDoubleQuantized_NamesTypeShapeAndMemory()
    {
        using var scope = NewDisposeScope();
        using FP4Tensor quantized = FP4Tensor.Quantize(zeros(64, 64, ScalarType.Float16), new() { DoubleQuantize = true });
        Assert.That(quantized.ToString(), Is.EqualTo("fp4 [64, 64] of Float16, blocks of 64, double quantised, 4.141 bits per element"));
    }

    private static FourBitTensor Quantize(Tensor weight, object codebook, FourBitOptions? options = null) =>
        codebook == Codebook.NF4 ? NF4Tensor.Quantize(weight, options) : FP4Tensor.Quantize(weight, options);

    /// <summary>Values that are about normally distributed, from a generator of our own: the same everywhere.</summary>
    private static float[] Normal(int count)
    {
        var random = new Random(20230523);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }
}
