using Peft.Attachment;
using Peft.Checkpoints;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Other weights in the place of a loaded adapter's.</summary>
[TestFixture]
public sealed class HotSwapTests
{
    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void HotSwap_OtherRankAndAlpha_GivesWhatLoadingThemGives(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Mlps.Create(strategy);
        using var other = Mlps.Create(strategy);
        other.load_state_dict(model.state_dict());
        var x = randn(3, Mlps.Inputs);
        Save(folder, Mlps.Config(rank: 7), alpha: 21);
        PeftModel.Load(other, folder.Path);
        var peft = model.WithAdapters("a", "b");
        model.call(x);
        other.call(x);
        var a = model.OutputOf(x, "a");
        var replaced = peft.AdapterStateDict("b").Values.ToList();
        var sites = peft.Sites;
        peft.HotSwap(folder.Path, "b");

        TensorAssert.BitEqual(model.call(x), other.call(x), "swapped");
        TensorAssert.BitEqual(model.OutputOf(x, "a"), a, "the other adapter");
        Assert.That(replaced.All(p => p.IsInvalid));
        Assert.That((peft.AdapterNames, peft.ActiveAdapters), Is.EqualTo((new[] { "a", "b" }, new[] { "b" })).Using<IEnumerable<string>>(Enumerable.SequenceEqual));
        Assert.That(peft.Sites.Select(s => (s.Path, s.Strategy)), Is.EqualTo(sites.Select(s => (s.Path, s.Strategy))));
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(4));
    }

    [Test]
    public void HotSwap_FewerLayers_LeavesTheRestToTheBase()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        var x = randn(3, Mlps.Inputs);
        Save(folder, Mlps.Config(2, "lin1"));
        var peft = model.WithAdapters("a");
        peft.HotSwap(folder.Path, "a");

        Assert.That(peft.AdapterStateDict("a").Keys, Has.All.Contains("lin1"));
        Assert.That(peft.Sites.Select(s => s.Adapters.Count), Is.EqualTo(new[] { 0, 1 }));
    }

    [Test]
    public void HotSwap_WhileDisabledOrNotActive_StaysSo()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        var x = randn(3, Mlps.Inputs);
        Save(folder, Mlps.Config());
        var peft = model.WithAdapters("a", "b");
        var (plain, b) = (model.OutputOf(x), model.OutputOf(x, "b"));
        using (peft.DisableAdapters())
        {
            peft.HotSwap(folder.Path, "a");
            TensorAssert.BitEqual(model.call(x), plain, "disabled");
        }
        TensorAssert.BitEqual(model.call(x), b, "enabled");
        Assert.That(peft.TrainableParameters().Select(p => p.numel()), Is.EqualTo(peft.AdapterStateDict("b").Values.Select(p => p.numel())));
    }

    [Test]
    public void HotSwap_AnAdapterThatDoesNotFit_LeavesEverythingAsItWas()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        var before = model.call(x);
        var parameters = peft.AdapterStateDict("b").Values.ToList();
        using var damaged = new TempFolder();
        using var elsewhere = new TempFolder();
        using var whole = new TempFolder();
        using var otherShape = new TempFolder();
        Save(damaged, Mlps.Config());
        File.WriteAllText(damaged.File("adapter_model.safetensors"), "{}");
        Save(elsewhere, Mlps.Config(2, "lin0", "lin2"));
        var training = Mlps.Config();
        training.ModulesToSave = ["lin2"];
        Save(whole, training);
        using (var wide = new OpenMlp(input: 20))
            PeftModel.For(wide).AddAndSave(Mlps.Config(), otherShape.Path);

        Assert.That(() => peft.HotSwap(damaged.Path, "b"), Throws.InstanceOf<CheckpointFormatException>());
        Assert.That(() => peft.HotSwap(otherShape.Path, "b"), Throws.InstanceOf<CheckpointFormatException>());
        Assert.That(() => peft.HotSwap(elsewhere.Path, "b"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("it is on 'lin2', where this one is not").And.Message.Contains("LoadAdapter"));
        Assert.That(() => peft.HotSwap(whole.Path, "b"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("only one of the two trains 'lin2.weight' whole"));
        Assert.That(() => peft.HotSwap(elsewhere.Path, "z"), Throws.TypeOf<AdapterStateException>());
        Assert.That(peft.AdapterStateDict("b").Values, Is.EqualTo(parameters).Using<Tensor>(ReferenceEquals));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "b" }));
        TensorAssert.BitEqual(model.call(x), before, "output");
        peft.Merge();
        Assert.That(() => peft.HotSwap(elsewhere.Path, "b"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("Unmerge"));
    }

    [Test]
    public void HotSwap_DuringAPass_TakesEffectInTheNext()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        Save(folder, Mlps.Config());
        var peft = model.WithAdapters("a");
        var x = randn(3, Mlps.Inputs);
        var a = model.call(x);
        var gradients = peft.TrainableParameters().ToList();
        using (peft.Use("a"))
        {
            peft.HotSwap(folder.Path, "a");
            TensorAssert.BitEqual(model.call(x), a, "as it was");
            Assert.That(gradients.Any(p => p.IsInvalid), Is.False);
        }
        Assert.That((model.call(x) - a).abs().max().item<float>(), Is.GreaterThan(1e-3));
        Assert.That(gradients.All(p => p.IsInvalid));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void HotSwap_ModulesTrainedWhole_ExchangesThemAndDetachesExactly(bool active)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var other = new OpenMlp();
        other.load_state_dict(model.state_dict());
        var (x, own, parameters) = (randn(3, Mlps.Inputs), model.state_dict().ToDictionary(p => p.Key, p => p.Value.clone()), model.parameters().ToList());
        LoraConfig Whole() => new() { TargetModules = ["lin0"], Rank = 2, ModulesToSave = ["lin2"], Init = LoraInit.Random };
        using (var source = new OpenMlp())
            PeftModel.For(source).AddAndSave(Whole(), folder.Path);
        PeftModel.Load(other, folder.Path);
        var peft = PeftModel.For(model);
        peft.AddAdapter(Whole(), "a");
        var replaced = peft.AdapterStateDict("a").Values.ToList();
        if (!active)
            peft.SetActive();
        LeakGuard.NoTensorsLeft(() => peft.HotSwap(folder.Path, "a"));
        peft.SetActive("a");

        TensorAssert.BitEqual(model.call(x), other.call(x), "swapped");
        Assert.That(replaced.All(p => p.IsInvalid));
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(4));
        peft.Detach();
        Assert.That(model.parameters(), Is.EqualTo(parameters).Using<Tensor>(ReferenceEquals));
        foreach (var (name, value) in model.state_dict())
            TensorAssert.BitEqual(value, own[name], name);
    }

    [Test]
    public void HotSwap_Repeated_LeavesNoTensors()
    {
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        Save(folder, Mlps.Config());
        var peft = model.WithAdapters("a");
        LeakGuard.NoTensorsLeft(() => peft.HotSwap(folder.Path, "a"));
    }

    private static void Save(TempFolder folder, LoraConfig config, double alpha = 6)
    {
        using var model = new OpenMlp();
        config.Alpha = alpha;
        PeftModel.For(model).AddAndSave(config, folder.Path);
    }
}

file static class Saving
{
    internal static void AddAndSave(this PeftModel peft, LoraConfig config, string folder)
    {
        peft.AddAdapter(config);
        peft.SaveAdapter(folder);
    }
}
