using System.Text.Json;
using Peft.Checkpoints;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>The state dicts of 4-bit layers as bitsandbytes saves them: read, written, and made from the original weight.</summary>
[TestFixture]
[Category("Golden")]
public sealed class QuantStateGoldenTests
{
    private static readonly GoldenCase s_golden = Golden.Case("quant", "state");

    private static IEnumerable<string> Cases => s_golden.Description.GetProperty("cases").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!);

    [TestCaseSource(nameof(Cases))]
    public void ToStateDict_OfFromStateDict_WritesTheSameFile(string id)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        Dictionary<string, Tensor> state = s_golden.Tensors($"state/{id}.safetensors");
        using FourBitTensor quantized = FourBitTensor.FromStateDict(state);
        Dictionary<string, Tensor> written = quantized.ToStateDict();
        written["bias"] = state["bias"];
        SafetensorsFile.Save(folder.File("state.safetensors"), written, new Dictionary<string, string> { ["format"] = "pt" });

        Assert.That(File.ReadAllBytes(folder.File("state.safetensors")), Is.EqualTo(File.ReadAllBytes(s_golden.FullPath($"state/{id}.safetensors"))));
    }

    [TestCaseSource(nameof(Cases))]
    public void Dequantize_OfFromStateDict_GivesBitsandbytesValues(string id)
    {
        using var scope = NewDisposeScope();
        using FourBitTensor quantized = FourBitTensor.FromStateDict(s_golden.Tensors($"state/{id}.safetensors"));
        TensorAssert.BitEqual(quantized.Dequantize(), s_golden.Tensors($"state/{id}.ref.safetensors")["dequant"], "dequantised");
    }

    [TestCaseSource(nameof(Cases))]
    public void ToStateDict_OfQuantizedOriginal_IsBitsandbytesStateDict(string id)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> expected = s_golden.Tensors($"state/{id}.safetensors");
        using FourBitTensor read = FourBitTensor.FromStateDict(expected);
        Tensor original = s_golden.Tensors($"state/{id}.ref.safetensors")["weight_original"];
        var options = new FourBitOptions { BlockSize = read.BlockSize, DoubleQuantize = read.IsDoubleQuantized, StorageType = read.StorageType };
        using FourBitTensor quantized = read is NF4Tensor ? NF4Tensor.Quantize(original, options) : FP4Tensor.Quantize(original, options);
        Dictionary<string, Tensor> actual = quantized.ToStateDict();

        Assert.That(actual.Keys.Append("bias"), Is.EquivalentTo(expected.Keys));
        foreach (var (key, value) in actual)
            TensorAssert.BitEqual(value, expected[key], key);
    }

    [TestCaseSource(nameof(Cases))]
    public void FromStateDict_Properties_AreThoseDescribed(string id)
    {
        using var scope = NewDisposeScope();
        JsonElement entry = s_golden.Description.GetProperty("cases").EnumerateArray().Single(e => e.GetProperty("id").GetString() == id);
        using JsonDocument description = JsonDocument.Parse(entry.GetProperty("packed_json").GetString()!);
        using FourBitTensor quantized = FourBitTensor.FromStateDict(s_golden.Tensors($"state/{id}.safetensors"));

        Assert.That(quantized.QuantType, Is.EqualTo(description.RootElement.GetProperty("quant_type").GetString()));
        Assert.That(quantized.BlockSize, Is.EqualTo(description.RootElement.GetProperty("blocksize").GetInt32()));
        Assert.That(quantized.Shape, Is.EqualTo(description.RootElement.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())));
        Assert.That(quantized.DType.ToString(), Is.EqualTo(description.RootElement.GetProperty("dtype").GetString()).IgnoreCase);
        Assert.That(quantized.IsDoubleQuantized, Is.EqualTo(description.RootElement.TryGetProperty("nested_offset", out _)));
        Assert.That(quantized.StorageType.ToString(), Is.EqualTo(entry.GetProperty("keys").GetProperty("weight")[0].GetString() is "uint8" ? "Byte" : "BFloat16"));
    }
}
