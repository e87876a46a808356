using Peft.Interop;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

[TestFixture, NonParallelizable]
public sealed partial class GuardedFunctionTests
{
    private static readonly BackwardOf s_right = gradient => [gradient.mul(Scalars.Two), null, null];

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = NewDisposeScope();

    [TearDown]
    public void CloseScope()
    {
        _scope.Dispose();
        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing, "a failure was left behind");
    }

    [Test]
    public void Backward_OfSavedTemporaryAndSharedGradient_IsRight()
    {
        var (x, y) = (Leaf(1, 2), Leaf(3, 4));

        var results = ExponentialAndSum.apply(x, y);
        results[0].add(results[1]).sum().backward();

        TensorAssert.AreClose(x.grad!, x.exp().add(1), 1e-6, 1e-6, "x");
        TensorAssert.AreClose(y.grad!, ones(2), 0, 0, "y");
    }

    [Test]
    public void Backward_ResultWithoutGradient_CountsAsZero()
    {
        var (x, y) = (Leaf(1, 2), Leaf(3, 4));

        using (NewDisposeScope())
            ExponentialAndSum.apply(x, y)[0].sum().backward();

        TensorAssert.AreClose(x.grad!, x.exp(), 1e-6, 1e-6, "x");
        TensorAssert.AreClose(y.grad!, zeros(2), 0, 0, "y");
    }

    [Test]
    public void Backward_ExceptionInside_GivesNaNToThoseThatNeedAGradient()
    {
        var x = Leaf(1, 2, 3);
        var codes = ones([5], ScalarType.Byte);

        Twice.apply(x, Failing(new FormatException()), codes)[0].sum().backward();

        Assert.That(x.grad!.shape, Is.EqualTo(new long[] { 3 }));
        Assert.That(x.grad!.isnan().all().ToBoolean());
        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>());
    }

    [Test]
    public void ThrowIfPending_AfterFailures_ThrowsTheFirstOnce()
    {
        var first = new FormatException("first");
        var losses = new[] { first, new FormatException("second") }.Select(LossThatFails).ToList();
        losses.ForEach(loss => loss.backward());

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>()
            .With.InnerException.SameAs(first).And.Message.Contains("backward of Twice failed").And.Message.Contains("first").And.Message.Contains("help:"));
        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing);
    }

    [Test]
    public void Apply_AfterAFailure_ThrowsItOnAnyThreadAndThenWorks()
    {
        var thrown = new FormatException();
        Fail(thrown);

        Assert.That(() => OnOtherThread(() => Sum.apply(ones(1), ones(1))[0].Dispose()), Throws.TypeOf<BackwardException>().With.InnerException.SameAs(thrown));
        Assert.That(() => Sum.apply(ones(1), ones(1)), Throws.Nothing);
    }

    [Test]
    public void Backward_FailureWithinABackward_IsToldOnce()
    {
        var thrown = new FormatException();
        BackwardOf outer = gradient =>
        {
            using var recording = enable_grad();
            Fail(thrown);
            Fail(new InvalidOperationException());   // its forward throws what is pending
            return [gradient, null, null];
        };

        Twice.apply(Leaf(1), outer, null)[0].sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.InnerException.SameAs(thrown));
    }

    private static IEnumerable<TestCaseData> WrongGradients()
    {
        TestCaseData Case(string name, string message, BackwardOf backward) => new TestCaseData(backward, message).SetArgDisplayNames(name);
        yield return Case("shape", "for argument 0 is [3] of Float32", _ => [ones(3), null, null]);
        yield return Case("type", "for argument 0 is [2] of Float64", gradient => [gradient.to(ScalarType.Float64), null, null]);
        yield return Case("disposed", "for argument 0 is disposed; expected [2] of Float32", gradient =>
        {
            using var mine = gradient.mul(gradient);
            return [mine, null, null];
        });
        yield return Case("no tensor", "for argument 1 is [2] of Float32 on cpu; expected null", gradient => [gradient, gradient, null]);
        yield return Case("count", "1 gradients for 3 arguments", gradient => [gradient]);
    }

    [TestCaseSource(nameof(WrongGradients))]
    public void Backward_WrongGradient_FailsSayingWhich(BackwardOf backward, string message)
    {
        var x = Leaf(1, 2);

        Twice.apply(x, backward, null)[0].sum().backward();

        Assert.That(x.grad!.isnan().all().ToBoolean());
        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.InnerException.TypeOf<InvalidOperationException>().And.Message.Contains(message));
    }

    [Test]
    public void Backward_GradientThatNobodyHolds_IsKeptUntilTheNextBackward()
    {
        WeakReference returned = ReturnAGradient();
        GC.Collect();
        Assert.That(returned.IsAlive);
        var gradient = (Tensor)returned.Target!;

        ReturnAGradient();

        Assert.That(gradient.IsInvalid);
    }

    [Test]
    public void Backward_WhileGarbageIsCollected_GivesTheRightGradients()
    {
        var collections = Task.Factory.StartNew(CollectOften, TaskCreationOptions.LongRunning);
        do
        {
            using var scope = NewDisposeScope();
            var x = Leaf(1, 2);
            Twice.apply(x, s_right, null)[0].sum().backward();
            Assert.That(x.grad!.data<float>().ToArray(), Is.EqualTo(new[] { 2f, 2f }));
        }
        while (!collections.IsCompleted);

        static void CollectOften()
        {
            for (int i = 0; i < 100; i++)
                GC.Collect(0);
        }
    }

    [Test]
    public void ForwardAndBackward_WithAndWithoutFailure_LeaveNoTensors()
    {
        using var x = Leaf(1, 2).DetachFromDisposeScope();
        using var y = Leaf(3, 4).DetachFromDisposeScope();
        LeakGuard.NoTensorsLeft(() => OnOtherThread(() =>
        {
            using var sum = Sum.apply(x, y)[0];
            using var loss = sum.sum();
            loss.backward();
        }));
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            Fail(new FormatException());
            Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>());
        });
    }

    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    private static BackwardOf Failing(Exception exception) => _ => throw exception;

    private static Tensor LossThatFails(Exception exception) => Twice.apply(Leaf(1), Failing(exception), null)[0].sum();

    private static void Fail(Exception exception) => LossThatFails(exception).backward();

    private static WeakReference ReturnAGradient()
    {
        var returned = new WeakReference(null);
        using var scope = NewDisposeScope();
        BackwardOf backward = gradient =>
        {
            var mine = gradient.mul(gradient);
            returned.Target = mine;
            return [mine, null, null];
        };
        Twice.apply(Leaf(1), backward, null)[0].sum().backward();
        return returned;
    }

    private static void OnOtherThread(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
}
