using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Recomputation;

[TestFixture, NonParallelizable]
public sealed class GradientCheckpointingTests
{
    private const int Width = 8;

    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope()
    {
        _scope = NewDisposeScope();
        manual_seed(3);
    }

    [TearDown]
    public void CloseScope()
    {
        _scope.Dispose();
        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing, "a failure was left behind");
    }

    [TestCase(ActivationStorage.Device)]
    [TestCase(ActivationStorage.Host)]
    [TestCase(ActivationStorage.File)]
    public void Run_Module_GivesTheSameBits(ActivationStorage storage)
    {
        using var network = Network(dropout: 0.3);
        var options = new CheckpointingOptions { Storage = storage };

        var expected = GradientsOf(network, x => network.call(x));
        var actual = GradientsOf(network, x => GradientCheckpointing.Run(network, x, options));

        AreBitEqual(actual, expected);
    }

    [Test]
    public void Run_SegmentsInARow_GiveTheSameBitsAndTheSameRandomNumbersAfterwards()
    {
        using var first = Network(dropout: 0.5);
        using var second = Network(dropout: 0.5);
        Tensor[] Gradients(Func<nn.Module<Tensor, Tensor>, Tensor, Tensor> run)
        {
            var gradients = GradientsOf(first, x => run(second, run(first, x)));
            return [.. gradients, .. second.parameters().Select(p => p.grad!.clone()), rand(5)];
        }

        var expected = Gradients((network, x) => network.call(x));
        second.zero_grad();
        var actual = Gradients((network, x) => GradientCheckpointing.Run(network, x));

        AreBitEqual(actual, expected);
    }

    [Test]
    public void Run_Nested_GivesTheSameBits()
    {
        using var network = Network(dropout: 0.3);
        Tensor Nest(Tensor x, int depth) => depth == 0 ? network.call(x) : GradientCheckpointing.Run(inner => Nest(inner, depth - 1).add(Nest(inner, depth - 1)), x);
        Tensor Plain(Tensor x, int depth) => depth == 0 ? network.call(x) : Plain(x, depth - 1).add(Plain(x, depth - 1));

        var expected = GradientsOf(network, x => Plain(x, 3));
        var actual = GradientsOf(network, x => Nest(x, 3));

        // The parameters are used eight times: their gradients are summed in another order.
        foreach (var (one, other) in actual.Zip(expected))
            TensorAssert.AreClose(one, other, 1e-5, 1e-6, "gradient");
    }

    [Test]
    public void Run_DeeplyNested_Works()
    {
        // Deeper than libtorch goes on one thread.
        var weight = ones(1).requires_grad_();
        Tensor Nest(Tensor x, int depth) => depth == 0 ? x.mul(weight) : GradientCheckpointing.Run(inner => Nest(inner, depth - 1), x);

        Nest(ones(1), 100).backward();

        Assert.That(weight.grad!.item<float>(), Is.EqualTo(1));
    }

    [Test]
    public void Run_InputWithoutGradient_TrainsTheParameters()
    {
        using var network = Network(dropout: 0);
        var x = rand(4, Width);
        var expected = Gradient(() => network.call(x));
        var actual = Gradient(() => GradientCheckpointing.Run(network, x));

        AreBitEqual([actual], [expected]);
        Assert.That(x.grad, Is.Null);

        Tensor Gradient(Func<Tensor> run)
        {
            network.zero_grad();
            run().sum().backward();
            return network.parameters().First().grad!.clone();
        }
    }

    [Test]
    public void Run_SeveralInputsAndResults_HandlesEach()
    {
        var (x, y, rows) = (rand(4, 3).requires_grad_(), rand(4, 3), tensor([2L, 0L]));

        var results = GradientCheckpointing.Run(t => [t[0].mul(t[1]), t[0].index_select(0, t[2]), t[2].add(1)], [x, y, rows]);
        results[1].sum().backward();

        Assert.Multiple(() =>
        {
            Assert.That(results[2].data<long>().ToArray(), Is.EqualTo(new[] { 3L, 1L }));
            Assert.That(results[2].requires_grad, Is.False);
            TensorAssert.BitEqual(x.grad!.sum(1), tensor([3f, 0f, 3f, 0f]), "x");
            Assert.That(y.grad, Is.Null);
        });
    }

    [Test]
    public void Run_ResultIsTheInput_PassesTheGradientOn()
    {
        var x = rand(3).requires_grad_();

        GradientCheckpointing.Run(t => t, x).sum().backward();

        TensorAssert.BitEqual(x.grad!, ones(3), "x");
    }

    [Test]
    public void Run_ResultThatIsNotUsed_LeavesItsParametersAlone()
    {
        var (used, unused) = (ones(3).requires_grad_(), ones(3).requires_grad_());

        GradientCheckpointing.Run(t => [t[0].mul(used), t[0].mul(unused)], [ones(3)])[0].sum().backward();

        Assert.That((used.grad is null, unused.grad is null), Is.EqualTo((false, true)));
    }

    [Test]
    public void Run_NothingNeedsAGradient_IsNoError()
    {
        GradientCheckpointing.Run(t => t.mul(t), rand(3)).sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing);
    }

    [Test]
    public void Run_WithoutGraph_RecordsNone()
    {
        using var _ = no_grad();
        int calls = 0;

        var y = GradientCheckpointing.Run(t => { calls++; return t.mul(t); }, rand(3).requires_grad_());

        Assert.That((y.requires_grad, calls), Is.EqualTo((false, 1)));
    }

    [Test]
    public void Backward_Twice_ComputesTwice()
    {
        var x = rand(3).requires_grad_();
        var loss = GradientCheckpointing.Run(t => t.mul(t), x).sum();

        loss.backward(retain_graph: true);
        loss.backward();

        TensorAssert.BitEqual(x.grad!, x.detach().mul(4), "x");
    }

    [Test]
    public void Run_InsideScopes_LeavesNothing() => LeakGuard.NoTensorsLeft(() =>
    {
        using var inside = NewDisposeScope();
        using var network = Network(dropout: 0.1);
        var x = rand(4, Width).requires_grad_();
        GradientCheckpointing.Run(inner => GradientCheckpointing.Run(network, inner), x).sum().backward();
    });

    [Test]
    public void Run_WithoutBackward_LeavesNothing() => LeakGuard.NoTensorsLeft(() =>
    {
        using var inside = NewDisposeScope();
        GradientCheckpointing.Run(t => t.mul(t), rand(4).requires_grad_());
        GradientCheckpointing.Run(t => t.mul(t), rand(4).requires_grad_(), new() { Storage = ActivationStorage.File });
    });

    [Test]
    public void File_AfterBackward_IsGoneAndCannotBeReadAgain()
    {
        using var folder = new TempFolder();
        var x = rand(4).requires_grad_();
        var loss = GradientCheckpointing.Run(t => t.mul(t), x, new() { Storage = ActivationStorage.File, Folder = folder.Path }).sum();

        loss.backward(retain_graph: true);

        TensorAssert.BitEqual(x.grad!, x.detach().mul(2), "x");
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
        loss.backward();
        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("there for one backward"));
    }

    [Test]
    public void Run_FolderThatIsNotThere_Throws() => Assert.That(
        () => GradientCheckpointing.Run(t => t.mul(t), rand(4).requires_grad_(), new() { Storage = ActivationStorage.File, Folder = Path.Combine(Path.GetTempPath(), "not", "there") }),
        Throws.InstanceOf<DirectoryNotFoundException>());

    [Test]
    public void Run_DisposedInput_Throws()
    {
        var disposed = rand(3);
        disposed.Dispose();

        Assert.That(() => GradientCheckpointing.Run(t => t, disposed), Throws.ArgumentException.With.Message.Contains("Input 0").And.Message.Contains("help:"));
    }

    [Test]
    public void Run_SegmentReturnsNull_Throws() =>
        Assert.That(() => GradientCheckpointing.Run(_ => null!, rand(3)), Throws.InvalidOperationException.With.Message.Contains("returned no tensor"));

    [Test]
    public void Backward_SegmentThatThrows_GivesNaNAndTheException()
    {
        var x = rand(3).requires_grad_();
        int calls = 0;
        var y = GradientCheckpointing.Run(t => calls++ == 0 ? t.mul(t) : throw new FormatException("second time"), x);

        y.sum().backward();

        Assert.That(x.grad!.isnan().all().ToBoolean());
        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("second time"));
    }

    [Test]
    public void Backward_SegmentThatChanges_SaysSo()
    {
        int calls = 0;
        var y = GradientCheckpointing.Run(t => calls++ == 0 ? t.mul(t) : t.narrow(0, 0, 1), rand(3).requires_grad_());

        y.sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("[3] of Float32").And.Message.Contains("[1] of Float32"));
    }

    [Test]
    public void Backward_ModuleInAnotherMode_SaysSo()
    {
        using var network = Network(dropout: 0.3);
        var y = GradientCheckpointing.Run(network, rand(4, Width));

        network.eval();
        y.sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("training mode in forward"));
    }

    [Test]
    public void Backward_CapturedTensorOfAnotherGraphUsedTwice_SaysWhatToDo()
    {
        var w = rand(3).requires_grad_();
        var computed = w.exp();
        var y = GradientCheckpointing.Run(t => t.mul(computed), GradientCheckpointing.Run(t => t.mul(computed), ones(3)));

        y.sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("one of its inputs"));
    }

    [Test]
    public void Backward_CreatingAGraph_SaysThatItCannot()
    {
        var x = rand(3).requires_grad_();

        GradientCheckpointing.Run(t => t.mul(t), x).sum().backward(create_graph: true);

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("Second derivatives"));
    }

    [Test]
    public void Backward_InputChangedInPlace_SaysSo()
    {
        var x = rand(3).requires_grad_();
        var input = x.mul(2);
        var y = GradientCheckpointing.Run(t => t.mul(t), input);

        input.add_(1);
        y.sum().backward();

        Assert.That(BackwardException.ThrowIfPending, Throws.TypeOf<BackwardException>().With.Message.Contains("modified by an inplace operation"));
    }

    private static Sequential Network(double dropout) =>
        nn.Sequential(nn.Linear(Width, 4 * Width), nn.GELU(), nn.Dropout(dropout), nn.Linear(4 * Width, Width));

    /// <summary>The output, and the gradients of the input and the parameters; random numbers as always.</summary>
    private static Tensor[] GradientsOf(nn.Module network, Func<Tensor, Tensor> run)
    {
        manual_seed(5);
        network.zero_grad();
        var x = rand(4, Width).requires_grad_();
        var y = run(x);
        y.mul(rand(4, Width)).sum().backward();
        return [y.detach(), x.grad!, .. network.parameters().Select(p => p.grad!.clone())];
    }

    private static void AreBitEqual(IReadOnlyList<Tensor> actual, IReadOnlyList<Tensor> expected)
    {
        Assert.That(actual, Has.Count.EqualTo(expected.Count));
        foreach (var (index, (one, other)) in actual.Zip(expected).Index())
            TensorAssert.BitEqual(one, other, $"tensor {index}");
    }
}
