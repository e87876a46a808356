using System.Text.Json;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

[TestFixture]
public sealed class ArrowTests
{
    // The reference's rng_seed, which its case does not say.
    private const long ReferenceSeed = 42;

    private static readonly string[] s_experts = ["one", "two", "three"];

    private static IEnumerable<TestCaseData> GoldenCases =>
        from golden in Golden.Cases("peft")
        where golden.Id == "arrow"
        from @case in golden.Description.GetProperty("cases").EnumerateArray()
        select new TestCaseData(golden, @case).SetArgDisplayNames($"arrow {@case.GetProperty("key")}");

    [TestCaseSource(nameof(GoldenCases))]
    [Category("Golden")]
    public void Forward_LoadedExperts_EqualsPython(GoldenCase golden, JsonElement @case)
    {
        using var scope = NewDisposeScope();
        using var model = new GoldenBase(golden.Description.GetProperty("base").GetString()!).Create();
        var peft = PeftModel.For(model.Module);
        var adapters = Directory.GetDirectories(golden.FullPath("adapters")).Order(StringComparer.Ordinal).ToList();
        foreach (string folder in adapters)
            peft.LoadAdapter(folder, Path.GetFileName(folder));
        peft.AddArrow([.. peft.AdapterNames.Where(n => n.StartsWith("task_", StringComparison.Ordinal))], o =>
        {
            o.Seed = ReferenceSeed;
            o.TopK = @case.GetProperty("top_k").GetInt32();
            o.Temperature = @case.GetProperty("router_temperature").GetDouble();
            o.General = @case.GetProperty("general").GetBoolean() ? [.. peft.AdapterNames.Where(n => n.StartsWith("general_", StringComparison.Ordinal))] : [];
        });

        model.AssertOutput(golden.Tensors("io.safetensors")["output." + @case.GetProperty("key").GetString()], "output");
    }

    [Test]
    public void Forward_ByTheEquation_WeighsTheBestExpertsOfEachToken()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Experts(model);
        var x = randn(5, 3, 12);
        var (w, b) = (model.get_parameter("layer.base_layer.weight")!, model.get_parameter("layer.base_layer.bias")!);
        var updates = s_experts.Select(n => Update(peft, n)).ToList();
        var prototypes = stack(updates.Select(u => linalg.svd(u, fullMatrices: false).Vh[0]));
        var scores = functional.linear(x, prototypes).abs();
        var least = scores.min(-1, keepdim: true).values;
        var shares = where(scores.eq(least), full_like(scores, float.NegativeInfinity), scores.div(0.5)).softmax(-1);
        var expected = functional.linear(x, w, b);
        for (int i = 0; i < updates.Count; i++)
            expected += shares.narrow(-1, i, 1) * functional.linear(x, updates[i]);
        peft.AddArrow(s_experts, o => (o.TopK, o.Temperature) = (2, 0.5));

        TensorAssert.AreClose(model.call(x), functional.linear(expected, model.get_parameter("other.weight")!, model.get_parameter("other.bias")!), 1e-4, 1e-5, "output");
    }

    [Test]
    public void AddArrow_OneExpertOfOne_IsThatExpert()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Experts(model);
        var x = randn(3, 12);
        peft.SetActive("two");
        var expected = model.call(x);
        peft.AddArrow(["two"], o => o.TopK = 1);

        TensorAssert.AreClose(model.call(x), expected, 1e-5, 1e-6, "output");
    }

    [Test]
    public void Router_WhateverBecomesOfItsExperts_StaysWhatItIs()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var x = randn(3, 12);
        var before = model.call(x);
        var peft = Experts(model);
        var tensors = s_experts.SelectMany(n => peft.AdapterStateDict(n).Values).ToList();
        var copies = tensors.ConvertAll(t => t.detach().clone());
        peft.AddArrow(s_experts, o => o.General = ["one"]);
        var routed = model.call(x);
        for (int i = 0; i < tensors.Count; i++)
            TensorAssert.BitEqual(tensors[i], copies[i], "an expert");
        foreach (string name in s_experts)
            peft.DeleteAdapter(name);

        Assert.That(routed.requires_grad, Is.False);
        Assert.That(routed.allclose(before), Is.False);
        TensorAssert.BitEqual(model.call(x), routed, "experts deleted");
        using (peft.DisableAdapters())
            TensorAssert.BitEqual(model.call(x), before, "disabled");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [Test]
    public void UsePerRow_RoutersAndExperts_EachOnItsRows()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = Experts(model);
        peft.AddArrow(s_experts, o => o.TopK = 2);
        var x = randn(4, 12);
        var routed = model.call(x);
        peft.SetActive("one");
        var one = model.call(x);
        using (peft.UsePerRow(["one", "arrow_router", "arrow_router", "one"]))
            TensorAssert.AreClose(model.call(x), stack([one[0], routed[1], routed[2], one[3]]), 1e-5, 1e-6, "rows");
    }

    [Test]
    public void Forward_OnABaseOfHalfPrecision_KeepsItsType()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        model.to(ScalarType.BFloat16);
        var peft = Experts(model);
        peft.AddArrow(s_experts);
        var y = model.call(randn(3, 12).bfloat16());

        Assert.That(y.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(y.isfinite().all().item<bool>());
    }

    [Test]
    public void Router_MergedOrSaved_IsRefused()
    {
        using var model = Model();
        using var folder = new TempFolder();
        var peft = Experts(model);
        peft.AddArrow(s_experts);

        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>());
        Assert.That(() => peft.SaveAdapter(folder.Path, "arrow_router"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("AddArrow"));
    }

    [TestCase(4, 1.0, "TopK is 4")]
    [TestCase(0, 1.0, "TopK is 0")]
    [TestCase(1, 0.0, "Temperature is 0")]
    public void AddArrow_OptionsOutOfRange_AreRefused(int topK, double temperature, string message)
    {
        using var model = Model();
        var peft = Experts(model);

        Assert.That(() => peft.AddArrow(s_experts, o => (o.TopK, o.Temperature) = (topK, temperature)), Throws.TypeOf<PeftConfigException>().With.Message.Contains(message));
        Assert.That(peft.AdapterNames, Is.EqualTo(s_experts));
    }

    [Test]
    public void AddArrow_AdaptersThatDoNotGoTogether_AreRefused()
    {
        using var model = Model();
        var peft = Experts(model);
        model.AddLora(o => (o.TargetModules, o.UseDora) = (["layer"], true), "dora");
        model.AddLora(o => o.TargetModules = ["other"], "elsewhere");
        model.AddLora(o => (o.TargetModules, o.Rank) = (["layer"], 5), "larger");

        Assert.That(() => peft.AddArrow(["one", "dora"], o => o.TopK = 1), Throws.TypeOf<AdapterStateException>().With.Message.Contains("dora"));
        Assert.That(() => peft.AddArrow(["one", "elsewhere"], o => o.TopK = 1), Throws.TypeOf<PeftConfigException>().With.Message.Contains("same layers"));
        Assert.That(() => peft.AddArrow(["one"], o => (o.TopK, o.General) = (1, ["larger"])), Throws.TypeOf<PeftConfigException>().With.Message.Contains("ranks"));
        Assert.That(() => peft.AddArrow(["missing"], o => o.TopK = 1), Throws.TypeOf<AdapterStateException>().With.Message.Contains("missing"));
    }

    [Test]
    public void Forward_Repeated_LeaksNothing()
    {
        using var model = Model();
        var peft = Experts(model);
        peft.AddArrow(s_experts);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var x = randn(3, 12);
            using var y = model.call(x);
        });
    }

    private static TorchSharp.Modules.Sequential Model() => Sequential(("layer", Linear(12, 10)), ("other", Linear(10, 10)));

    private static PeftModel Experts(Module model)
    {
        foreach (string name in s_experts)
            model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha, o.Init) = (["layer"], 3, 9, LoraInit.Random), name);
        return PeftModel.For(model);
    }

    private static Tensor Update(PeftModel peft, string name)
    {
        const string Prefix = "base_model.model.layer.";
        var tensors = peft.AdapterStateDict(name);
        return 3 * tensors[Prefix + "lora_B.weight"].mm(tensors[Prefix + "lora_A.weight"]).detach();
    }
}
