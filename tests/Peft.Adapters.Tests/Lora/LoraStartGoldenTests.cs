using Peft.TestUtils;
using Peft.Transformers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>How adapters start, and those that are for a base that Python changed.</summary>
[TestFixture]
[Category("Golden")]
public sealed class LoraStartGoldenTests
{
    private const string FactorA = ".lora_A.weight";
    private const string FactorB = ".lora_B.weight";
    private const string KeyPrefix = "base_model.model.";

    private static readonly LoraInit[] s_byChance = [LoraInit.Default, LoraInit.Random, LoraInit.Gaussian, LoraInit.Orthogonal];

    private static IEnumerable<PeftCase> Covered => PeftCase.All.Where(c => c.Config is LoraConfig && (c.IsCovered || c.IsOnChangedBase) && c.Base.IsKnown);

    private static IEnumerable<PeftCase> Computed => Covered.Where(c => c.InitialTensors.Count > 0 && !s_byChance.Contains(((LoraConfig)c.Config!).Init));

    private static IEnumerable<TestCaseData> ComputedCases => Computed.Where(c => !c.IsQuantized).Select(Case);

    private static IEnumerable<TestCaseData> QuantizedCases => Computed.Where(c => c.IsQuantized).Select(Case);

    private static IEnumerable<TestCaseData> ChangedBaseCases => Covered.Where(c => c.IsOnChangedBase).Select(Case);

    [TestCaseSource(nameof(ComputedCases))]
    public void AddLora_ComputedStart_IsPythonsAndLeavesTheOutput(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var config = (LoraConfig)@case.Config!;
        var weights = model.Module.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        var peft = CalibrationData.AddLora(model, config);
        var tensors = peft.AdapterStateDict();
        var expected = @case.InitialTensors;

        foreach (string path in expected.Keys.Where(k => k.EndsWith(FactorA, StringComparison.Ordinal)).Select(k => k[..^FactorA.Length]))
            AssertStart(config, tensors[path + FactorA], tensors[path + FactorB], expected[path + FactorA], expected.GetValueOrDefault(path + FactorB), path);
        if (config.Init != LoraInit.LoftQ)
            model.AssertOutput(@case.Base.Output, "output at the start");
        foreach (var (name, weight) in weights)
            TensorAssert.BitEqual(model.Module.named_parameters().Select(p => (p.name.Replace(".base_layer", ""), p.parameter)).First(p => p.Item1 == name).parameter, weight, name);
        peft.Merge();
        foreach (var (name, weight) in @case.ChangedWeights)
        {
            string path = KeyPrefix + name[..^".weight".Length];
            var update = tensors[path + FactorB].mm(tensors[path + FactorA]) * config.Alpha / config.Rank;
            var merged = Parameter(model, name);
            var rest = merged - (config.FanInFanOut ? update.t() : update);
            if (config.Init == LoraInit.FastPissa)
                Assert.That(rest.norm().item<float>(), Is.LessThan(1.01 * weight.norm().item<float>()), $"size of what remains of {name}");
            else if (config.Init != LoraInit.LoraGA)
                TensorAssert.AreClose(rest, weight, 1e-4, 1e-5, name);
        }
    }

    [TestCaseSource(nameof(QuantizedCases))]
    public void AddLora_ComputedStartOnQuantizedBase_IsPythonsAndLeavesTheOutput(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        var config = (LoraConfig)@case.Config!;
        config.SaveAsPlainLora = true;
        var tensors = model.Module.AddLora(config).AdapterStateDict();
        var expected = @case.InitialTensors;

        foreach (string path in expected.Keys.Where(k => k.EndsWith(FactorA, StringComparison.Ordinal)).Select(k => k[..^FactorA.Length]))
            AssertStart(config, tensors[path + FactorA], tensors[path + FactorB], expected[path + FactorA], expected[path + FactorB], path);
        model.AssertOutput(@case.BaseOutput, "output at the start");
    }

    [TestCaseSource(nameof(ChangedBaseCases))]
    public void Load_OnTheBaseThatPythonSaved_EqualsPython(PeftCase @case)
    {
        using var scope = NewDisposeScope();
        using var model = @case.Base.Create();
        using (no_grad())
        {
            foreach (var (name, weight) in @case.ChangedWeights)
                model.Module.get_parameter(name)!.copy_(weight);
        }
        var peft = PeftModel.For(model.Module);
        peft.LoadAdapter(@case.AdapterFolder, PeftModel.DefaultAdapter, new LoadOptions { Trainable = true, Configure = c => ((LoraConfig)c).Init = LoraInit.Default });
        model.AssertOutput(@case.Expected("output"), "output");
        model.Module.train();
        model.Loss().backward();
        var expected = @case.Gradients();
        double scale = expected.Values.Max(g => g.abs().max().item<float>());
        foreach (var (key, gradient) in expected)
            TensorAssert.AreClose(peft.AdapterStateDict()[key].grad!, gradient, 1e-3, 1e-5 * scale, key);
        peft.MergeAndUnload();
        model.AssertOutput(@case.Expected("merged_output"), "merged output");
    }

    [TestCaseSource(nameof(ChangedBaseCases))]
    public void Load_OnTheOriginalBase_IsRefused(PeftCase @case)
    {
        using var model = @case.Base.Create();

        Assert.That(() => PeftModel.Load(model.Module, @case.AdapterFolder), Throws.TypeOf<PeftConfigException>().With.Message.Contains("init_lora_weights").And.Message.Contains("LoadOptions.Configure"));
        Assert.That(PeftModel.For(model.Module).Sites, Is.Empty);
    }

    private static void AssertStart(LoraConfig config, Tensor a, Tensor b, Tensor expectedA, Tensor? expectedB, string path)
    {
        switch (config.Init)
        {
            case LoraInit.LoraGA:
                // Every singular vector has a sign of its own, and both sides come from randomised SVDs.
                AssertSameDirections(a, expectedA, 1e-2, path + FactorA);
                // PEFT guesses the weight's largest singular value from as many random vectors as the rank.
                AssertSameDirections(b.t(), expectedB!.t(), config.LoraGA!.Scale == LoraGAScale.WeightSvd ? 5e-2 : 1e-2, path + FactorB);
                break;
            case LoraInit.FastPissa:
                // The range of a random matrix: ours is another one, but takes as much of the weight.
                break;
            case LoraInit.Mica or LoraInit.Eva:
                TensorAssert.AreClose(a, expectedA, 1e-3, 1e-4, path + FactorA);
                break;
            default:
                // PEFT leaves the scaling out of LoftQ.
                double scale = config.Init == LoraInit.LoftQ ? config.Alpha / config.Rank : 1;
                var product = expectedB!.mm(expectedA);
                TensorAssert.AreClose(b.mm(a) * scale, product, 1e-4, 1e-4 * product.abs().max().item<float>(), path + " BA");
                break;
        }
    }

    private static void AssertSameDirections(Tensor rows, Tensor expected, double tolerance, string name)
    {
        using var cosines = functional.cosine_similarity(rows, expected, 1, 1e-8).abs();
        Assert.That(cosines.min().item<float>(), Is.GreaterThan(0.99), $"cosines of {name}");
        TensorAssert.AreClose(rows.norm(1), expected.norm(1), tolerance, 0, $"lengths of {name}");
    }

    private static Tensor Parameter(GoldenModel model, string name) => model.Module.named_parameters().First(p => p.name.Replace(".base_layer", "") == name).parameter;

    private static TestCaseData Case(PeftCase @case) => new TestCaseData(@case).SetArgDisplayNames(@case.Id);
}
