using System.Text.Json;
using Peft.Quantization.Kernels.Cpu;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Every 8-bit block-wise case of the reference vectors, to the bit of the exact rule.</summary>
[TestFixture]
[Category("Golden")]
public sealed class EightBitGoldenTests
{
    private const string Data = "quant/eight_bit.safetensors";

    private static IEnumerable<TestCaseData> Cases =>
        from entry in Golden.Case("quant", "eight_bit").Description.GetProperty("cases").EnumerateArray()
        where entry.TryGetProperty("input", out _)
        select new TestCaseData(entry).SetArgDisplayNames(entry.GetProperty("id").GetString()!);

    [TestCaseSource(nameof(Cases))]
    public void Quantize_Input_GivesBitsandbytesCodesAbsmaxAndValues(JsonElement entry)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = Golden.Tensors(Data);
        string id = entry.GetProperty("id").GetString()!;
        int blockSize = entry.GetProperty("blocksize").GetInt32();
        Codebook map = entry.GetProperty("map").GetString() == "dynamic_signed" ? Codebook.Dynamic : Codebook.DynamicUnsigned;
        Tensor input = tensors[entry.GetProperty("input").GetString()!];
        Tensor expected = Exact(tensors, $"{id}.dequant");

        float[] values = input.to_type(ScalarType.Float32).view(-1).Floats().ToArray();
        byte[] codes = new byte[values.Length];
        float[] absmax = new float[Blocks.Count(values.Length, blockSize)];
        EightBitKernels.Quantize(values, map, blockSize, codes, absmax);
        TensorAssert.BitEqual(tensor(codes).view(input.shape), Exact(tensors, $"{id}.q"), "codes");
        TensorAssert.BitEqual(tensor(absmax), Exact(tensors, $"{id}.absmax"), "absmax");

        EightBitKernels.Dequantize(codes, absmax, map, blockSize, values);
        TensorAssert.BitEqual(tensor(values).view(input.shape).to_type(expected.dtype), expected, "values");

        using var quantized = BlockwiseTensor.Quantize(input, blockSize, isSigned: map == Codebook.Dynamic);
        var state = quantized.ToStateDict();
        TensorAssert.BitEqual(state["weight"], Exact(tensors, $"{id}.q"), "codes of the tensor");
        TensorAssert.BitEqual(state["weight.absmax"], Exact(tensors, $"{id}.absmax"), "absmax of the tensor");
        TensorAssert.BitEqual(quantized.Dequantize(), expected, "values of the tensor");
    }

    [Test]
    public void Codebook_DynamicUnsigned_IsThatOfBitsandbytes()
    {
        using var scope = NewDisposeScope();
        TensorAssert.BitEqual(tensor(Codebook.DynamicUnsigned.Values.ToArray()), Golden.Tensors("quant/codebooks.safetensors")["dynamic_unsigned"], "dynamic_unsigned");
    }

    /// <summary>Where the exact rule and the compiled library differ, that of the rule.</summary>
    private static Tensor Exact(Dictionary<string, Tensor> tensors, string name) => tensors.GetValueOrDefault(name) ?? tensors[name + ".torch"];
}
