using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>Every case of the reference vectors whose method, base and options this version covers.</summary>
[TestFixture]
[Category("Golden")]
public sealed class GoldenTests
{
    private static IEnumerable<TestCaseData> Cases => PeftCase.All.Where(c => c.IsCovered).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    private static IEnumerable<TestCaseData> TrainedCases => PeftCase.All.Where(c => c.IsCovered && !c.HasWrongGradients).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    private static IEnumerable<TestCaseData> RefusedCases => PeftCase.All.Where(c => c.Base.IsKnown && c.Refusal is not null).Select(c => new TestCaseData(c).SetArgDisplayNames(c.Id));

    [TestCaseSource(nameof(Cases))]
    public void Forward_LoadedAdapter_EqualsPython(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var peft = PeftModel.Load(model.Module, @case.AdapterFolder);

        model.AssertOutput(@case.Expected("output"), "output");
        if (@case.ChangesDepth)
            return;
        using (peft.DisableAdapters())
            model.AssertOutput(@case.BaseOutput, "output without the adapter");
    }

    [TestCaseSource(nameof(TrainedCases))]
    public void Backward_LoadedAdapter_EqualsPython(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var peft = @case.LoadTrained(model.Module);
        model.Module.train(@case.SamplesInTraining is false);
        var loss = @case.LossOf(model, peft);
        loss.backward();

        Assert.That(loss.item<float>(), Is.EqualTo(@case.Loss).Within(1e-5 * Math.Abs(@case.Loss)), "loss");
        var parameters = peft.AdapterStateDict().Where(t => t.Value.requires_grad).ToDictionary();
        var expected = @case.Gradients();
        Assert.That(parameters.Keys.Except(@case.WithoutGradient), Is.EquivalentTo(expected.Keys));
        double scale = expected.Values.Max(g => g.abs().max().item<float>());
        foreach (var (key, gradient) in expected)
            TensorAssert.AreClose(parameters[key].grad!, gradient, 1e-3, 1e-5 * scale, key);
    }

    [TestCaseSource(nameof(TrainedCases))]
    public void AdamW_FiveSteps_EqualsPython(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var peft = @case.LoadTrained(model.Module);
        model.Module.train(@case.SamplesInTraining is false);
        var record = @case.Training;
        using var optimizer = optim.AdamW(peft.TrainableParameters(), record.LearningRate, record.Beta1, record.Beta2, record.Epsilon, record.WeightDecay);
        var losses = new List<double>();
        for (int step = 0; step <= record.Steps; step++)
        {
            optimizer.zero_grad();
            var loss = @case.LossOf(model, peft);
            losses.Add(loss.item<float>());
            if (step == record.Steps)
                break;
            loss.backward();
            optimizer.step();
        }

        for (int i = 0; i < losses.Count; i++)
            Assert.That(losses[i], Is.EqualTo(record.Losses[i]).Within(1e-3 * record.Losses[i]), $"loss before step {i}");
        var tensors = peft.AdapterStateDict();
        foreach (var (key, trained) in @case.TrainedTensors())
            TensorAssert.AreClose(tensors[key], trained, 1e-3, 1e-2 * record.LearningRate, key);
        model.AssertTrainedOutput(@case.Expected("output_after_5_steps"), "output after the steps");
    }

    [TestCaseSource(nameof(Cases))]
    public void Merge_LoadedAdapter_EqualsPythonAndUnmergeIsExact(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var before = model.Module.state_dict().ToDictionary(t => t.Key, t => t.Value.detach().clone());
        var peft = PeftModel.Load(model.Module, @case.AdapterFolder);
        if (!@case.MergeSupported)
        {
            // Some methods PEFT cannot merge into quantised weights; here all can.
            if (!@case.IsQuantized)
                Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>());
            return;
        }
        peft.Merge(checkFinite: true);
        model.AssertOutput(@case.Expected("merged_output"), "merged output");
        peft.Unmerge();
        peft.Detach();
        foreach (var (name, tensor) in model.Module.state_dict())
            TensorAssert.BitEqual(tensor, before[name], name);

        PeftModel.Load(model.Module, @case.AdapterFolder).MergeAndUnload();
        model.AssertOutput(@case.Expected("merged_output"), "merged and unloaded output");
        Assert.That(model.Module.state_dict().Keys, Is.EqualTo(before.Keys));
        // What Python subtracts from the base at the start it computes in single precision, by an SVD of another library.
        double absolute = @case.HasState ? 1e-5 : 1e-6;
        foreach (var (name, weight) in @case.MergedWeights())
            TensorAssert.AreClose(model.Module.state_dict()[name], weight, 1e-5, absolute, name);
    }

    [TestCaseSource(nameof(Cases))]
    public void Save_LoadedAdapter_WritesPythonsFiles(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        using var folder = new TempFolder();
        PeftModel.Load(model.Module, @case.AdapterFolder).SaveAdapter(folder.Path);

        Assert.That(File.ReadAllBytes(Path.Combine(folder.Path, "adapter_model.safetensors")), Is.EqualTo(File.ReadAllBytes(Path.Combine(@case.AdapterFolder, "adapter_model.safetensors"))));
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, PeftConfigFile.FileName)), Is.EqualTo(File.ReadAllText(Path.Combine(@case.AdapterFolder, PeftConfigFile.FileName))));
    }

    [TestCaseSource(nameof(RefusedCases))]
    public void Load_OptionsNotCovered_AreRefusedBeforeTheModelChanges(PeftCase @case)
    {
        using var model = @case.Base.Create();
        Assert.That(() => PeftModel.Load(model.Module, @case.AdapterFolder), Throws.InstanceOf<PeftException>());
        Assert.That(PeftModel.For(model.Module).Sites, Is.Empty);
        Assert.That(model.Module.parameters().All(p => p.requires_grad));
    }
}
