using System.Text.Json;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>bitsandbytes' Linear8bitLt in both modes: state dict, output, gradient of the input.</summary>
[TestFixture]
[Category("Golden")]
public sealed class Linear8bitGoldenTests
{
    private static readonly GoldenCase s_golden = Golden.Case("quant", "int8");

    private static IEnumerable<TestCaseData> Cases =>
        from entry in s_golden.Description.GetProperty("cases").EnumerateArray()
        let id = entry.GetProperty("id").GetString()!
        where id.StartsWith("linear8bitlt.", StringComparison.Ordinal)
        from training in new[] { false, true }
        select new TestCaseData(entry, training).SetArgDisplayNames(id, training ? "train" : "eval");

    [TestCaseSource(nameof(Cases))]
    public void Forward_AndBackward_EqualPython(JsonElement entry, bool training)
    {
        using var scope = NewDisposeScope();
        var data = TensorsOf(entry);
        using var layer = Create(entry, data);
        layer.train(training);
        string mode = training ? "train" : "eval";
        double tolerance = data["input"].dtype == ScalarType.Float32 ? 1e-3 : 2e-2;
        var input = data["input"].requires_grad_();
        var output = layer.call(input);
        output.backward([data["grad_output"]]);

        Assert.That(output.dtype, Is.EqualTo(data[$"output.{mode}"].dtype));
        TensorAssert.AreClose(output, data[$"output.{mode}"], tolerance, tolerance, "output");
        // In single precision the reference ran both modes on one input, whose gradient is their sum.
        var gradient = data[$"grad_input.{mode}"];
        TensorAssert.AreClose(input.grad!, input.dtype == ScalarType.Float32 ? gradient / 2 : gradient, tolerance, tolerance, "gradient of the input");
    }

    [TestCaseSource(nameof(Cases))]
    public void StateDict_OfTheQuantizedOriginal_IsBitsandbytes(JsonElement entry, bool training)
    {
        using var scope = NewDisposeScope();
        var data = TensorsOf(entry);
        using var layer = new Linear8bit(Int8Tensor.Quantize(data["weight_fp16"]), Bias(data));
        layer.train(training);
        var state = layer.state_dict();

        Assert.That(state.Keys, Is.EquivalentTo(entry.GetProperty("state_keys").EnumerateArray().Select(k => k.GetString())));
        foreach (var (key, part) in state)
            TensorAssert.BitEqual(part, data[$"state.{key}"], key);
    }

    private static Linear8bit Create(JsonElement entry, Dictionary<string, Tensor> data)
    {
        var state = data.Where(t => t.Key.StartsWith("state.", StringComparison.Ordinal)).ToDictionary(t => t.Key["state.".Length..], t => t.Value);
        return new Linear8bit(Int8Tensor.FromStateDict(state), Bias(data), entry.GetProperty("threshold").GetDouble());
    }

    private static Parameter? Bias(Dictionary<string, Tensor> data) => data.TryGetValue("state.bias", out var bias) ? new Parameter(bias.clone()) : null;

    private static Dictionary<string, Tensor> TensorsOf(JsonElement entry)
    {
        string prefix = entry.GetProperty("id").GetString()! + ".";
        return s_golden.Tensors("int8.safetensors").Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(t => t.Key[prefix.Length..], t => t.Value);
    }
}
