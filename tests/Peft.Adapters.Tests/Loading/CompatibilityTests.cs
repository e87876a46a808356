using Peft.TestUtils;

namespace Peft.Adapters.Tests.Loading;

/// <summary>What other runtimes can take is known before an adapter is shipped.</summary>
[TestFixture]
public sealed class CompatibilityTests
{
    private static readonly TestCaseData[] s_cases =
    [
        Case("plain", _ => { }, "", ""),
        Case("several ranks", c => c.RankPattern = new Dictionary<string, int> { ["lin1"] = 4 }, "RankPattern", ""),
        Case("several alphas", c => c.AlphaPattern = new Dictionary<string, double> { ["lin1"] = 4 }, "AlphaPattern", "AlphaPattern"),
        Case("rank-stabilised", c => c.UseRsLora = true, "", "UseRsLora"),
        Case("modules trained whole", c => c.ModulesToSave = ["lin2"], "ModulesToSave", "ModulesToSave"),
        Case("bias of B", c => c.LoraBias = true, "lora_B.bias", "lora_B.bias"),
        Case("DoRA", c => c.UseDora = true, "DoRA", "DoRA"),
        Case("trained biases", c => c.Bias = TrainedBiases.AdaptedLayers, "biases", "biases"),
        Case("PiSSA", c => c.Init = LoraInit.Pissa, "'pissa'", "'pissa'"),
        Case("PiSSA as plain LoRA", c => (c.Init, c.SaveAsPlainLora) = (LoraInit.Pissa, true), "", ""),
        Case("BD-LoRA", c => c.BdLora = new() { BlockDiagonalA = ["lin"], Blocks = 2 }, "use_bdlora", "use_bdlora"),
        Case("QA-LoRA", c => (c.UseQaLora, c.QaLoraGroupSize) = (true, 4), "use_qalora", "use_qalora"),
        Case("activated LoRA", c => c.ActivatedLoraTokens = [1], "invocation", ""),
        Case("a rank beyond all", c => c.Rank = 600, "600", ""),
    ];

    [TestCaseSource(nameof(s_cases))]
    public void Check_LoraOnLinearLayers_NamesWhatARuntimeCannotDo(Action<LoraConfig> configure, string vllm, string llamaCpp)
    {
        using var model = new OpenMlp(12, 20, 6);
        var peft = model.AddLora(c =>
        {
            (c.TargetModules, c.Rank) = (["lin0", "lin1"], 2);
            configure(c);
        });
        using var folder = new TempFolder();
        peft.SaveAdapter(folder.Path);
        foreach (var (runtime, problem) in new[] { (AdapterRuntime.Peft, ""), (AdapterRuntime.Vllm, vllm), (AdapterRuntime.LlamaCpp, llamaCpp) })
        {
            var report = AdapterCompatibility.Check(peft, runtime);
            Assert.That(report.CanLoad, Is.EqualTo(problem.Length == 0), report.ToString());
            Assert.That(report.ToString(), Does.StartWith($"{runtime}: {(report.CanLoad ? "yes" : "no")}").And.Contain(problem));
            Assert.That(AdapterCompatibility.Check(folder.Path, runtime).Problems, Is.EqualTo(report.Problems), "from the files");
        }
    }

    [TestCase(16, "")]
    [TestCase(17, "--max-lora-rank 32")]
    [TestCase(300, "--max-lora-rank 320")]
    public void Check_Vllm_SaysWhatToStartItWith(int rank, string expected)
    {
        using var model = new OpenMlp();
        var report = AdapterCompatibility.Check(model.AddLora(c => (c.TargetModules, c.Rank) = (["lin0"], rank)), AdapterRuntime.Vllm);

        Assert.That(report.CanLoad);
        Assert.That(string.Join(" ", report.Notes), expected.Length == 0 ? Is.Empty : Does.Contain(expected));
    }

    [Test]
    public void Check_Convolutions_AreForPeftOnly()
    {
        using var model = new Cnn2d(3, 4, 2, 2);
        var peft = model.AddLora(c => (c.TargetModules, c.Rank) = (["conv0"], 2));

        Assert.That(AdapterCompatibility.Check(peft, AdapterRuntime.Peft).CanLoad);
        Assert.That(AdapterCompatibility.Check(peft, AdapterRuntime.Vllm).Problems, Has.Some.Contains("conv0"));
        Assert.That(AdapterCompatibility.Check(peft, AdapterRuntime.LlamaCpp).Problems, Has.Some.Contains("conv0"));
    }

    [TestCase("lin0.weight", "", "")]
    [TestCase("mixer.scales", "'mixer.scales' (TargetParameters)", "'mixer.scales' (TargetParameters)")]
    [TestCase("mlp.experts.down_proj", "", "'mlp.experts.down_proj' (TargetParameters)")]
    public void Check_TargetParameters_AreForPeftUnlessTheyAreLayersOrSomeModelsExperts(string parameter, string vllm, string llamaCpp)
    {
        using var folder = new TempFolder();
        using (var model = new OpenMlp())
            model.AddLora(c => (c.TargetModules, c.Rank) = (["lin0"], 2)).SaveAdapter(folder.Path);
        string path = folder.File("adapter_config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"target_parameters\": null", $"\"target_parameters\": [\"{parameter}\"]", StringComparison.Ordinal));

        Assert.That(AdapterCompatibility.Check(folder.Path, AdapterRuntime.Peft).CanLoad);
        foreach (var (runtime, problem) in new[] { (AdapterRuntime.Vllm, vllm), (AdapterRuntime.LlamaCpp, llamaCpp) })
            Assert.That(AdapterCompatibility.Check(folder.Path, runtime).Problems, problem.Length == 0 ? Is.Empty : Has.Some.Contains(problem));
        Assert.That(AdapterCompatibility.Check(folder.Path, AdapterRuntime.Vllm).Notes, parameter.Contains("experts") ? Has.Some.Contains("TargetParameters") : Is.Empty);
    }

    [Test]
    public void Check_RepeatedLayers_AreNotForVllm()
    {
        using var folder = new TempFolder();
        using (var model = new OpenMlp())
            model.AddLora(c => (c.TargetModules, c.Rank) = (["lin0"], 2)).SaveAdapter(folder.Path);
        string path = folder.File("adapter_config.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"layer_replication\": null", "\"layer_replication\": [[0, 2]]", StringComparison.Ordinal));

        Assert.That(AdapterCompatibility.Check(folder.Path, AdapterRuntime.Vllm).Problems, Has.Some.Contains("layer_replication"));
    }

    private static TestCaseData Case(string name, Action<LoraConfig> configure, string vllm, string llamaCpp) => new TestCaseData(configure, vllm, llamaCpp).SetArgDisplayNames(name);
}
