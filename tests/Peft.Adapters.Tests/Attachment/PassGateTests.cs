using Peft.Adapters.Tests.MultiAdapter;
using Peft.Attachment;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Layers whose own weight is exchanged for a pass, run by several threads.</summary>
[TestFixture]
public sealed class PassGateTests
{
    [Test]
    public void Forward_SecondThread_WaitsForTheFirst()
    {
        using var model = new Meeting();
        var peft = model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        var (a, b) = (Output(model, x, "a"), Output(model, x, "b"));
        using var inside = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        model.Middle = () =>
        {
            inside.Set();
            go.Wait();
        };
        Tensor? first = null, second = null;
        var holder = Start(() => first = Output(model, x, "a"));
        inside.Wait();
        model.Middle = null;
        var waiter = Start(() => second = Output(model, x, "b"));
        Assert.That(waiter.Join(50), Is.False);
        go.Set();
        holder.Join();
        waiter.Join();

        TensorAssert.BitEqual(first!, a, "first");
        TensorAssert.BitEqual(second!, b, "second");
    }

    [Test]
    public void Forward_AfterAnotherThreadThrew_DoesNotWait()
    {
        using var model = new Meeting();
        model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        var b = Output(model, x, "b");
        model.Middle = () => throw new NotSupportedException();
        Start(() => Assert.Throws<NotSupportedException>(() => Output(model, x, "a"))).Join();
        model.Middle = null;
        Tensor? second = null;

        Assert.That(Start(() => second = Output(model, x, "b")).Join(TimeSpan.FromSeconds(20)));
        TensorAssert.BitEqual(second!, b, "output");
    }

    [Test]
    public void Forward_ThatCatchesAnExceptionWhileAnotherThreadComesIn_IsAnError()
    {
        using var model = new Meeting();
        model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        var b = Output(model, x, "b");
        using var caught = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        model.Middle = () =>
        {
            Assert.Throws<NotSupportedException>(() => throw new NotSupportedException());
            caught.Set();
            go.Wait();
        };
        Exception? error = null;
        var first = Start(() => error = Assert.Catch(() => Output(model, x, "a")));
        caught.Wait();
        model.Middle = null;
        var second = Output(model, x, "b");
        go.Set();
        first.Join();

        TensorAssert.BitEqual(second, b, "output of the other thread");
        Assert.That(error, Is.TypeOf<AdapterStateException>().With.Message.Contains("Meeting.lin0 (Linear)"));
        TensorAssert.BitEqual(Output(model, x, "b"), b, "afterwards");
    }

    [Test]
    public void Forward_ThatCatchesAnExceptionAlone_GoesOn()
    {
        using var model = new Meeting();
        model.WithAdapters("a", "b");
        using var x = randn(3, Mlps.Inputs);
        var a = Output(model, x, "a");
        model.Middle = () => Assert.Throws<NotSupportedException>(() => throw new NotSupportedException());

        TensorAssert.BitEqual(Output(model, x, "a"), a, "output");
    }

    [TestCase(SiteStrategy.Hook)]
    [TestCase(SiteStrategy.Reparametrise)]
    public void Forward_FirstPassesOnManyThreads_AreAllRight(SiteStrategy strategy)
    {
        for (int repeat = 0; repeat < 10; repeat++)
        {
            using var scope = NewDisposeScope();
            using var model = Mlps.Create(strategy);
            var peft = model.WithAdapters("a", "b");
            var x = randn(3, Mlps.Inputs);
            using var together = new Barrier(8);
            var outputs = new Tensor?[8];
            var threads = Enumerable.Range(0, 8).Select(i => Start(() =>
            {
                using var _ = no_grad();
                together.SignalAndWait();
                using var use = peft.Use(i % 2 == 0 ? "a" : "b");
                outputs[i] = model.call(x);
            })).ToList();
            threads.ForEach(t => t.Join());

            for (int i = 0; i < outputs.Length; i++)
                TensorAssert.AreClose(outputs[i]!, model.OutputOf(x, i % 2 == 0 ? "a" : "b"), 1e-5, 1e-6, $"output {i}");
            Assert.That(peft.Sites.Select(s => s.Strategy), Is.All.EqualTo(strategy));
        }
    }

    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        return thread;
    }

    private static Tensor Output(Meeting model, Tensor x, string adapter)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var use = PeftModel.For(model).Use(adapter);
        return model.call(x).DetachFromDisposeScope();
    }

    /// <summary>lin0, something in between, lin1; invoked through forward.</summary>
    private sealed class Meeting : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear lin0 = Linear(Mlps.Inputs, 8), lin1 = Linear(8, 4);

        internal Meeting()
            : base(nameof(Meeting)) => RegisterComponents();

        internal Action? Middle { get; set; }

        public override Tensor forward(Tensor x)
        {
            var hidden = lin0.forward(x);
            Middle?.Invoke();
            return lin1.forward(hidden);
        }
    }
}
