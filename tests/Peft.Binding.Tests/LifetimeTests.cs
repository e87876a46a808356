using System.Runtime.CompilerServices;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Counters are those of the thread, so each test runs on its own and resets them.</summary>
[TestFixture, NonParallelizable]
public sealed class LifetimeTests
{
    private static LifetimeStatistics Statistics => DisposeScopeManager.Statistics.TensorStatistics;

    [SetUp]
    public void SetUp() => DisposeScopeManager.Statistics.Reset();

    [Test]
    public void Scope_Ends_DisposesWhatWasCreatedInIt()
    {
        Tensor inside;
        using var outside = ones(1);
        using (var scope = NewDisposeScope())
        {
            inside = ones(1);
            Assert.That(scope.Contains(inside));
            Assert.That(scope.Contains(outside), Is.False);
            Assert.That(scope.DisposablesCount, Is.EqualTo(1));
        }

        Assert.That(inside.IsInvalid);
        Assert.That(outside.IsInvalid, Is.False);
        Assert.That(CurrentDisposeScope, Is.Null);
    }

    [Test]
    public void MoveToOuter_KeepsATensorUntilTheOuterScopeEnds()
    {
        Tensor moved;
        using (var outer = NewDisposeScope())
        {
            using (NewDisposeScope())
                moved = ones(1).MoveToOuterDisposeScope();
            Assert.That(moved.IsInvalid, Is.False);
            Assert.That(outer.Contains(moved));
        }
        Assert.That(moved.IsInvalid);
    }

    [Test]
    public void MoveToOuter_WithoutOuterScope_Detaches()
    {
        Tensor first, second;
        using (var scope = NewDisposeScope())
            (first, second) = scope.MoveToOuter(ones(1), ones(1));

        Assert.That(first.IsInvalid || second.IsInvalid, Is.False);
        Assert.That(Statistics.DetachedFromScopeCount, Is.EqualTo(2));
        first.Dispose();
        second.Dispose();
    }

    [Test]
    public void MoveToOther_TakesTheScopeOfAnotherTensor()
    {
        using var outer = NewDisposeScope();
        var anchor = ones(1);
        using var inner = NewDisposeScope();
        var moved = ones(1).MoveToOtherDisposeScope(anchor);

        Assert.That(outer.Contains(moved));
        Assert.That(inner.DisposablesCount, Is.Zero);
    }

    [Test]
    public void Detach_OutlivesEveryScope()
    {
        Tensor detached;
        using (NewDisposeScope())
        using (NewDisposeScope())
            detached = ones(1).DetachFromDisposeScope();

        Assert.That(detached.ToSingle(), Is.EqualTo(1f));
        detached.Dispose();
    }

    [Test]
    public void Attach_PutsAnOlderTensorIntoTheScope()
    {
        var older = ones(1);
        using (var scope = NewDisposeScope())
        {
            scope.Attach(older);
            scope.Attach(older);
        }

        Assert.That(older.IsInvalid);
        Assert.That(Statistics.AttachedToScopeCount, Is.EqualTo(1));
    }

    [Test]
    public void DisposeEverythingBut_KeepsThoseNamed()
    {
        using var scope = NewDisposeScope();
        var (kept, dropped) = (ones(1), ones(1));
        scope.DisposeEverythingBut(kept);

        Assert.That(dropped.IsInvalid);
        Assert.That(kept.IsInvalid, Is.False);
        Assert.That(scope.DisposablesView.Single(), Is.SameAs(kept));
    }

    [Test]
    public void Scope_EndingBeforeAnInnerOne_LeavesTheInnerOneCurrent()
    {
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        outer.Dispose();

        Assert.That(CurrentDisposeScope, Is.SameAs(inner));
        inner.Dispose();
        Assert.That(CurrentDisposeScope, Is.Null);
    }

    [Test]
    public void Scope_TensorsDisposedEarly_DoNotPileUp()
    {
        using var scope = NewDisposeScope();
        var kept = ones(1);
        for (int i = 0; i < 1000; i++)
            ones(1).Dispose();

        Assert.That(scope.DisposablesCount, Is.EqualTo(1));
        Assert.That(scope.Contains(kept));
    }

    [Test]
    public void Scope_UsedAfterItsEnd_Throws()
    {
        var scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();

        Assert.That(() => scope.DisposablesCount, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Scopes_AreOfTheirThread()
    {
        using var scope = NewDisposeScope();
        Tensor? other = null;
        var thread = new Thread(() => other = ones(1));
        thread.Start();
        thread.Join();

        Assert.That(scope.Contains(other!), Is.False);
        other!.Dispose();
    }

    [Test]
    public void Statistics_CountCreationsAndDisposals()
    {
        using (NewDisposeScope())
        {
            ones(1).Dispose();
            _ = ones(1);
            _ = ones(1).DetachFromDisposeScope();
        }
        var free = ones(1);

        Assert.That(Statistics.CreatedInScopeCount, Is.EqualTo(3));
        Assert.That(Statistics.DisposedInScopeCount, Is.EqualTo(2));
        Assert.That(Statistics.CreatedOutsideScopeCount, Is.EqualTo(1));
        Assert.That(Statistics.ThreadTotalLiveCount, Is.EqualTo(2));
        free.Dispose();
        Assert.That(Statistics.DisposedOutsideScopeCount, Is.EqualTo(1));
        Assert.That(DisposeScopeManager.Statistics.ToString(), Does.StartWith("ThreadTotalLiveCount: 1; "));
    }

    [Test]
    public void TotalCount_FollowsLiveTensors()
    {
        LeakGuard.RunFinalizers();
        long before = Tensor.TotalCount;
        using (NewDisposeScope())
        {
            _ = ones(1).add(ones(1));
            Assert.That(Tensor.TotalCount, Is.EqualTo(before + 3));
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void Tensor_UsedAfterDisposal_Throws()
    {
        var tensor = ones(1);
        tensor.Dispose();
        tensor.Dispose();

        Assert.That(() => tensor.shape, Throws.InvalidOperationException);
    }

    [Test]
    public void Handle_GivenAway_CanBeAdopted()
    {
        var first = ones(2);
        using var second = Tensor.UnsafeCreateTensor(first.DecoupleFromNativeHandle());

        Assert.That(first.IsInvalid);
        Assert.That(second.NumberOfElements, Is.EqualTo(2));
    }

    [Test]
    public void WrappedTensorDisposeScope_KeepsOnlyTheResult()
    {
        long before = LeakGuard.LiveTensors();
        using var result = WrappedTensorDisposeScope(() => ones(1).add(ones(1)));

        Assert.That(result.ToSingle(), Is.EqualTo(2f));
        Assert.That(LeakGuard.LiveTensors(), Is.EqualTo(before + 1));
    }

    [Test]
    public void Finalizer_FreesForgottenTensors()
    {
        LeakGuard.RunFinalizers();
        long before = Tensor.TotalCount;
        Forget();
        for (int i = 0; i < 10 && Tensor.TotalCount > before; i++)
        {
            LeakGuard.RunFinalizers();
        }

        Assert.That(Tensor.TotalCount, Is.LessThanOrEqualTo(before));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget() => _ = ones(3);
}
