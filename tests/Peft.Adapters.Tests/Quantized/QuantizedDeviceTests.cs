using Peft.Quantization;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Quantized;

/// <summary>Adapters over quantised layers on every device of this machine.</summary>
[TestFixture]
public sealed class QuantizedDeviceTests
{
    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Train_LoraOverFourBits_LowersTheLossAsOnTheCpu(string device)
    {
        double[] expected = Train("cpu"), actual = Train(device);
        Assert.That(actual[^1], Is.LessThan(actual[0] / 4));
        Assert.That(actual, Is.EqualTo(expected).Within(1e-2).Percent);
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Merge_OnDevice_GivesTheBitsOfTheCpuAndUnmergesElsewhere(string device)
    {
        using var scope = NewDisposeScope();
        var (model, peft) = Create("cpu");
        var (twin, twinPeft) = Create(device);
        using (model)
        using (twin)
        {
            var before = Copy(model);
            peft.Merge();
            twinPeft.Merge();
            foreach (var (key, part) in Copy(model).Where(p => !p.Key.Contains("quant_state")))
                TensorAssert.AreClose(twin.state_dict()[key].to_type(ScalarType.Float32), part.to_type(ScalarType.Float32), 1e-5, key.EndsWith(".weight") ? 17 : 1e-5, key);
            twin.to(CPU);
            twinPeft.Unmerge();
            foreach (var (key, part) in before)
                TensorAssert.BitEqual(twin.state_dict()[key], part, key);
        }
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void SaveAndLoad_AdapterOverFourBits_ComputesTheSame(string device)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        var (model, peft) = Create(device);
        using (model)
        {
            var x = randn(5, 64, device: new Device(device));
            var expected = model.call(x);
            peft.SaveAdapter(folder.Path);
            peft.Detach();
            Assert.That((model.call(x) - expected).abs().max().item<float>(), Is.GreaterThan(1e-3f));
            PeftModel.Load(model, folder.Path);
            TensorAssert.AreClose(model.call(x), expected, 1e-6, 1e-6, "output");
        }
    }

    private static double[] Train(string device)
    {
        using var scope = NewDisposeScope();
        var (model, peft) = Create(device);
        using (model)
        {
            manual_seed(3);
            var (x, y) = (randn(32, 64).to(new Device(device)), randn(32, 8).to(new Device(device)));
            using var optimizer = optim.AdamW(peft.TrainableParameters(), 0.02);
            var losses = new List<double>();
            for (int step = 0; step < 60; step++)
            {
                using var stepScope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = functional.mse_loss(model.call(x), y);
                loss.backward();
                optimizer.step();
                losses.Add(loss.item<float>());
            }
            return [.. losses];
        }
    }

    private static (Sequential Model, PeftModel Peft) Create(string device)
    {
        manual_seed(1);
        var model = Sequential(("first", Linear(64, 48)), ("act", Tanh()), ("second", Linear(48, 8)));
        model.Quantize(_ => { });
        var peft = model.AddLora(c => (c.TargetModules, c.Rank, c.Alpha) = (["first", "second"], 16, 32));
        using (no_grad())
        {
            foreach (var parameter in peft.TrainableParameters())
                parameter.add_(randn_like(parameter).mul_(0.05));
        }
        model.to(new Device(device));
        return (model, peft);
    }

    private static Dictionary<string, Tensor> Copy(Module model) => model.state_dict().ToDictionary(p => p.Key, p => p.Value.detach().cpu().clone());
}
