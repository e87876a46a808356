using Peft.Attachment;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>One batch whose rows have adapters of their own.</summary>
[TestFixture]
public sealed class PerRowTests
{
    private static readonly string?[][] s_rows =
    [
        ["a", "b", "c"],
        ["c", null, "a", "a", null, "b", "c"],
        ["a", "a", "a"],
        [null, null],
        [null, "b"],
        ["b", "a", "b", "a"],
        [],
    ];

    private static IEnumerable<TestCaseData> Cases => from strategy in Mlps.PerRowStrategies
                                                      from rows in s_rows
                                                      select new TestCaseData(strategy, rows).SetArgDisplayNames($"{strategy}, [{string.Join(", ", rows.Select(r => r ?? "base"))}]");

    // The first pass at a sealed site is the one that finds out how it is invoked.
    [TestCaseSource(nameof(Cases))]
    public void Forward_AnyRows_GivesEachRowWhatItsAdapterGivesAlone(SiteStrategy strategy, string?[] rows)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("a", "b", "c");
        var x = randn(rows.Length, 5, Mlps.Inputs);
        Tensor first, second;
        using (peft.UsePerRow(rows))
            (first, second) = (model.call(x), model.call(x));

        TensorAssert.BitEqual(second, first, "second pass");
        for (int i = 0; i < rows.Length; i++)
            TensorAssert.AreClose(first[i], model.OutputOf(x, rows[i] is { } name ? [name] : [])[i], 1e-5, 1e-6, $"row {i}");
        Assert.That(peft.Sites.Select(s => s.Strategy), Is.All.EqualTo(strategy));
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.PerRowStrategies))]
    public void Backward_RowsOfSeveralAdapters_GivesTheGradientsOfSeparatePasses(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("a", "b", "c");
        peft.SetActive("a", "b", "c");
        model.train();
        var x = randn(5, Mlps.Inputs, requires_grad: true);
        string?[] rows = ["b", "a", null, "b", "a"];
        using (peft.UsePerRow(rows))
            model.call(x).square().sum().backward();
        var gradients = Gradients(peft, x);
        Clear(peft, x);
        for (int i = 0; i < rows.Length; i++)
        {
            using (peft.Use(rows[i] is { } name ? [name] : []))
                model.call(x.narrow(0, i, 1)).square().sum().backward();
        }
        var expected = Gradients(peft, x);

        Assert.That(gradients.Keys, Is.EquivalentTo(expected.Keys));
        Assert.That(expected.Keys.Where(k => k.StartsWith("c.", StringComparison.Ordinal)), Is.Empty);
        foreach (var (name, gradient) in expected)
            TensorAssert.AreClose(gradients[name], gradient, 1e-4, 1e-5, name);
    }

    [Test]
    public void Training_WithDropout_DropsInTheRowsOfThatAdapterOnly()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        var dropping = Mlps.Config();
        dropping.Dropout = 0.9;
        peft.AddAdapter(dropping, "dropping");
        var x = randn(1, Mlps.Inputs).expand(4, Mlps.Inputs);
        model.train();
        Tensor y;
        using (peft.UsePerRow(["dropping", "a", "dropping", "a"]))
            y = model.call(x);

        TensorAssert.AreClose(y[3], y[1], 1e-5, 1e-6, "rows without dropout");
        Assert.That((y[2] - y[0]).abs().max().item<float>(), Is.GreaterThan(1e-3));
    }

    [Test]
    public void Forward_AdaptersOnDifferentLayers_ActWhereTheyAre()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = PeftModel.For(model);
        peft.AddAdapter(Mlps.Config(2, "lin0"), "first");
        peft.AddAdapter(Mlps.Config(2, "lin2"), "last");
        var x = randn(3, Mlps.Inputs);
        var (first, last) = (model.OutputOf(x, "first"), model.OutputOf(x, "last"));
        using (peft.UsePerRow(["last", "first", "last"]))
        {
            var y = model.call(x);
            TensorAssert.AreClose(y, stack([last[0], first[1], last[2]]), 1e-5, 1e-6, "output");
        }
    }

    // The table of positions is given one row for the whole batch; no adapter is there.
    [Test]
    public void Forward_LayersWithoutTheBatchAndWithoutTheirAdapters_AreLeftAlone()
    {
        using var scope = NewDisposeScope();
        using var model = new WithPositions();
        var peft = PeftModel.For(model);
        peft.AddAdapter(Mlps.Config(2, "positions"), "positions");
        peft.AddAdapter(Mlps.Config(2, "fc"), "fc");
        var x = randn(3, 6);
        using (peft.UsePerRow(["fc", null, "fc"]))
            Assert.That(() => model.call(x), Throws.Nothing);
        using (peft.UsePerRow(["fc", null, "positions"]))
            Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>().With.Message.Contains("[1, 6]"));
    }

    [Test]
    public void Forward_AnotherNumberOfRows_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        using (peft.UsePerRow(["a", "b"]))
            Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>().With.Message.Contains("2 rows").And.Message.Contains("[3, 12]"));
        using (peft.UsePerRow(["a", "a"]))
            Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>());
        Assert.That(() => model.call(x).Dispose(), Throws.Nothing);
    }

    [TestCase(false, TestName = "Forward_LayerInvokedThroughForward_IsRefusedAtOnce")]
    [TestCase(true, TestName = "Forward_LayerInvokedThroughForward_IsRefusedLater")]
    public void Forward_LayerInvokedThroughForward_IsRefused(bool decided)
    {
        using var scope = NewDisposeScope();
        using var model = new SealedForwardMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(2, Mlps.Inputs);
        if (decided)
            model.call(x);
        var a = decided ? model.OutputOf(x, "a") : null;
        using (peft.UsePerRow(["a", "b"]))
            Assert.That(() => model.call(x), Throws.TypeOf<AdapterStateException>().With.Message.Contains("SealedForwardMlp.lin0 (Linear)").And.Message.Contains("rows"));
        using (peft.Use("a"))
            TensorAssert.BitEqual(model.call(x), a ?? model.OutputOf(x, "a"), "afterwards");
    }

    [Test]
    public void UsePerRow_UnknownOrMergedOrTrainingWholeModules_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        var whole = Mlps.Config();
        whole.ModulesToSave = ["lin2"];
        peft.AddAdapter(whole, "whole");
        peft.SetActive("a");

        Assert.That(() => peft.UsePerRow(["a", "z"]), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'z'"));
        Assert.That(() => peft.UsePerRow(["a", "whole"]), Throws.TypeOf<AdapterStateException>().With.Message.Contains("ModulesToSave"));
        peft.Merge();
        Assert.That(() => peft.UsePerRow(["a", null]), Throws.TypeOf<AdapterStateException>().With.Message.Contains("Unmerge"));
    }

    private static Dictionary<string, Tensor> Gradients(PeftModel peft, Tensor x) => peft.AdapterNames
        .SelectMany(name => peft.AdapterStateDict(name).Select(t => ($"{name}.{t.Key}", t.Value.grad)))
        .Append(("x", x.grad)).Where(g => g.grad is not null && g.grad.abs().sum().item<float>() > 0).ToDictionary(g => g.Item1, g => g.grad!.clone());

    private static void Clear(PeftModel peft, Tensor x)
    {
        foreach (var parameter in peft.TrainableParameters().Append(x))
            parameter.grad = null;
    }

    private sealed class WithPositions : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> positions = Linear(6, 6), fc = Linear(6, 4);
        private readonly Tensor _places = ones(1, 6);

        internal WithPositions()
            : base(nameof(WithPositions)) => RegisterComponents();

        public override Tensor forward(Tensor x) => fc.call(x + positions.call(_places));
    }
}
