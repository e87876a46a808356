using System.Runtime.InteropServices;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class AutogradTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope.Dispose();

    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    private static float[] Values(Tensor tensor) => tensor.data<float>().ToArray();

    [Test]
    public void Backward_Twice_AccumulatesIntoTheLeaf()
    {
        var x = Leaf(1, 2, 3);

        (x * x).sum().backward();
        (x * x).sum().backward();

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 4, 8, 12 }));
    }

    [Test]
    public void Backward_SecondTimeThroughAFreedGraph_Throws()
    {
        var x = Leaf(1, 2);
        var y = (x * x).sum();
        y.backward();

        Assert.That(y.backward, Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Backward_RetainGraph_AllowsASecondTime()
    {
        var x = Leaf(1, 2);
        var y = (x * x).sum();

        y.backward(retain_graph: true);
        y.backward();

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 4, 8 }));
    }

    [Test]
    public void Backward_OfAVector_WeighsByGradTensors()
    {
        var x = Leaf(1, 2);

        (x * x).backward([tensor(new float[] { 10, 1 })]);

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 20, 4 }));
    }

    [Test]
    public void Backward_OfAVectorWithoutWeights_Throws()
    {
        var x = Leaf(1, 2);

        Assert.That((x * x).backward, Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Backward_WithInputs_ReachesOnlyThose()
    {
        var (x, w) = (Leaf(1, 2), Leaf(3, 4));

        autograd.backward((x * w).sum(), inputs: [w]);

        Assert.That(x.grad, Is.Null);
        Assert.That(Values(w.grad!), Is.EqualTo(new float[] { 1, 2 }));
    }

    [Test]
    [Category("SystemBinding")]
    public void Backward_OfSeveralRoots_AddsTheirGradients()
    {
        var x = Leaf(1, 2);

        autograd.backward([(x * 2).sum(), x * x], [null!, tensor(new float[] { 1, 1 })]);

        Assert.That(Values(x.grad!), Is.EqualTo(new float[] { 4, 6 }));
    }

    [Test]
    public void Grad_Outputs_LeavesGradOfTheLeafAlone()
    {
        var x = Leaf(1, 2);

        var grads = autograd.grad([(x * x).sum()], [x]);

        Assert.That(grads, Has.Count.EqualTo(1));
        Assert.That(Values(grads[0]), Is.EqualTo(new float[] { 2, 4 }));
        Assert.That(x.grad, Is.Null);
    }

    [Test]
    public void Grad_CreateGraph_CanBeDifferentiatedAgain()
    {
        var x = Leaf(2, 3);

        var first = autograd.grad([(x * x * x).sum()], [x], retain_graph: true, create_graph: true)[0];
        var second = autograd.grad([first.sum()], [x])[0];

        Assert.That(Values(first), Is.EqualTo(new float[] { 12, 27 }));
        Assert.That(Values(second), Is.EqualTo(new float[] { 12, 18 }));
    }

    [Test]
    public void Grad_UnusedInputAllowed_IsInvalid()
    {
        var (x, unused) = (Leaf(1), Leaf(1));

        var grads = autograd.grad([x.sum()], [x, unused], allow_unused: true);

        Assert.That(grads[0].IsInvalid, Is.False);
        Assert.That(grads[1].IsInvalid, Is.True);
    }

    [Test]
    public void NoGrad_Inside_RecordsNothingAndEndsWithItsScope()
    {
        var x = Leaf(1);
        using (no_grad())
        {
            Assert.That(is_grad_enabled(), Is.False);
            Assert.That((x * 2).requires_grad, Is.False);
            using (enable_grad())
                Assert.That((x * 2).requires_grad, Is.True);
            Assert.That(is_grad_enabled(), Is.False);
        }

        Assert.That(is_grad_enabled(), Is.True);
        Assert.That((x * 2).requires_grad, Is.True);
    }

    [Test]
    public void SetGradEnabled_False_IsAsNoGrad()
    {
        using (set_grad_enabled(false))
            Assert.That(is_grad_enabled(), Is.False);
        using (enable_grad(false))
            Assert.That(is_grad_enabled(), Is.False);

        Assert.That(is_grad_enabled(), Is.True);
    }

    [Test]
    public void NoGrad_OfOneThread_IsNotThatOfAnother()
    {
        bool elsewhere = false;
        using (no_grad())
        {
            var thread = new Thread(() => elsewhere = is_grad_enabled());
            thread.Start();
            thread.Join();
        }

        Assert.That(elsewhere, Is.True);
    }

    [Test]
    public void InferenceMode_Inside_MakesTensorsThatCannotTakePartInAutograd()
    {
        var x = Leaf(1);
        Tensor made;
        using (inference_mode())
        {
            Assert.That(is_inference_mode_enabled(), Is.True);
            made = x * 2;
        }

        Assert.That(is_inference_mode_enabled(), Is.False);
        Assert.That(made.requires_grad, Is.False);
        Assert.That(() => (x * made).sum(), Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void DetectAnomaly_GradientIsNaN_Throws()
    {
        var x = Leaf(-1);
        using (autograd.detect_anomaly())
        {
            Assert.That(AnomalyMode.IsEnabled && AnomalyMode.ShouldCheckNaN, Is.True);
            var y = x.sqrt().sum();
            Assert.That(y.backward, Throws.InstanceOf<ExternalException>().With.Message.Contain("nan"));
        }

        Assert.That(AnomalyMode.IsEnabled, Is.False);
        x.sqrt().sum().backward();
        Assert.That(Values(x.grad!)[0], Is.NaN);
    }

    [Test]
    public void Jacobian_OfAProduct_HasTheShapesOfOutputAndInput()
    {
        var matrix = tensor(new double[,] { { 1, 3 }, { 2, 4 } });
        var vector = tensor(new double[] { 1, 5 });

        var byInput = autograd.functional.jacobian(x => x[0].mv(x[1]), matrix, vector).ToList();

        Assert.That(byInput.Select(j => j.shape), Is.EqualTo(new[] { new long[] { 2, 2, 2 }, new long[] { 2, 2 } }));
        TensorAssert.AreClose(byInput[0], tensor(new double[,,] { { { 1, 5 }, { 0, 0 } }, { { 0, 0 }, { 1, 5 } } }), 0, 0, "by the matrix");
        TensorAssert.AreClose(byInput[1], matrix, 0, 0, "by the vector");
    }

    [Test]
    public void Jacobian_ElementwiseFunction_IsDiagonal()
    {
        var x = tensor(new double[] { 1, 2, 3 });

        TensorAssert.AreClose(autograd.functional.jacobian(t => t * t, x), (x * 2).diag(), 0, 0, "d(x^2)/dx");
    }

    [Test]
    public void Backward_ManyTimes_LeavesNoTensors() => LeakGuard.NoTensorsLeft(() =>
    {
        using var scope = NewDisposeScope();
        var x = Leaf(1, 2);
        (x * x).sum().backward();
        autograd.grad([(x * x).sum()], [x]);
    });
}
