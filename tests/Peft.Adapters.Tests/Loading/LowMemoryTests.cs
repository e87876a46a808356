using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Loading;

/// <summary>An adapter's tensors are not given values that its file then overwrites.</summary>
[TestFixture, NonParallelizable]
public sealed class LowMemoryTests
{
    private static readonly TestCaseData[] s_adapters =
    [
        Case("LoRA", _ => { }),
        Case("gaussian", o => o.Init = LoraInit.Gaussian),
        Case("orthogonal", o => o.Init = LoraInit.Orthogonal),
        Case("MiCA", o => o.Init = LoraInit.Mica),
        Case("DoRA", o => o.UseDora = true),
        Case("KaSA", o => o.Kasa = new()),
        Case("VeLoRA", o => o.Velora = new() { Groups = 2 }),
        Case("MonteCLoRA", o => o.MonteClora = new()),
    ];

    [TestCaseSource(nameof(s_adapters))]
    public void LoadAdapter_AnyKind_DrawsNoRandomNumbers(Action<LoraConfig> choose)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var saved = new OpenMlp();
        var expected = Attach(saved, choose);
        expected.SaveAdapter(folder.Path);
        manual_seed(7);
        var next = randn(4);
        manual_seed(7);
        var peft = PeftModel.Load(model, folder.Path);

        TensorAssert.BitEqual(randn(4), next, "the next random numbers");
        Assert.That(peft.AdapterStateDict().Keys, Is.EquivalentTo(expected.AdapterStateDict().Keys));
        foreach (var (key, tensor) in peft.AdapterStateDict())
            TensorAssert.BitEqual(tensor, expected.AdapterStateDict()[key], key);
    }

    [Test]
    public void LoadAdapter_Lenient_StartsWhatTheFileLacks()
    {
        using var folder = new TempFolder();
        using var saved = new OpenMlp();
        Attach(saved, o => o.TargetModules = ["lin0"]).SaveAdapter(folder.Path);
        using var model = new OpenMlp();
        var weight = model.get_parameter("lin1.weight")!;
        var peft = PeftModel.For(model);
        peft.LoadAdapter(folder.Path, "default", new LoadOptions { Strict = false, Configure = c => (c.TargetModules, ((LoraConfig)c).UseDora) = (["lin0", "lin1"], true) });
        var tensors = peft.AdapterStateDict();

        using var norm = linalg.vector_norm(weight, 2, [1]);
        Assert.That(tensors["base_model.model.lin1.lora_A.weight"].abs().max().ToSingle(), Is.InRange(0.01f, 1f));
        Assert.That(tensors["base_model.model.lin1.lora_B.weight"].count_nonzero().ToInt64(), Is.Zero);
        TensorAssert.AreClose(tensors["base_model.model.lin1.lora_magnitude_vector"], norm, 1e-6, 0, "magnitude");
    }

    private static TestCaseData Case(string name, Action<LoraConfig> choose) => new TestCaseData(choose).SetArgDisplayNames(name);

    private static PeftModel Attach(Module model, Action<LoraConfig> choose) => model.AddLora(o =>
    {
        (o.TargetModules, o.Rank, o.ModulesToSave) = (["lin0", "lin1"], 4, ["lin2"]);
        choose(o);
    });
}
