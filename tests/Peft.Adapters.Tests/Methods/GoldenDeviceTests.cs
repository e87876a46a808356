using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>The cases of the reference vectors on a GPU; on the CPU, where <see cref="GoldenTests"/> has them all, the first of each method.</summary>
[TestFixture]
[Category("Golden")]
public sealed class GoldenDeviceTests
{
    private static IEnumerable<TestCaseData> Cases => TestDevices.Names.SelectMany(device => Covered(device).Select(c => TestDevices.Categorized(new TestCaseData(c, device).SetArgDisplayNames(c.Id, device), device)));

    [OneTimeSetUp]
    public void ComputeInSinglePrecision()
    {
        if (cuda.is_available())
            backends.cudnn.allow_tf32 = false;
    }

    [TestCaseSource(nameof(Cases))]
    public void ForwardBackwardAndMerge_OnDevice_EqualPython(PeftCase @case, string device)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.On(device).Create();
        var peft = @case.LoadTrained(model.Module);
        // The part of a matrix that belongs to its first r singular values, which such a start takes off, is known to about ε σ₁ σᵣ / (σᵣ − σᵣ₊₁); torch's decomposition on a GPU is another than the CPU's.
        double relative = @case.HasState ? 3e-4 : 1e-4;
        model.AssertOutput(@case.Expected("output"), "output", relative);
        if (!@case.HasWrongGradients)
            CheckGradients(@case, model, peft, relative);
        if (!@case.MergeSupported)
            return;
        peft.Merge(checkFinite: true);
        model.AssertOutput(@case.Expected("merged_output"), "merged output", relative);
    }

    [TestCaseSource(nameof(Cases))]
    public void Move_AdaptedModel_ThereAndBack_ComputesTheSameAndSavesTheSameBytes(PeftCase @case, string device)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = @case.Base.Create();
        var peft = PeftModel.Load(model.Module, @case.AdapterFolder);
        model.Module.to(new Device(device));
        peft.SaveAdapter(folder.Path);
        Assert.That(File.ReadAllBytes(folder.File("adapter_model.safetensors")), Is.EqualTo(File.ReadAllBytes(Path.Combine(@case.AdapterFolder, "adapter_model.safetensors"))));
        Assert.That(model.Module.parameters().Select(p => p.device.ToString()), Is.All.EqualTo(device));
        model.Module.cpu();
        model.AssertOutput(@case.Expected("output"), "output after the way back");
    }

    private static void CheckGradients(PeftCase @case, GoldenModel model, PeftModel peft, double relative)
    {
        model.Module.train(@case.SamplesInTraining is false);
        var loss = @case.LossOf(model, peft);
        loss.backward();
        Assert.That(loss.item<float>(), Is.EqualTo(@case.Loss).Within(relative * Math.Abs(@case.Loss)), "loss");
        var parameters = peft.AdapterStateDict();
        var expected = @case.Gradients();
        double scale = expected.Values.Max(g => g.abs().max().item<float>());
        foreach (var (key, gradient) in expected)
            TensorAssert.AreClose(parameters[key].grad!, gradient, 20 * relative, relative / 2 * scale, key);
    }

    private static IEnumerable<PeftCase> Covered(string device)
    {
        var cases = PeftCase.All.Where(c => c.IsCovered);
        return device == "cpu" ? cases.DistinctBy(c => (c.PeftType, c.IsQuantized)) : cases;
    }
}
