using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed partial class AutogradFunctionTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope.Dispose();

    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();

    [Test]
    public void Apply_WithArgumentsOfAllKinds_GivesValueAndGradients()
    {
        var (x, scale) = (Leaf(1, 2, 3), Leaf(10, 10, 10));

        var y = ScaledPower.apply(x, 3, "label", scale);
        y.sum().backward();

        Assert.That(Values(y), Is.EqualTo(new float[] { 10, 80, 270 }));
        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 30, 120, 270 }));
        Assert.That(Values(scale.grad!), Is.EqualTo(new float[] { 1, 8, 27 }));
    }

    [Test]
    public void Apply_WithNullForATensor_GivesTheOtherGradient()
    {
        var x = Leaf(1, 2);

        ScaledPower.apply(x, 2, "label", null!).sum().backward();

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 2, 4 }));
    }

    [Test]
    public void Apply_InputWithoutGrad_GetsNone()
    {
        var (x, scale) = (tensor(new float[] { 1, 2 }), Leaf(1, 1));

        ScaledPower.apply(x, 2, "label", scale).sum().backward();

        Assert.That(x.grad, Is.Null);
        Assert.That(Values(scale.grad!), Is.EqualTo(new float[] { 1, 4 }));
    }

    [Test]
    public void Apply_UnderNoGrad_RecordsNothing()
    {
        var x = Leaf(1, 2);
        using (no_grad())
            Assert.That(ScaledPower.apply(x, 2, "label", null!).requires_grad, Is.False);

        Assert.That(ScaledPower.apply(x, 2, "label", null!).requires_grad, Is.True);
        Assert.That(ScaledPower.apply(x.detach(), 2, "label", null!).requires_grad, Is.False);
    }

    [Test]
    public void Apply_BroadcastGradient_IsReducedToTheShapeOfTheInput()
    {
        var (x, scale) = (Leaf(1, 2, 3), tensor(2f, requires_grad: true));

        ScaledPower.apply(x, 2, "label", scale).sum().backward();

        Assert.That(scale.grad!.item<float>(), Is.EqualTo(14));
    }

    [Test]
    public void Grad_CreateGraph_DifferentiatesBackwardToo()
    {
        var x = Leaf(1, 2);

        var first = grad([ScaledPower.apply(x, 3, "label", null!).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = grad([first.sum()], [x])[0];

        Assert.That(Values(first), Is.EqualTo(new float[] { 3, 12 }));
        Assert.That(Values(second), Is.EqualTo(new float[] { 6, 12 }));
    }

    [Test]
    public void SaveForBackward_OfAnOutput_ConnectsItToTheGraph()
    {
        var x = Leaf(0, 1);

        var first = grad([Exponential.apply(x).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = grad([first.sum()], [x])[0];

        TensorAssert.AreClose(first, x.exp(), 1e-6, 0, "first derivative");
        TensorAssert.AreClose(second, x.exp(), 1e-6, 0, "second derivative");
    }

    [Test]
    public void GetSavedVariables_AfterTheWrapperWasDisposed_StillHasTheTensor()
    {
        var x = Leaf(1, 2);
        Tensor y;
        using (NewDisposeScope())
        {
            var halfway = x + 1;
            y = ScaledPower.apply(halfway, 2, "label", null!).MoveToOuterDisposeScope();
        }

        y.sum().backward();

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 4, 6 }));
    }

    [Test]
    public void SaveData_TensorMadeInForward_IsAliveInBackward()
    {
        var x = Leaf(1, 2);

        RememberedFactor.apply(x).sum().backward();

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 3, 3 }));
    }

    [Test]
    public void Backward_OfOneOutput_GetsZerosForTheOther()
    {
        var (a, b) = (Leaf(1, 2), Leaf(3, 4));
        var seen = new List<bool>();

        SumAndDifference.apply(a, b, seen, true)[0].sum().backward();

        Assert.That(seen, Is.EqualTo(new[] { false, false }));
        Assert.That(Values(a.grad!), Is.EqualTo(new float[] { 1, 1 }));
        Assert.That(Values(b.grad!), Is.EqualTo(new float[] { 1, 1 }));
    }

    [Test]
    public void Backward_OfOneOutputNotMaterialized_GetsAnInvalidTensorForTheOther()
    {
        var (a, b) = (Leaf(1, 2), Leaf(3, 4));
        var seen = new List<bool>();

        SumAndDifference.apply(a, b, seen, false)[0].sum().backward();

        Assert.That(seen, Is.EqualTo(new[] { false, true }));
        Assert.That(Values(b.grad!), Is.EqualTo(new float[] { 1, 1 }));
    }

    [Test]
    public void MarkDirty_ChangedInput_IsTheOutputAndHasTheGradient()
    {
        var x = Leaf(1, 2);
        var changed = x * 1;

        var y = Doubling.apply(changed);
        (y * y).sum().backward();

        Assert.That(Values(changed), Is.EqualTo(new float[] { 2, 4 }));
        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 8, 16 }));
    }

    [Test]
    public void MarkNonDifferentiable_Output_HasNoGraph()
    {
        var x = Leaf(1, 5, 2);

        var results = Largest.apply(x);
        results[0].backward();

        Assert.That(results[1].requires_grad, Is.False);
        Assert.That(results[1].item<long>(), Is.EqualTo(1));
        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 0, 1, 0 }));
    }

    [Test]
    public void Apply_ExceptionInForward_IsTheSameException()
    {
        var thrown = new FormatException("from forward");

        Assert.That(() => ThrowingForward.apply(Leaf(1), thrown), Throws.Exception.SameAs(thrown));
    }

    [Test]
    public void Apply_Reentrant_GivesTheGradientsOfTheFunctionInside()
    {
        var (x, w) = (Leaf(1, 2), Leaf(3, 4));
        Tensor Inner(Tensor t) => (t * w).exp();
        Tensor Outer(Tensor t) => Checkpoint.apply(t, (Func<Tensor, Tensor>)Inner) * t;
        var expected = grad([(Inner(x) * x).sum()], [x, w]);

        Checkpoint.apply(x, (Func<Tensor, Tensor>)Outer).sum().backward();

        TensorAssert.AreClose(x.grad!, expected[0], 1e-6, 0, "gradient of the input");
        TensorAssert.AreClose(w.grad!, expected[1], 1e-6, 0, "gradient of a captured leaf");
    }

    [Test]
    public void Apply_OnFourThreads_KeepsCallsApart()
    {
        var failures = new List<string>();
        var threads = Enumerable.Range(2, 4).Select(power => new Thread(() =>
        {
            using var scope = NewDisposeScope();
            for (int i = 0; i < 50; i++)
            {
                var x = Leaf(2);
                ScaledPower.apply(x, power, "label", null!).sum().backward();
                if (x.grad!.item<float>() != power * MathF.Pow(2, power - 1))
                    lock (failures)
                        failures.Add($"power {power}: {x.grad!.item<float>()}");
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.That(failures, Is.Empty);
    }

    [Test]
    public void Apply_TwoThousandTimes_LeavesNoTensorsAndNoContexts()
    {
        const int Calls = 2000;
        var x = Leaf(1, 2);
        ScaledPower.apply(x, 2, "label", null!).sum().backward();
        long before = LeakGuard.LiveTensors();

        var kept = Run(x, Calls);

        Assert.That(LeakGuard.LiveTensors() - before, Is.Zero, "tensors");
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.That(kept.Count(reference => reference.IsAlive), Is.Zero, "objects that contexts held");
    }

    /// <summary>Applies the function, with backward every second time, and returns what the contexts held.</summary>
    private static List<WeakReference> Run(Tensor x, int calls)
    {
        var kept = new List<WeakReference>();
        for (int i = 0; i < calls; i++)
        {
            using var scope = NewDisposeScope();
            var seen = new List<bool>();
            kept.Add(new WeakReference(seen));
            var y = SumAndDifference.apply(x, x, seen, true);
            if (i % 2 == 0)
                (y[0] * y[1]).sum().backward();
        }

        return kept;
    }
}
