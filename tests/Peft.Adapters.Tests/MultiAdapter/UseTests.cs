using Peft.Attachment;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.MultiAdapter;

/// <summary>Choosing adapters: for everybody with SetActive and DisableAdapters, for a thread with Use.</summary>
[TestFixture]
public sealed class UseTests
{
    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void Use_OneOrSeveralOrNone_GivesWhatTheyGiveWhenActive(SiteStrategy strategy)
    {
        using var scope = NewDisposeScope();
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        model.call(x);
        string[][] choices = [["a"], ["b"], ["a", "b"], ["b", "a"], []];
        foreach (string[] names in choices)
        {
            var expected = model.OutputOf(x, names);
            using (peft.Use(names))
                TensorAssert.BitEqual(model.call(x), expected, string.Join("+", names));
        }
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "b" }));
        TensorAssert.BitEqual(model.call(x), model.OutputOf(x, "b"), "after the scopes");
    }

    [Test]
    public void Use_Nested_TheInnermostHoldsAndEndsWithItsBlock()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b", "c");
        var x = randn(3, Mlps.Inputs);
        var (a, b, plain) = (model.OutputOf(x, "a"), model.OutputOf(x, "b"), model.OutputOf(x));
        using (peft.Use("a"))
        {
            using (peft.Use("b"))
            {
                using (peft.Use())
                    TensorAssert.BitEqual(model.call(x), plain, "innermost");
                TensorAssert.BitEqual(model.call(x), b, "inner");
            }
            TensorAssert.BitEqual(model.call(x), a, "outer");
        }
        TensorAssert.BitEqual(model.call(x), model.OutputOf(x, "c"), "outside");
    }

    [Test]
    public void Use_OuterDisposedFirst_EndsTheInnerOnesToo()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        var outer = peft.Use("a");
        var inner = peft.Use();
        outer.Dispose();
        inner.Dispose();

        TensorAssert.BitEqual(model.call(x), model.OutputOf(x, "b"), "output");
    }

    [Test]
    public void Use_InsideAScope_KnowsWhatWasAddedMeanwhile()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        var x = randn(3, Mlps.Inputs);
        using (peft.Use("a"))
        {
            peft.AddAdapter(Mlps.Config(), "b");
            var a = model.call(x);
            using (peft.Use("b"))
                Assert.That((model.call(x) - a).abs().max().item<float>(), Is.GreaterThan(1e-3));
            TensorAssert.BitEqual(model.call(x), a, "the outer choice");
        }
    }

    [Test]
    public void Use_OnAnotherThread_DoesNotReachThisOne()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        var b = model.OutputOf(x, "b");
        using var inside = new ManualResetEventSlim();
        using var done = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            using var _ = peft.Use("a");
            inside.Set();
            done.Wait();
        });
        other.Start();
        inside.Wait();
        TensorAssert.BitEqual(model.call(x), b, "output");
        done.Set();
        other.Join();
    }

    [Test]
    public void Use_DisposedOnAnotherThread_IsRefusedAndGoesOn()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        var a = model.OutputOf(x, "a");
        using var use = peft.Use("a");
        Exception? error = null;
        var other = new Thread(() => error = Assert.Catch(use.Dispose));
        other.Start();
        other.Join();

        Assert.That(error, Is.TypeOf<InvalidOperationException>().With.Message.Contains("await"));
        TensorAssert.BitEqual(model.call(x), a, "output");
    }

    [Test]
    public void Use_UnknownOrRepeatedOrTrainingWholeModules_IsRefused()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        var whole = Mlps.Config();
        whole.ModulesToSave = ["lin2"];
        peft.AddAdapter(whole, "whole");
        peft.SetActive("a");

        Assert.That(() => peft.Use("z"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("a, whole"));
        Assert.That(() => peft.Use("a", "a"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("twice"));
        Assert.That(() => peft.SetActive("a", "a"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("twice"));
        Assert.That(() => peft.Use("whole"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("ModulesToSave"));
    }

    [Test]
    public void Forward_ThatThrows_LeavesNoScopeBehind()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var (x, wrong) = (randn(3, Mlps.Inputs), randn(3, Mlps.Inputs + 1));
        var (a, b) = (model.OutputOf(x, "a"), model.OutputOf(x, "b"));

        Assert.Catch(() => model.call(wrong));
        peft.SetActive("a");
        // forward runs no hook that could clear what the failed pass has left.
        TensorAssert.BitEqual(model.forward(x), a, "forward after a failed call");
        using (peft.Use("b"))
        {
            Assert.Catch(() => model.call(wrong));
            TensorAssert.BitEqual(model.call(x), b, "the user's own scope goes on");
        }
        TensorAssert.BitEqual(model.call(x), a, "call");
    }

    [Test]
    public void Forward_ThatThrows_KeepsNoAdapterAlive()
    {
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        using var wrong = randn(3, Mlps.Inputs + 1);
        Assert.Catch(() => model.call(wrong));
        var parameter = peft.AdapterStateDict("b").Values.First();
        peft.DeleteAdapter("b");

        Assert.That(parameter.IsInvalid);
    }

    [Test]
    public void DisableAdapters_SeveralAtOnce_EndsWithTheLast()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a");
        var x = randn(3, Mlps.Inputs);
        var (a, plain) = (model.OutputOf(x, "a"), model.OutputOf(x));
        var first = peft.DisableAdapters();
        var second = peft.DisableAdapters();
        first.Dispose();
        first.Dispose();
        TensorAssert.BitEqual(model.call(x), plain, "one left");
        second.Dispose();
        TensorAssert.BitEqual(model.call(x), a, "none left");
    }

    [Test]
    public void DisableAdapters_InsideUse_GivesTheBase()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, Mlps.Inputs);
        var (a, plain) = (model.OutputOf(x, "a"), model.OutputOf(x));
        using (peft.Use("a"))
        {
            using (peft.DisableAdapters())
                TensorAssert.BitEqual(model.call(x), plain, "disabled");
            TensorAssert.BitEqual(model.call(x), a, "enabled again");
        }
    }

    [Test]
    public void UseAndCall_Repeated_LeaveNoTensors()
    {
        using var model = Sequential(("lin0", Linear(Mlps.Inputs, 8)), ("relu", ReLU()), ("lin1", Linear(8, 4)));
        var peft = model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var _ = no_grad();
            using (peft.Use("a", "b"))
                model.call(x).Dispose();
            using (peft.UsePerRow(["b", null, "a"]))
                model.call(x).Dispose();
        });
    }
}
