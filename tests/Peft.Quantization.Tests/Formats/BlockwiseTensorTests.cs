using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>The golden cases are in <see cref="EightBitGoldenTests"/>.</summary>
[TestFixture]
public sealed class BlockwiseTensorTests
{
    // One block, several, a short last one; and more than are computed with at once.
    [Test]
    public void FromStateDict_OfToStateDict_IsTheSameTensor([Values(5, 64, 65, 8192, (1 << 20) + 100)] int count, [Values(64, 256, 4096)] int blockSize, [Values] bool isSigned)
    {
        using var scope = NewDisposeScope();
        Tensor values = isSigned ? randn(count) : rand(count);
        using var quantized = BlockwiseTensor.Quantize(values, blockSize, isSigned);
        using var again = BlockwiseTensor.FromStateDict(quantized.ToStateDict("layer."), "layer.");

        Assert.That(again.BlockSize, Is.EqualTo(blockSize).Or.EqualTo(count <= 64 ? 64 : count <= 128 ? 128 : blockSize));
        Assert.That((again.IsSigned, again.DType, again.NumberOfElements), Is.EqualTo((isSigned, ScalarType.Float32, (long)count)));
        TensorAssert.BitEqual(again.Dequantize(), quantized.Dequantize(), "values");
        Assert.That((again.Dequantize() - values).norm().item<float>() / values.norm().item<float>(), Is.LessThan(0.02));
    }

    [Test]
    public void Dequantize_ByOperators_IsThatOfTheKernels([Values] bool isSigned)
    {
        using var scope = NewDisposeScope();
        using var quantized = BlockwiseTensor.Quantize(rand(3, 100), 64, isSigned);
        var state = quantized.ToStateDict();

        TensorAssert.BitEqual(quantized.DecodeByOperators(state["weight"].view(-1), state["weight.absmax"]).view(3, 100), quantized.Dequantize(), "values");
    }

    [Test]
    public void Dequantize_GivenType_IsRoundedOnce([Values(ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32)] ScalarType from, [Values(ScalarType.Float16, ScalarType.BFloat16)] ScalarType to)
    {
        using var scope = NewDisposeScope();
        using var quantized = BlockwiseTensor.Quantize(randn(20, 50).to_type(from), 256);

        Assert.That(quantized.Dequantize().dtype, Is.EqualTo(from));
        TensorAssert.BitEqual(quantized.Dequantize(to), quantized.Dequantize(ScalarType.Float32).to_type(to), "values");
    }

    [TestCase(64, 8.5)]
    [TestCase(256, 8.125)]
    [TestCase(4096, 8.0078125)]
    public void BitsPerElement_OfLargeTensor_IsEightAndAScale(int blockSize, double expected)
    {
        using var quantized = BlockwiseTensor.Quantize(zeros(128, 128), blockSize);
        Assert.That(quantized.BitsPerElement, Is.EqualTo(expected));
        Assert.That(quantized.ToString(), Does.StartWith($"dynamic [128, 128] of Float32, blocks of {blockSize}, 8."));
    }

    [Test]
    public void RequantizeAndTo_AnyTensor_KeepItsFormAndLeaveNoTensors()
    {
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using var quantized = BlockwiseTensor.Quantize(rand(30, 10, dtype: ScalarType.BFloat16), 64, isSigned: false);
            using var other = quantized.Requantize(rand(30, 10, dtype: ScalarType.Float64));
            using var copy = other.To(CPU);

            Assert.That((copy.BlockSize, copy.IsSigned, copy.DType), Is.EqualTo((64, false, ScalarType.BFloat16)));
            TensorAssert.BitEqual(copy.Dequantize(), other.Dequantize(), "values");
        });
    }

    [Test]
    public void Quantize_WhatCannotBe_SaysSo()
    {
        using var scope = NewDisposeScope();
        void Refused(Func<BlockwiseTensor> quantize, string problem) => Assert.That(quantize, Throws.InstanceOf<ArgumentException>().With.Message.Contains(problem).And.Message.Contains("help: "));
        Refused(() => BlockwiseTensor.Quantize(ones(64), 32), "no such block size");
        Refused(() => BlockwiseTensor.Quantize(ones(64, dtype: ScalarType.Float64)), "The weight is Float64");
        Refused(() => BlockwiseTensor.Quantize(empty(0)), "has no elements");
        Refused(() => BlockwiseTensor.Quantize(tensor([1f, -1f]), isSigned: false), "negative number among the 2 elements from 0 on");
        Refused(() => BlockwiseTensor.Quantize(cat([ones(100), full(1, float.NaN)]), 64), "NaN or an infinity among the 64 elements from 64 on");
        using var quantized = BlockwiseTensor.Quantize(ones(64));
        Refused(() => quantized.Requantize(ones(63)), "expected [64]");
        Assert.That(() => quantized.Dequantize(ScalarType.Float64), Throws.ArgumentException.With.Message.Contains("Float64"));
        quantized.Dispose();
        Assert.That(() => quantized.Dequantize(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void FromStateDict_DamagedParts_SaysWhich()
    {
        using var scope = NewDisposeScope();
        using var quantized = BlockwiseTensor.Quantize(randn(10, 100), 64);
        void Refused(Action<Dictionary<string, Tensor>> damage, string problem)
        {
            var state = quantized.ToStateDict("a.");
            damage(state);
            Assert.That(() => BlockwiseTensor.FromStateDict(state, "a."), Throws.TypeOf<QuantStateException>().With.Message.Contains(problem).And.Message.Contains("help: "));
        }
        Refused(s => s.Remove("a.weight"), "'a.weight': the state dict has no such key");
        Refused(s => s.Remove("a.weight.absmax"), "'a.weight.absmax': the state dict has no such key");
        Refused(s => s["a.weight"] = s["a.weight"].to_type(ScalarType.Int8), "'a.weight': expected Byte");
        Refused(s => s["a.weight.absmax"] = ones(17), "'a.weight.absmax': expected Float32");
        Refused(s => s["a.weight.absmax"] = ones(16, ScalarType.Float64), "found Float64 [16]");
        Refused(s => s["a.weight.quant_map"] = ones(16), "not those of a dynamic map");
        Refused(s => s["a.weight.quant_map"] = linspace(-1, 1, 256), "not those of a dynamic map");
        Refused(s => s["a.weight.quant_map"] = ones(256, ScalarType.Int64), "expected Float32 [256]");
    }

    [Test]
    public void Codebooks_OfBothSigns_AreToldApart() => Assert.That(Codebook.Dynamic.WithValues(Codebook.DynamicUnsigned.Values), Is.Null);
}
