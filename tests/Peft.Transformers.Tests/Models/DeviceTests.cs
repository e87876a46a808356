using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Tests.Llama;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Models;

/// <summary>Whole models on every device of this machine, against the CPU.</summary>
[TestFixture]
public sealed class DeviceTests
{
    private static readonly int[] s_prompt = [3, 14, 15, 9, 2];

    private static IEnumerable<TestCaseData> Llamas => TestDevices.WithEach(["plain", "nf4", "int8", "dynamic"], name => name);

    [TestCaseSource(nameof(Llamas))]
    public void Llama_MovedThereAndBack_ComputesTheSame(string kind, string device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = Create(kind);
        var (tokens, mask) = (TinyLlama.Tokens(2, 9), ones([2, 9], ScalarType.Int64));
        mask[0, 0] = 0;
        // What is computed for padding means nothing.
        Tensor Logits() => model.call(tokens.to(model.Device), mask.to(model.Device)).cpu()[mask.to(ScalarType.Bool)];
        var expected = Logits();

        model.to(new Device(device));
        Assert.That(model.Device.ToString(), Is.EqualTo(device));
        TensorAssert.AreClose(Logits(), expected, 1e-3, 1e-3, "logits");
        model.cpu();
        TensorAssert.BitEqual(Logits(), expected, "logits after the way back");
    }

    [TestCaseSource(nameof(Llamas))]
    public void Llama_Generating_WritesWhatTheCpuWrites(string kind, string device)
    {
        using var model = Create(kind);
        var options = new GenerationOptions { MaxNewTokens = 12 };
        var expected = model.GenerateBatch([s_prompt, [7]], options);
        model.to(new Device(device));
        Assert.That(model.GenerateBatch([s_prompt, [7]], options), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Llamas))]
    public void Llama_TrainedWithLora_HasTheLossesOfTheCpu(string kind, string device)
    {
        double[] expected = Train(kind, "cpu", checkpoint: false), actual = Train(kind, device, checkpoint: false);
        Assert.That(actual[^1], Is.LessThan(0.8 * actual[0]));
        Assert.That(actual, Is.EqualTo(expected).Within(2).Percent);
    }

    [TestCaseSource(nameof(Llamas))]
    public void Llama_TrainedWithCheckpointing_HasTheSameLosses(string kind, string device) =>
        Assert.That(Train(kind, device, checkpoint: true), Is.EqualTo(Train(kind, device, checkpoint: false)).Within(0.1).Percent);

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Llama_MadeOrLoadedOnDevice_GoesToTheCpu(string device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var folder = new TempFolder();
        foreach (string kind in new[] { "plain", "nf4" })
        {
            using var model = Create(kind);
            var tokens = TinyLlama.Tokens(2, 9);
            var expected = model.call(tokens);
            model.to(new Device(device));
            model.SavePretrained(folder.File(kind));
            using var loaded = LlamaForCausalLM.FromPretrained(folder.File(kind), device: new Device(device));
            Assert.That(loaded.Device.ToString(), Is.EqualTo(device));
            loaded.cpu();
            TensorAssert.BitEqual(loaded.call(tokens), expected, "logits");
        }
        using var made = new LlamaForCausalLM(TinyLlama.Config(), device: new Device(device));
        made.cpu();
        Assert.That(made.parameters().Select(p => p.device_type), Is.All.EqualTo(DeviceType.CPU));
    }

    [TestCaseSource(typeof(TestDevices), nameof(TestDevices.All))]
    public void Llama_Of16Bits_ComputesOnDevice(string device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = TinyLlama.Create(dtype: ScalarType.BFloat16);
        var tokens = TinyLlama.Tokens(2, 9);
        var expected = model.call(tokens);
        model.to(new Device(device));
        TensorAssert.AreClose(model.call(tokens.to(model.Device)).to_type(ScalarType.Float32), expected.to_type(ScalarType.Float32), 5e-2, 1e-1, "logits");
    }

    private static LlamaForCausalLM Create(string kind)
    {
        var model = TinyLlama.Create(c =>
        {
            if (kind == "dynamic")
                (c.NumHiddenLayers, c.MaxPositionEmbeddings, c.RopeParameters) = (1, 8, new() { RopeType = "dynamic", Factor = 2 });
        });
        if (kind is "nf4" or "int8")
            model.Quantize(o => o.Type = kind == "nf4" ? Quantization.QuantizationType.NF4 : Quantization.QuantizationType.Int8);
        return model;
    }

    private static double[] Train(string kind, string device, bool checkpoint)
    {
        using var scope = NewDisposeScope();
        using var model = Create(kind);
        var tokens = TinyLlama.Tokens(2, 10).to(new Device(device));
        manual_seed(3);
        var peft = model.AddLora(c => c.TargetModules = ModuleTargets.AllLinear);
        model.to(new Device(device));
        model.train();
        if (checkpoint)
            model.EnableGradientCheckpointing();
        using var optimizer = optim.AdamW(peft.TrainableParameters(), 0.01);
        var losses = new List<double>();
        for (int step = 0; step < 20; step++)
        {
            using var stepScope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = LlamaForCausalLM.Loss(model.call(tokens), tokens);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }
        return [.. losses];
    }
}
