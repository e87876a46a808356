using System.Text.Json;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>bitsandbytes' Linear4bit: output, gradients, and the state dict in both directions.</summary>
[TestFixture]
[Category("Golden")]
public sealed class Linear4bitGoldenTests
{
    private static readonly GoldenCase s_layers = Golden.Cases("linear4bit").Single();
    private static readonly GoldenCase s_states = Golden.Case("quant", "state");

    private static IEnumerable<string> Layers => IdsOf(s_layers);

    private static IEnumerable<TestCaseData> LayersEverywhere => TestDevices.WithEach(Layers, id => id);

    private static IEnumerable<string> States => IdsOf(s_states);

    [TestCaseSource(nameof(LayersEverywhere))]
    public void Forward_AndBackward_EqualPython(string id, string device)
    {
        using var scope = NewDisposeScope();
        var data = s_layers.Tensors("linear4bit.safetensors").ToDictionary(t => t.Key, t => t.Value.to(new Device(device)));
        Tensor Of(string name) => data[$"{id}.{name}"];
        var (relative, absolute) = Tolerance(Of("input").dtype);
        using var layer = Create(id, data);
        var input = Of("input").requires_grad_();
        var output = layer.call(input);
        output.backward([Of("grad_output")]);

        Assert.That(output.dtype, Is.EqualTo(Of("output").dtype));
        TensorAssert.AreClose(output, Of("output"), relative, absolute, "output");
        TensorAssert.AreClose(input.grad!, Of("grad_input"), relative, absolute, "gradient of the input");
        if (layer.Bias is not null)
            TensorAssert.AreClose(layer.Bias.grad!, Of("grad_bias"), relative, absolute, "gradient of the bias");
    }

    [TestCaseSource(nameof(Layers))]
    public void QuantizedWeight_OfTheOriginal_HasPythonsParts(string id)
    {
        using var scope = NewDisposeScope();
        var data = s_layers.Tensors("linear4bit.safetensors");
        using var layer = Create(id, data);
        var state = layer.state_dict();

        TensorAssert.BitEqual(state["weight"].flatten(), data[$"{id}.packed"], "packed");
        TensorAssert.BitEqual(layer.QuantizedWeight.Dequantize(), data[$"{id}.dequant"], "dequantised");
        string prefix = $"{id}.state.";
        var expected = data.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList();
        foreach (var (key, part) in expected)
            TensorAssert.BitEqual(state[key[prefix.Length..]], part, key);
    }

    [TestCaseSource(nameof(States))]
    public void StateDict_OfLayer_IsBitsandbytesFile(string id)
    {
        using var scope = NewDisposeScope();
        var expected = s_states.Tensors($"state/{id}.safetensors");
        using var layer = new Linear4bit(FourBitTensor.FromStateDict(expected), new Parameter(expected["bias"].clone()));

        var state = layer.state_dict();
        Assert.That(state.Keys, Is.EquivalentTo(expected.Keys));
        foreach (var (key, part) in expected)
            TensorAssert.BitEqual(state[key], part, key);
    }

    [TestCaseSource(nameof(States))]
    public void LoadStateDict_IntoALayerOfAnotherWeight_Counts(string id)
    {
        using var scope = NewDisposeScope();
        var expected = s_states.Tensors($"state/{id}.safetensors");
        using var read = FourBitTensor.FromStateDict(expected);
        // The description of another offset may have another length; here all have the same.
        using var layer = new Linear4bit(FourBitTensor.FromStateDict(expected.ToDictionary(t => t.Key, t => Other(t.Key, t.Value))), new Parameter(zeros_like(expected["bias"])));
        using var parent = nn.Sequential(("inner", layer));
        parent.load_state_dict(expected.ToDictionary(t => "inner." + t.Key, t => t.Value));

        TensorAssert.BitEqual(layer.QuantizedWeight.Dequantize(), read.Dequantize(), "dequantised");
        TensorAssert.BitEqual(layer.Bias!, expected["bias"], "bias");
    }

    private static Linear4bit Create(string id, Dictionary<string, Tensor> data)
    {
        string[] words = id.Split('.');
        var options = new FourBitOptions { DoubleQuantize = words[2] == "dq" };
        FourBitTensor weight = words[1] == "nf4" ? NF4Tensor.Quantize(data[$"{id}.weight"], options) : FP4Tensor.Quantize(data[$"{id}.weight"], options);
        return new Linear4bit(weight, data.TryGetValue($"{id}.bias", out var bias) ? new Parameter(bias.clone()) : null);
    }

    // Codes and scales that are not those of the file; of the description the last digit of the offset.
    private static Tensor Other(string key, Tensor part)
    {
        if (key.EndsWith("map", StringComparison.Ordinal) || key == "bias")
            return part;
        var other = part.clone();
        if (key.Contains("quant_state", StringComparison.Ordinal))
        {
            int last = other.bytes.LastIndexOfAnyInRange((byte)'0', (byte)'9');
            if (other.bytes.IndexOf("nested_offset"u8) >= 0)
                other.bytes[last] = (byte)(other.bytes[last] == '1' ? '2' : '1');
            return other;
        }
        other.bytes.Fill(17);
        return other;
    }

    private static (double Relative, double Absolute) Tolerance(ScalarType type) => type switch
    {
        ScalarType.BFloat16 => (2e-2, 2e-2),
        ScalarType.Float16 => (2e-3, 2e-3),
        _ => (1e-5, 1e-5),
    };

    private static IEnumerable<string> IdsOf(GoldenCase golden) => golden.Description.GetProperty("cases").EnumerateArray().Select(entry => entry.GetProperty("id").GetString()!);
}
