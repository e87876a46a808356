using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Several adapters in the weights, all or none of them, and out again.</summary>
[TestFixture]
public sealed class MergeTests
{
    private static readonly ScalarType[] s_types = [ScalarType.Float32, ScalarType.Float64, ScalarType.BFloat16, ScalarType.Float16];

    private static IEnumerable<TestCaseData> StrategiesAndTypes => from strategy in Mlps.Strategies
                                                                   from type in s_types
                                                                   select new TestCaseData(strategy, type).SetArgDisplayNames($"{strategy}, {type}");

    [TestCaseSource(nameof(StrategiesAndTypes))]
    public void Unmerge_SeveralAdaptersAThousandTimes_IsBitExact(SiteStrategy strategy, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        model.to(type);
        var before = model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
        var peft = model.WithAdapters("a", "b", "c");
        string[][] choices = [["a"], ["a", "b"], ["c", "a", "b"]];
        for (int i = 0; i < 1000; i++)
        {
            peft.SetActive(choices[i % choices.Length]);
            peft.Merge();
            if (i < choices.Length)
                Assert.That(peft.Sites.Select(s => s.Merged), Is.All.EqualTo(choices[i]));
            peft.Unmerge();
        }
        peft.Detach();

        foreach (var (name, parameter) in model.named_parameters())
            TensorAssert.BitEqual(parameter, before[name], name);
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void Merge_SeveralAdapters_GivesTheirOutput(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("a", "b", "c");
        var x = randn(3, Mlps.Inputs);
        peft.SetActive("a", "c");
        var unmerged = model.call(x);
        peft.Merge();
        var merged = model.call(x);
        peft.SetActive("a", "c", "b");
        var more = model.call(x);
        peft.Merge();
        var all = model.call(x);
        peft.Unmerge();

        TensorAssert.AreClose(merged, unmerged, 1e-5, 1e-5, "merged");
        TensorAssert.AreClose(more, model.call(x), 1e-5, 1e-5, "merged and another");
        TensorAssert.AreClose(all, model.call(x), 1e-5, 1e-5, "all merged");
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void Merge_OneLayerNotFinite_ChangesNoLayer(float value)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        peft.SetActive("a", "b");
        var weights = model.named_parameters().Where(p => p.name.EndsWith("weight", StringComparison.Ordinal)).ToDictionary(p => p.name, p => p.parameter.detach().clone());
        using (no_grad())
            peft.AdapterStateDict("b")["base_model.model.lin1.lora_B.weight"][0, 0] = value;

        Assert.That(() => peft.Merge(checkFinite: true), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lin1'"));
        Assert.That((peft.IsMerged, peft.Sites.Any(s => s.Merged.Count > 0)), Is.EqualTo((false, false)));
        foreach (var (name, weight) in weights)
            TensorAssert.BitEqual(model.get_parameter(name)!, weight, name);
        Assert.That(() => peft.MergeAndUnload(checkFinite: true), Throws.TypeOf<AdapterStateException>());
        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void Merge_OverflowingTheBasesType_IsFound()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        model.to(ScalarType.Float16);
        var peft = model.WithAdapters("a");
        using (no_grad())
            peft.AdapterStateDict("a")["base_model.model.lin1.lora_B.weight"].fill_(1e6f);

        Assert.That(() => peft.Merge(checkFinite: true), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lin1'"));
    }

    [Test]
    public void Merge_DisabledOrInAScope_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        using (peft.DisableAdapters())
            Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("DisableAdapters"));
        using (peft.Use("a"))
            Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("Use"));
        using (peft.UsePerRow(["a", "b"]))
            Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("UsePerRow"));
        Assert.That(peft.IsMerged, Is.False);
    }

    [Test]
    public void Merged_ActsWhateverIsChosen_SoOtherChoicesAreRefused()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        peft.SaveAdapter(folder.Path, "b");
        peft.SetActive("a");
        peft.Merge();
        Action[] refused =
        [
            () => peft.SetActive("b"), () => peft.SetActive(), () => peft.SetActive("b", "a"), () => peft.Use("b"), () => peft.Use(),
            () => peft.UsePerRow(["a"]), () => peft.DisableAdapters(), () => peft.DeleteAdapter("a"), () => peft.HotSwap(folder.Path, "a"),
        ];
        foreach (var action in refused)
            Assert.That(action, Throws.TypeOf<AdapterStateException>().With.Message.Contains("Unmerge"));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "a" }));

        using (peft.Use("a", "b"))
            Assert.That(() => model.call(randn(2, Mlps.Inputs)), Throws.Nothing);
        peft.HotSwap(folder.Path, "b");
        peft.AddAdapter(Mlps.Config(), "c");
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "a", "c" }));
    }

    [Test]
    public void MergeAndUnload_SeveralAdapters_LeavesAPlainModel()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var names = model.named_parameters().Select(p => p.name).ToList();
        var peft = model.WithAdapters("a", "b");
        peft.SetActive("a", "b");
        var x = randn(3, Mlps.Inputs);
        var expected = model.call(x);
        peft.MergeAndUnload();

        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-5, "output");
        Assert.That(model.named_parameters().Select(p => p.name), Is.EqualTo(names));
        Assert.That(PeftModel.For(model), Is.Not.SameAs(peft));
    }

    [Test]
    public void MergeAndUnmerge_Repeated_LeaveNoTensors()
    {
        using var model = Sequential(("lin0", Linear(Mlps.Inputs, 8)), ("lin1", Linear(8, 4)));
        var peft = model.WithAdapters("a", "b");
        LeakGuard.NoTensorsLeft(() =>
        {
            peft.Merge(checkFinite: true);
            peft.Unmerge();
        });
    }
}
