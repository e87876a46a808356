using System.Text.Json;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>How AdaLoRA divides its budget of rank.</summary>
[TestFixture]
public sealed class AdaLoraAllocatorTests
{
    [Test]
    [Category("Golden")]
    public void Update_EveryStepOfATraining_DividesTheBudgetAsPython()
    {
        using var scope = NewDisposeScope();
        if (Golden.Cases("peft").SingleOrDefault(c => c.Id == "adalora_allocation") is not { } golden)
            return;
        using var model = new GoldenBase("base/llama").Create();
        using var folder = new TempFolder();
        var config = (AdaLoraConfig)PeftConfigFile.Read(golden.FullPath("adapter"));
        config.RankPattern = null;
        config.InferenceMode = false;
        var peft = model.Module.AddAdapter(config);
        var expected = golden.Tensors("io.safetensors");
        using (no_grad())
        {
            foreach (var (key, parameter) in peft.AdapterStateDict())
                parameter.copy_(expected[$"start.{key}.default"]);
        }
        model.Module.train();
        using var optimizer = optim.AdamW(peft.TrainableParameters(), 1e-2, weight_decay: 0);
        using var allocator = new AdaLoraAllocator(peft);
        foreach (var step in golden.Description.GetProperty("steps").EnumerateArray())
        {
            int number = step.GetProperty("step").GetInt32();
            var loss = model.Loss() + peft.Regularization();
            loss.backward();
            optimizer.step();
            long budget = allocator.Update(number);
            optimizer.zero_grad();

            Assert.That(loss.item<float>(), Is.EqualTo(step.GetProperty("loss").GetDouble()).Within(0.1).Percent, $"loss before step {number}");
            Assert.That(budget, Is.EqualTo(step.GetProperty("budget").GetInt64()), $"budget of step {number}");
            foreach (var count in step.GetProperty("nonzero_E").EnumerateObject())
                Assert.That(peft.AdapterStateDict()[count.Name.Replace(".default", "")].count_nonzero().item<long>(), Is.EqualTo(count.Value.GetInt64()), $"{count.Name} after step {number}");
        }
        model.AssertOutput(expected["output"], "output", relative: 1e-3);

        peft.SaveAdapter(folder.Path);
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, PeftConfigFile.FileName)), Is.EqualTo(File.ReadAllText(Path.Combine(golden.FullPath("adapter"), PeftConfigFile.FileName))));
        using var other = new GoldenBase("base/llama").Create();
        PeftModel.Load(other.Module, folder.Path);
        model.Module.eval();
        TensorAssert.AreClose(other.Output(), model.Output(), 1e-5, 1e-5, "output of the loaded adapter");
        using var fromPython = new GoldenBase("base/llama").Create();
        PeftModel.Load(fromPython.Module, golden.FullPath("adapter"));
        fromPython.AssertOutput(expected["output"], "output of Python's file");
    }

    [Test]
    public void Update_WithoutGradients_SaysWhen()
    {
        using var model = new OpenMlp();
        var peft = model.AddAdapter(new AdaLoraConfig { TargetModules = ["lin0"], TotalSteps = 10 });
        using var allocator = new AdaLoraAllocator(peft);

        Assert.That(() => allocator.Update(0), Throws.InvalidOperationException.With.Message.Contains("before zero_grad"));
    }

    [Test]
    public void Allocator_OfAnotherMethod_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.AddLora(o => o.TargetModules = ["lin0"]);

        Assert.That(() => new AdaLoraAllocator(peft), Throws.TypeOf<AdapterStateException>().With.Message.Contains("LORA"));
    }
}
