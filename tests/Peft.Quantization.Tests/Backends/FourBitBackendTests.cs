using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Four-bit weights on other devices, by torch's operators and by the CUDA kernels, against the CPU's kernels, to the bit.</summary>
[TestFixture]
[NonParallelizable]
public sealed class FourBitBackendTests
{
    private static readonly ScalarType[] s_types = [ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16];

    private static IEnumerable<TestCaseData> Everywhere => Places.WithEach(["nf4", "fp4"]).Concat([new TestCaseData("nf4", Places.Interpreter), new TestCaseData("fp4", Places.Interpreter)]);

    private static IEnumerable<TestCaseData> Others => Everywhere.Where(data => !Equals(data.Arguments[1], "cpu"));

    private static IEnumerable<TestCaseData> LayerPlaces =>
        Places.WithEach([ScalarType.Float32, ScalarType.BFloat16]).Concat([new TestCaseData(ScalarType.Float32, Places.Interpreter), new TestCaseData(ScalarType.BFloat16, Places.Interpreter)]);

    [TestCaseSource(nameof(Others))]
    public void Quantize_AnySizeAndType_EqualsCpu(string codebook, string place)
    {
        foreach (int size in new[] { 1, 31, 64, 65, 1000, 4099, 20000 })
        {
            foreach (int blockSize in new[] { 32, 64, 4096 })
                CheckQuantized(KernelData.Uniform(size), s_types[size % 3], Of(codebook), new() { BlockSize = blockSize, DoubleQuantize = size % 2 == 0 }, place);
        }
    }

    [TestCaseSource(nameof(Others))]
    public void Quantize_SpecialValues_EqualsCpu(string codebook, string place)
    {
        float[] special = [.. KernelData.Special(Of(codebook)).Where(float.IsFinite)];
        foreach (float scale in new[] { 0, 1, 1e-38f, 1e38f })
        {
            float[] values = KernelData.Uniform((special.Length * 32) - 7);
            for (int i = 0; i < values.Length; i++)
                values[i] = i % 32 == i / 32 % 32 ? special[i / 32] : values[i] * scale;
            CheckQuantized(values, ScalarType.Float32, Of(codebook), new() { BlockSize = 32 }, place);
        }
    }

    [TestCaseSource(nameof(Others))]
    public void Quantize_WithStorageType_EqualsCpu(string codebook, string place)
    {
        foreach (ScalarType storage in new[] { ScalarType.Int8, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64 })
            CheckQuantized(KernelData.Uniform(64 * 48), ScalarType.Float32, Of(codebook), new() { StorageType = storage }, place);
    }

    // More than torch's operators take at once, with a short block at the end.
    [Test]
    public void Quantize_SeveralPieces_EqualsCpu([Values] bool doubleQuantize) =>
        CheckQuantized(KernelData.Uniform(TorchFourBit.Piece + 4097), ScalarType.Float32, Codebook.NF4, new() { DoubleQuantize = doubleQuantize }, Places.Torch);

    [TestCaseSource(nameof(Others))]
    public void Quantize_NotFinite_NamesTheBlock(string codebook, string place)
    {
        float[] weight = new float[150];
        weight[100] = float.NaN;
        using var scope = NewDisposeScope();
        Assert.That(() => Places.Quantize(tensor(weight), Of(codebook), new(), place), Throws.ArgumentException.With.Message.Contains("among the 64 elements from 64 on"));
    }

    [TestCaseSource(nameof(Others))]
    public void Dequantize_Unaligned_EqualsCpu(string codebook, string place)
    {
        using var scope = NewDisposeScope();
        using FourBitTensor cpu = Places.Quantize(tensor(KernelData.Uniform(1000)), Of(codebook), new(), "cpu"), moved = Places.Move(cpu, place);
        Tensor shifted = empty(moved.Parts.Packed.NumberOfElements + 1, ScalarType.Byte, moved.Device).narrow(0, 1, moved.Parts.Packed.NumberOfElements).view(-1, 1);
        shifted.copy_(moved.Parts.Packed);
        TensorAssert.BitEqual((moved.Parts with { Packed = shifted }).Decode(ScalarType.Float32), cpu.Dequantize(), "dequantised");
    }

    // Rows of whole blocks, of parts of blocks, and across blocks, down to an odd number of elements.
    [TestCaseSource(nameof(Everywhere))]
    public void DecodeRows_AnyWidth_GivesRowsOfTheDequantized(string codebook, string place)
    {
        using var scope = NewDisposeScope();
        foreach (var (count, width) in new[] { (10, 128), (11, 16), (7, 45) })
        {
            Tensor ids = tensor(new long[] { 0, count - 1, 3, 3, 1, 2 }, device: Places.DeviceOf(place));
            using FourBitTensor weight = Places.Quantize(tensor(KernelData.Uniform(count * width)).view(count, width), Of(codebook), new() { DoubleQuantize = true }, place);
            TensorAssert.BitEqual(weight.Parts.Backend.DecodeRows(weight.Parts, ids), weight.Dequantize().index_select(0, ids), $"rows of {width}");
        }
    }

    [TestCaseSource(nameof(LayerPlaces))]
    public void Linear4bit_ForwardAndBackward_AreThoseOfTheDequantizedWeight(ScalarType type, string place)
    {
        using var scope = NewDisposeScope();
        Device device = Places.DeviceOf(place);
        // The last has rows that no kernel multiplies with packed.
        foreach (var (batch, columns) in new[] { (1, 128), (7, 128), (4, 48), (70, 128), (1, 33) })
        {
            using var layer = new Linear4bit(Places.Quantize(tensor(KernelData.Uniform(48 * columns)).view(48, columns), Codebook.NF4, new() { DoubleQuantize = true }, place));
            Tensor x = tensor(KernelData.Uniform(batch * columns, batch)).view(batch, 1, columns).to(type, device).requires_grad_();
            Tensor g = tensor(KernelData.Uniform(batch * 48, batch)).view(batch, 1, 48).to(type, device);
            Tensor dense = layer.QuantizedWeight.Dequantize(ScalarType.Float32);
            Tensor y = layer.call(x);
            y.backward([g]);

            double rounding = type == ScalarType.Float32 ? 1e-4 : 2e-2;
            Assert.That(y.dtype, Is.EqualTo(type));
            TensorAssert.AreClose(y, x.detach().to_type(ScalarType.Float32).matmul(dense.t()), rounding, rounding, $"output of {batch}");
            TensorAssert.AreClose(x.grad!, g.to_type(ScalarType.Float32).matmul(dense), rounding, rounding, $"gradient of {batch}");
        }
    }

    [TestCaseSource(nameof(Everywhere))]
    public void Operations_Repeated_LeaveNoTensors(string codebook, string place)
    {
        using FourBitTensor cpu = Places.Quantize(tensor(KernelData.Uniform(100 * 33)).view(100, 33), Of(codebook), new() { DoubleQuantize = true }, "cpu");
        using FourBitTensor weight = Places.Move(cpu, place);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using FourBitTensor other = weight.Requantize(ones(100, 33)), moved = weight.To(CPU);
            weight.Dequantize();
            weight.Parts.Backend.DecodeRows(weight.Parts, ones(3, ScalarType.Int64, weight.Device));
            weight.Parts.Backend.Times(weight.Parts, ones(3, 100, ScalarType.Float32, weight.Device));
            weight.Parts.Backend.TimesTransposed(weight.Parts, ones(3, 33, ScalarType.Float32, weight.Device));
        });
    }

    private static Codebook Of(string name) => name == "nf4" ? Codebook.NF4 : Codebook.FP4;

    private static void CheckQuantized(float[] values, ScalarType type, Codebook codebook, FourBitOptions options, string place)
    {
        using var scope = NewDisposeScope();
        Tensor weight = tensor(values).to_type(type);
        using FourBitTensor expected = Places.Quantize(weight, codebook, options, "cpu"), actual = Places.Quantize(weight, codebook, options, place);
        using FourBitTensor moved = Places.Move(expected, place), back = moved.To(CPU);
        string what = $"{values.Length} elements of {type}, blocks of {options.BlockSize}, {place}";
        foreach (FourBitTensor other in new[] { actual, moved, back })
        {
            foreach (var (key, part) in expected.ToStateDict())
                TensorAssert.BitEqual(other.ToStateDict()[key], part, $"{key}, {what}");
            foreach (ScalarType result in s_types)
                TensorAssert.BitEqual(other.Dequantize(result), expected.Dequantize(result), $"dequantised to {result}, {what}");
        }
    }
}
