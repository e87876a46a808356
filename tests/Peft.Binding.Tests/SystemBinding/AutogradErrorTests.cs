using System.Runtime.InteropServices;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.autograd;

namespace Peft.Binding.Tests.SystemBinding;

/// <summary>Errors that end a process on TorchSharp come out as exceptions.</summary>
[TestFixture]
public sealed class AutogradErrorTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope.Dispose();

    /// <summary>Calls its second argument as forward and its third as backward.</summary>
    private sealed class Custom : MultiTensorFunction<Custom>
    {
        public override string Name => nameof(Custom);

        public override List<Tensor> forward(AutogradContext ctx, params object[] vars)
        {
            ctx.save_data("backward", vars[2]);
            return ((Func<Tensor, List<Tensor>>)vars[1])((Tensor)vars[0]);
        }

        public override List<Tensor> backward(AutogradContext ctx, List<Tensor> grad_outputs) => ((Func<Tensor, List<Tensor>>)ctx.get_data("backward"))(grad_outputs[0]);
    }

    private static readonly Func<Tensor, List<Tensor>> s_twice = t => [t * 2];

    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    private static Tensor Loss(Tensor x, Func<Tensor, List<Tensor>> backward) => Custom.apply(x, s_twice, backward)[0].sum();

    [Test]
    public void Backward_ExceptionInBackward_IsTheSameException()
    {
        var thrown = new FormatException("from backward");
        var loss = Loss(Leaf(1), _ => throw thrown);

        Assert.That(loss.backward, Throws.Exception.SameAs(thrown));
    }

    [Test]
    public void Grad_ExceptionInBackward_IsTheSameException()
    {
        var thrown = new FormatException("from backward");
        var x = Leaf(1);
        var loss = Loss(x, _ => throw thrown);

        Assert.That(() => grad([loss], [x]), Throws.Exception.SameAs(thrown));
    }

    [Test]
    public void Backward_AfterAnException_WorksAgain()
    {
        var x = Leaf(1);
        Assert.That(Loss(x, _ => throw new FormatException()).backward, Throws.TypeOf<FormatException>());

        Loss(x, g => [g * 2, null!, null!]).backward();

        Assert.That(x.grad!.item<float>(), Is.EqualTo(2));
    }

    [Test]
    public void Backward_ExceptionFromDeepInside_ComesOutWhateverThreadItWasThrownOn()
    {
        // Backward within backward moves to threads of libtorch's own beyond a depth of 60.
        const int Depth = 150;
        var thrown = new FormatException("deep");
        var threads = new HashSet<int>();
        List<Tensor> Nested(int depth, Tensor g)
        {
            lock (threads)
                threads.Add(Environment.CurrentManagedThreadId);
            if (depth == Depth)
                throw thrown;
            using var recording = enable_grad();
            Loss(Leaf(1), inner => Nested(depth + 1, inner)).backward();
            return [g, null!, null!];
        }

        Assert.That(Loss(Leaf(1), g => Nested(0, g)).backward, Throws.Exception.SameAs(thrown));
        Assert.That(threads, Has.Count.GreaterThan(1));
    }

    [Test]
    public void Backward_TooFewGradients_Throws()
    {
        var loss = Loss(Leaf(1), g => [g]);

        Assert.That(loss.backward, Throws.InvalidOperationException.With.Message.Contain("1 gradients for 3 arguments"));
    }

    [Test]
    public void Backward_GradientForAnArgumentThatIsNoTensor_Throws()
    {
        var loss = Loss(Leaf(1), g => [g, g, null!]);

        Assert.That(loss.backward, Throws.InvalidOperationException.With.Message.Contain("position 1"));
    }

    [Test]
    public void Backward_MoreNullsThanArguments_AreIgnored()
    {
        var x = Leaf(1);

        Loss(x, g => [g, null!, null!, null!, null!]).backward();

        Assert.That(x.grad!.item<float>(), Is.EqualTo(1));
    }

    [Test]
    public void Backward_GradientOfAWrongShape_Throws()
    {
        var loss = Loss(Leaf(1, 2), _ => [ones(3), null!, null!]);

        Assert.That(loss.backward, Throws.InstanceOf<ExternalException>());
    }

    [Test]
    public void Backward_DisposedGradient_Throws()
    {
        var loss = Loss(Leaf(1), g =>
        {
            var mine = g * 2;
            mine.Dispose();
            return [mine, null!, null!];
        });

        Assert.That(loss.backward, Throws.InvalidOperationException);
    }

    [Test]
    public void Apply_NullResult_Throws() =>
        Assert.That(() => Custom.apply(Leaf(1), (Func<Tensor, List<Tensor>>)(_ => [null!]), s_twice), Throws.InvalidOperationException.With.Message.Contain("null at position 0"));

    [Test]
    public void Grad_UnusedInput_Throws() => Assert.That(() => grad([Leaf(1).sum()], [Leaf(1)]), Throws.InstanceOf<ExternalException>());

    [Test]
    public void Backward_WeightsForOtherRoots_Throws()
    {
        var x = Leaf(1, 2);

        Assert.That(() => autograd.backward([x * 2, x * 3], [ones(2)]), Throws.ArgumentException.With.Message.Contain("2 tensors to differentiate but 1 gradients"));
    }

    [Test]
    public void Context_AfterItsGraphWasFreed_RefusesUse()
    {
        AutogradContext? kept = null;
        var x = Leaf(1);
        using (NewDisposeScope())
            ContextKeeper.apply(x, (Action<AutogradContext>)(ctx => kept = ctx));

        Assert.That(() => kept!.get_saved_variables(), Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Apply_ExceptionsInBothDirections_LeaveNoTensors()
    {
        var x = Leaf(1);
        long before = LeakGuard.LiveTensors();
        for (int i = 0; i < 100; i++)
        {
            using var scope = NewDisposeScope();
            Assert.That(() => Custom.apply(x, (Func<Tensor, List<Tensor>>)(t => throw new FormatException($"{t * 2}")), s_twice), Throws.TypeOf<FormatException>());
            var loss = Loss(x, g => throw new FormatException($"{g * 2}"));
            Assert.That(loss.backward, Throws.TypeOf<FormatException>());
        }

        Assert.That(LeakGuard.LiveTensors() - before, Is.Zero);
    }

    private sealed class ContextKeeper : SingleTensorFunction<ContextKeeper>
    {
        public override string Name => nameof(ContextKeeper);

        public override Tensor forward(AutogradContext ctx, params object[] vars)
        {
            ((Action<AutogradContext>)vars[1])(ctx);
            return (Tensor)vars[0] * 1;
        }

        public override List<Tensor> backward(AutogradContext ctx, Tensor grad_output) => [grad_output, null!];
    }
}
