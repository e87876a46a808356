using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>Quantised layers on every device of this machine.</summary>
[TestFixture]
public sealed class LayerDeviceTests
{
    private static readonly string[] s_layers = ["nf4", "fp4, double quantised", "int8", "int8, zero points"];

    private static IEnumerable<TestCaseData> Everywhere => TestDevices.WithEach(s_layers, name => name);

    [TestCaseSource(nameof(Everywhere))]
    public void To_DeviceAndBack_KeepsEveryBit(string kind, string device)
    {
        using var scope = NewDisposeScope();
        using var layer = Create(kind);
        using var model = nn.Sequential(("inner", layer));
        var before = Copy(layer);

        model.to(new Device(device));
        Assert.That(model.state_dict().Where(p => !p.Key.Contains("quant_state") && !p.Key.Contains("format")).Select(p => p.Value.device.ToString()), Is.All.EqualTo(device));
        AssertSame(layer, before);
        model.to(CPU);
        Assert.That(model.state_dict().Values.Select(p => p.device_type), Is.All.EqualTo(DeviceType.CPU));
        AssertSame(layer, before);
    }

    [TestCaseSource(nameof(Everywhere))]
    public void ForwardAndBackward_OnDevice_AreThoseOnTheCpu(string kind, string device)
    {
        using var scope = NewDisposeScope();
        foreach (var (type, rounding) in new[] { (ScalarType.Float32, 1e-4), (ScalarType.Float16, 4e-3), (ScalarType.BFloat16, 3e-2) })
        {
            foreach (bool training in new[] { true, false })
            {
                // In evaluation mode int8 layers quantise their input, as they do on the CPU.
                using var layer = Create(kind);
                layer.train(training);
                foreach (int rows in new[] { 1, 3, 70 })
                {
                    var (x, g) = (randn(rows, 2, 96, type), randn(rows, 2, 40, type));
                    var expected = Run(layer.to(CPU), x, g);
                    var actual = Run(layer.to(new Device(device)), x.to(new Device(device)), g.to(new Device(device)));
                    Assert.That((actual.Output.dtype, actual.Output.device.ToString()), Is.EqualTo((type, device)));
                    TensorAssert.AreClose(actual.Output, expected.Output, rounding, 10 * rounding, $"output of {rows} rows of {type}");
                    TensorAssert.AreClose(actual.Gradient, expected.Gradient, rounding, 10 * rounding, $"gradient of {rows} rows of {type}");
                }
            }
        }
    }

    [TestCaseSource(nameof(Everywhere))]
    public void LoadStateDict_IntoLayerOnDevice_Counts(string kind, string device)
    {
        using var scope = NewDisposeScope();
        using var layer = Create(kind).to(new Device(device));
        using var other = Create(kind);
        // The description of another offset may have another length; here the lengths are made the same.
        var state = other.state_dict().Where(p => !p.Key.Contains("quant_state")).Concat(layer.state_dict().Where(p => p.Key.Contains("quant_state"))).ToDictionary();
        layer.load_state_dict(state);
        foreach (string key in new[] { "weight", "bias" })
            TensorAssert.BitEqual(layer.state_dict()[key], other.state_dict()[key], key);
        var x = randn(3, 96);
        var output = layer.call(x.to(new Device(device)));
        TensorAssert.AreClose(output, layer.to(CPU).call(x), 1e-4, 1e-3, "output");
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Embedding4bit_OnDevice_GivesTheSameVectorsAndRefusesUnknownIds(string device)
    {
        using var scope = NewDisposeScope();
        using var layer = new Embedding4bit(NF4Tensor.Quantize(randn(11, 45), new() { DoubleQuantize = true }));
        var ids = tensor(new long[] { 0, 10, 3, 3, 1, 2 }).view(2, 3);
        var expected = layer.call(ids);
        layer.to(new Device(device));

        TensorAssert.BitEqual(layer.call(ids.to(new Device(device))), expected, "vectors");
        Assert.That(() => layer.call(ids.add(1).to(new Device(device))), Throws.ArgumentException.With.Message.Contains("id 11"));
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Quantize_ModelOnDevice_GivesTheBitsThatTheCpuGives(string device)
    {
        using var scope = NewDisposeScope();
        foreach (var type in Enum.GetValues<QuantizationType>())
        {
            using var local = nn.Sequential(("inner", nn.Linear(96, 40)));
            using var remote = nn.Sequential(("inner", nn.Linear(96, 40)));
            remote.load_state_dict(local.state_dict());
            remote.to(new Device(device));
            local.Quantize(o => (o.Type, o.DoubleQuantize) = (type, true));
            remote.Quantize(o => (o.Type, o.DoubleQuantize) = (type, true));
            foreach (var (key, part) in local.state_dict())
                TensorAssert.BitEqual(remote.state_dict()[key], part, $"{key} of {type}");
        }
    }

    [TestCaseSource(nameof(Everywhere))]
    public void ForwardAndBackward_OnDevice_LeaveNoTensors(string kind, string device)
    {
        using var layer = Create(kind).to(new Device(device));
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            using var x = randn(4, 96, device: new Device(device)).requires_grad_();
            layer.call(x).sum().backward();
            layer.get_parameter("bias")!.grad = null;
        });
    }

    private static (Tensor Output, Tensor Gradient) Run(nn.Module<Tensor, Tensor> layer, Tensor x, Tensor g)
    {
        var input = x.clone().requires_grad_();
        var output = layer.call(input);
        output.backward([g]);
        return (output.detach(), input.grad!);
    }

    private static Dictionary<string, Tensor> Copy(nn.Module layer) => layer.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().clone());

    private static void AssertSame(nn.Module layer, Dictionary<string, Tensor> before)
    {
        var now = layer.state_dict();
        Assert.That(now.Keys, Is.EquivalentTo(before.Keys));
        foreach (var (key, part) in before)
            TensorAssert.BitEqual(now[key], part, key);
    }

    private static nn.Module<Tensor, Tensor> Create(string kind)
    {
        using var scope = NewDisposeScope();
        var bias = new Parameter(randn(40));
        bias.DetachFromDisposeScope();
        var weight = randn(40, 96);
        return kind switch
        {
            "nf4" => new Linear4bit(NF4Tensor.Quantize(weight), bias),
            "int8" => new Linear8bit(Int8Tensor.Quantize(weight), bias),
            "int8, zero points" => new Linear8bit(Int8Tensor.Quantize(weight, zeroPoints: true), bias),
            _ => new Linear4bit(FP4Tensor.Quantize(weight, new() { DoubleQuantize = true }), bias),
        };
    }
}
