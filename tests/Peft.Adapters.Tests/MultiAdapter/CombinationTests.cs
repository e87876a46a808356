using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Several adapters combined into a new one.</summary>
[TestFixture]
public sealed class CombinationTests
{
    private static readonly CombinationOptions s_cat = new() { Combination = Combination.Cat };

    private static IEnumerable<CombinationOptions> AllOptions => Enum.GetValues<Combination>().Select(c =>
        new CombinationOptions { Combination = c, Density = c is Combination.Linear or Combination.Cat or Combination.Svd ? null : 0.7 });

    [TestCaseSource(nameof(AllOptions))]
    public void AddWeightedAdapter_AnyCombination_ReportsTheTrueDistance(CombinationOptions options)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Pair(model);
        var report = peft.AddWeightedAdapter(["a", "b"], [0.7, -1.3], "c", options);
        var exact = Delta(model, "a").Zip(Delta(model, "b")).Select(d => (d.First * 0.7) - (d.Second * 1.3)).ToList();
        var result = Delta(model, "c");
        double apart = Norm(result.Zip(exact).Select(d => d.First - d.Second)), size = Norm(exact);

        Assert.That(report.Distance, Is.EqualTo(apart / size).Within(1e-4));
        Assert.That(report.Layers.Keys, Is.EqualTo(new[] { "lin0", "lin1" }));
        Assert.That(report.Distance, options.Combination == Combination.Cat ? Is.LessThan(1e-5) : Is.GreaterThan(0.01));
        Assert.That((peft.ActiveAdapters, peft.AdapterStateDict("c").Values.First().shape[0]), Is.EqualTo((new[] { "c" }, report.Rank)).Using<IEnumerable<string>>(Enumerable.SequenceEqual));
        Assert.That(peft.TrainableParameters(), Is.Empty);
    }

    // PEFT multiplies by the scaling twice: with a scaling of 2 and one adapter its result is twice as much.
    [Test]
    public void AddWeightedAdapter_SvdOfScaledAdapters_IsTheBestOfItsRank()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Pair(model);
        var twice = new CombinationOptions { SvdRank = 8, SvdScalesTwice = true };

        Assert.That(peft.AddWeightedAdapter(["a", "b"], [1, 0.5], "full", new CombinationOptions { SvdRank = 8 }).Distance, Is.LessThan(1e-5));
        Assert.That(peft.AddWeightedAdapter(["a", "b"], [1, 0.5], "low").Distance, Is.InRange(0.01, 0.7));
        Assert.That(peft.AddWeightedAdapter(["a", "b"], [1, 0.5], "python", twice).Distance, Is.GreaterThan(0.9));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void AddWeightedAdapter_OnlyTheFirst_IsTheFirst(bool dora)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Pair(model, dora);
        var x = randn(3, Mlps.Inputs);
        var a = model.OutputOf(x, "a");
        var report = peft.AddWeightedAdapter(["a", "b"], [1, 0], "c", s_cat);

        TensorAssert.AreClose(model.OutputOf(x, "c"), a, 1e-4, 1e-5, "output");
        Assert.That(report.Distance, Is.LessThan(1e-5));
    }

    [Test]
    public void AddWeightedAdapter_WithMagnitudes_ComesNearerThanDirectionsAlone()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Pair(model, dora: true);
        var report = peft.AddWeightedAdapter(["a", "b"], [0.6, 0.4], "c", s_cat);
        var exact = Delta(model, "a").Zip(Delta(model, "b")).Select(d => (d.First * 0.6) + (d.Second * 0.4)).ToList();
        using (no_grad())
        {
            // Any other magnitude is further away.
            var magnitude = peft.AdapterStateDict("c")["base_model.model.lin0.lora_magnitude_vector"];
            double best = Norm([Delta(model, "c")[0] - exact[0]]);
            foreach (double factor in new[] { 0.98, 1.02 })
            {
                using var kept = magnitude.clone();
                magnitude.mul_(factor);
                Assert.That(Norm([Delta(model, "c")[0] - exact[0]]), Is.GreaterThan(best));
                magnitude.copy_(kept);
            }
        }
        Assert.That(report.Distance, Is.InRange(1e-3, 0.9));
    }

    [Test]
    public void AddWeightedAdapter_LayersOfOneOnly_AreWeighted()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        peft.AddAdapter(Mlps.Config(2, "lin0"), "a");
        peft.AddAdapter(Mlps.Config(3, "lin0", "lin2"), "b");
        var report = peft.AddWeightedAdapter(["a", "b"], [1, -1], "c", s_cat);
        var b = Delta(model, "b");

        Assert.That(report.Distance, Is.LessThan(1e-5));
        Assert.That(report.Rank, Is.EqualTo(5));
        TensorAssert.AreClose(Delta(model, "c")[1], -b[1], 1e-5, 1e-6, "lin2");
    }

    // They shift the weight that they start from.
    [TestCase(LoraInit.Pissa)]
    [TestCase(LoraInit.Olora)]
    public void AddWeightedAdapter_OfAdaptersThatShiftTheBase_IsExact(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        foreach (string name in new[] { "a", "b" })
        {
            var config = Mlps.Config();
            config.Init = init;
            peft.AddAdapter(config, name);
            using var _ = no_grad();
            peft.AdapterStateDict(name).Values.First().mul_(1.5);
        }
        Assert.That(peft.AddWeightedAdapter(["a", "b"], [1, 0.5], "c", s_cat).Distance, Is.LessThan(1e-5));
    }

    [Test]
    public void AddWeightedAdapter_SavedAndLoaded_GivesTheSame()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var fresh = new OpenMlp();
        fresh.load_state_dict(model.state_dict());
        var peft = Pair(model);
        var x = randn(3, Mlps.Inputs);
        peft.AddWeightedAdapter(["a", "b"], [1, 1], "c", s_cat);
        peft.SaveAdapter(folder.Path, "c");
        PeftModel.Load(fresh, folder.Path);

        TensorAssert.BitEqual(fresh.call(x), model.call(x), "output");
    }

    [Test]
    public void AddWeightedAdapter_WhatCannotBeCombined_IsRefusedAndChangesNothing()
    {
        using var model = new OpenMlp();
        var peft = Pair(model);
        peft.AddAdapter(new LoraConfig { TargetModules = ["lin0"], LoraBias = true }, "biased");
        peft.AddAdapter(new LoraConfig { TargetModules = ["lin0"], ModulesToSave = ["lin2"] }, "whole");
        peft.AddAdapter(Mlps.Config(5), "wide");
        string[] names = [.. peft.AdapterNames];

        Assert.That(() => peft.AddWeightedAdapter(["a", "z"], [1, 1], "c"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'z'"));
        Assert.That(() => peft.AddWeightedAdapter(["a", "b"], [1, 1], "a"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("already"));
        Assert.That(() => peft.AddWeightedAdapter(["a", "b"], [1], "c"), Throws.ArgumentException);
        Assert.That(() => peft.AddWeightedAdapter(["a", "biased"], [1, 1], "c", s_cat), Throws.TypeOf<PeftConfigException>().With.Message.Contains("LoraBias"));
        Assert.That(() => peft.AddWeightedAdapter(["a", "whole"], [1, 1], "c", s_cat), Throws.TypeOf<AdapterStateException>().With.Message.Contains("ModulesToSave"));
        Assert.That(() => peft.AddWeightedAdapter(["a", "wide"], [1, 1], "c", new() { Combination = Combination.Linear }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("equal rank"));
        Assert.That(peft.AdapterNames, Is.EqualTo(names));
    }

    [Test]
    public void AddWeightedAdapter_Repeated_LeavesNoTensors()
    {
        using var model = new OpenMlp();
        var peft = Pair(model);
        LeakGuard.NoTensorsLeft(() =>
        {
            peft.AddWeightedAdapter(["a", "b"], [1, 1], "c");
            peft.DeleteAdapter("c");
        });
    }

    /// <summary>Adapters a and b of rank 3 with a scaling of 2.</summary>
    private static PeftModel Pair(Module model, bool dora = false)
    {
        var peft = PeftModel.For(model);
        foreach (string name in new[] { "a", "b" })
        {
            var config = Mlps.Config();
            config.UseDora = dora;
            peft.AddAdapter(config, name);
            using var _ = no_grad();
            foreach (var (_, magnitude) in peft.AdapterStateDict(name).Where(t => t.Key.EndsWith("vector", StringComparison.Ordinal)))
                magnitude.mul_(rand(magnitude.shape).add(0.5));
        }
        return peft;
    }

    /// <summary>What an adapter does to the weights, layer by layer.</summary>
    private static List<Tensor> Delta(Module model, string name)
    {
        var peft = PeftModel.For(model);
        string[] active = [.. peft.ActiveAdapters];
        peft.SetActive(name);
        var sites = peft.Sites.Where(s => s.Adapters.Contains(name)).Select(s => $"{s.Path}.base_layer.weight").ToList();
        var before = sites.Select(s => model.get_parameter(s)!.detach().clone()).ToList();
        peft.Merge();
        var deltas = sites.Zip(before).Select(p => model.get_parameter(p.First)!.detach() - p.Second).ToList();
        peft.Unmerge();
        peft.SetActive(active);
        return deltas;
    }

    private static double Norm(IEnumerable<Tensor> tensors) => Math.Sqrt(tensors.Sum(t => t.square().sum().ToDouble()));
}
