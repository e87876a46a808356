using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Renaming and deleting, also while a pass runs.</summary>
[TestFixture]
public sealed class ChangeTests
{
    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void RenameAdapter_AnyStrategy_ChangesTheNameAndNothingElse(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        model.call(x);
        var (before, keys) = (model.call(x), model.state_dict().Keys.ToHashSet());
        peft.SaveAdapter(folder.Path, "b");
        byte[] file = File.ReadAllBytes(folder.File("adapter_model.safetensors"));
        peft.RenameAdapter("b", "c");

        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "a", "c" }));
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "c" }));
        Assert.That(peft.Sites.Select(s => s.Adapters), Is.All.EqualTo(new[] { "a", "c" }));
        TensorAssert.BitEqual(model.call(x), before, "output");
        Assert.That(model.state_dict().Keys, Is.EquivalentTo(keys.Select(k => k.Replace("adapters.b.", "adapters.c."))));
        Assert.That(keys, Has.Some.Contains("adapters.b."));
        peft.SaveAdapter(folder.Path, "c");
        Assert.That(File.ReadAllBytes(folder.File("adapter_model.safetensors")), Is.EqualTo(file));
        Assert.That(() => peft.Use("b"), Throws.TypeOf<AdapterStateException>());
    }

    [Test]
    public void RenameAdapter_NameInUseOrNotOne_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");

        Assert.That(() => peft.RenameAdapter("a", "b"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("already"));
        Assert.That(() => peft.RenameAdapter("a", "x.y"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("dot"));
        Assert.That(() => peft.RenameAdapter("z", "y"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("a, b"));
        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "a", "b" }));
    }

    [Test]
    public void RenameAdapter_DuringAPass_KeepsTheOldNamesThere()
    {
        using var scope = NewDisposeScope();
        using var model = new Interrupted();
        var peft = model.WithAdapters("a", "b");
        var x = randn(2, Mlps.Inputs);
        var (a, b) = (model.OutputOf(x, "a"), model.OutputOf(x, "b"));
        Tensor? y = null;
        model.Interrupt = () =>
        {
            peft.RenameAdapter("a", "c");
            peft.RenameAdapter("b", "a");
            using var _ = peft.UsePerRow(["a", "b"]);
            y = model.Rest.call(x);
        };
        model.call(x);
        model.Interrupt = null;

        TensorAssert.AreClose(y!, stack([a[0], b[1]]), 1e-5, 1e-6, "output of a scope inside the pass");
        TensorAssert.BitEqual(model.OutputOf(x, "c"), a, "renamed");
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.PerRowStrategies))]
    public void DeleteAdapter_DuringAPass_TakesEffectInTheNextAndFreesAfterThis(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var model = new Interrupted(strategy);
        var peft = model.WithAdapters("a", "b");
        var x = randn(2, Mlps.Inputs);
        model.call(x);
        var (a, b) = (model.OutputOf(x, "a"), model.OutputOf(x, "b"));
        var parameters = peft.AdapterStateDict("b").Values.ToList();
        model.Interrupt = () =>
        {
            peft.DeleteAdapter("b");
            Assert.That(parameters.Any(p => p.IsInvalid), Is.False);
        };
        TensorAssert.BitEqual(model.call(x), b, "this pass");
        model.Interrupt = null;

        Assert.That(parameters.All(p => p.IsInvalid));
        TensorAssert.BitEqual(model.call(x), a, "the next");
        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "a" }));
    }

    [Test]
    public void DeleteAdapter_InAScopeOfTwoThreads_IsFreedByTheLast()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(2, Mlps.Inputs);
        var b = model.OutputOf(x, "b");
        var parameter = peft.AdapterStateDict("b").Values.First();
        using var entered = new CountdownEvent(2);
        using var deleted = new ManualResetEventSlim();
        Tensor?[] outputs = new Tensor?[2];
        var threads = Enumerable.Range(0, 2).Select(i => new Thread(() =>
        {
            using var _ = peft.Use("b");
            entered.Signal();
            deleted.Wait();
            outputs[i] = model.call(x);
        })).ToList();
        threads.ForEach(t => t.Start());
        entered.Wait();
        peft.DeleteAdapter("b");
        Assert.That(parameter.IsInvalid, Is.False);
        deleted.Set();
        threads.ForEach(t => t.Join());

        Assert.That(parameter.IsInvalid);
        foreach (var output in outputs)
            TensorAssert.BitEqual(output!, b, "output");
    }

    [Test]
    public void DeleteAdapter_TheActiveOrTheLast_LeavesAModelThatWorks()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(2, Mlps.Inputs);
        var plain = model.call(x);
        var peft = model.WithAdapters("a", "b", "c");
        peft.SetActive("b", "c");
        peft.DeleteAdapter("b");
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "c" }));
        peft.DeleteAdapter("c");
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "a" }));
        peft.DeleteAdapter("a");
        Assert.That(peft.ActiveAdapters, Is.Empty);
        TensorAssert.BitEqual(model.call(x), plain, "output");
        peft.AddAdapter(Mlps.Config(), "a");
        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(4));
    }

    [Test]
    public void AddAndDelete_Repeated_LeaveNoTensors()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        LeakGuard.NoTensorsLeft(() =>
        {
            peft.AddAdapter(Mlps.Config(), "b");
            peft.RenameAdapter("b", "c");
            peft.DeleteAdapter("c");
        });
    }

    /// <summary>lin0, then an interruption, then lin1.</summary>
    private sealed class Interrupted : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> rest;

        internal Interrupted(SiteStrategy strategy = SiteStrategy.Replace)
            : base(nameof(Interrupted))
        {
            rest = Mlps.Create(strategy);
            RegisterComponents();
        }

        internal Action? Interrupt { get; set; }

        internal Module<Tensor, Tensor> Rest => rest;

        public override Tensor forward(Tensor x)
        {
            Interrupt?.Invoke();
            return rest.call(x);
        }
    }
}
