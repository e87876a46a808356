using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

/// <summary>What the optimizers share: groups, settings of single parameters, closures, clipping, other types and devices, errors.</summary>
[TestFixture]
public sealed class OptimizerTests
{
    private static readonly TestCaseData[] s_formulas =
    [
        new TestCaseData((IEnumerable<Parameter> p) => new FusedAdamW(p, 1e-2, weightDecay: 0.1), (double[] s) => Formulas.Adam(s, 1e-2, 0.1)).SetArgDisplayNames("AdamW"),
        new TestCaseData((IEnumerable<Parameter> p) => new LAMB(p, 1e-2, weightDecay: 0.1), (double[] s) => Formulas.Adam(s, 1e-2, 0.1, longest: 1)).SetArgDisplayNames("LAMB"),
        new TestCaseData((IEnumerable<Parameter> p) => new LAMB(p, 1e-2, maxUpdateNorm: 0.1), (double[] s) => Formulas.Adam(s, 1e-2, 0, longest: 0.1)).SetArgDisplayNames("LAMB, short steps"),
        new TestCaseData((IEnumerable<Parameter> p) => new LARS(p, 1e-1, weightDecay: 0.1), (double[] s) => Formulas.Momentum(s, 1e-1, 0.1, longest: 0.02)).SetArgDisplayNames("LARS"),
        new TestCaseData((IEnumerable<Parameter> p) => new SGD8bit(p, 1e-1, weightDecay: 0.1), (double[] s) => Formulas.Momentum(s, 1e-1, 0.1)).SetArgDisplayNames("SGD"),
        new TestCaseData((IEnumerable<Parameter> p) => new Adagrad8bit(p, weightDecay: 0.1), (double[] s) => Formulas.Adagrad(s, 1e-2, 0.1)).SetArgDisplayNames("Adagrad"),
    ];

    [TestCaseSource(nameof(s_formulas))]
    public void Step_SeveralTimes_FollowsTheFormula(Func<IEnumerable<Parameter>, FusedOptimizer> create, Func<double[], double[]> formula)
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(tensor(Formulas.Start));
        using var optimizer = create([parameter]);
        for (int step = 0; step < Formulas.Gradients.Length; step++)
        {
            parameter.grad = tensor(Formulas.Gradients[step]);
            optimizer.step();
        }
        using Tensor expected = tensor(formula([.. Formulas.Start.Select(x => (double)x)]), ScalarType.Float32);
        TensorAssert.AreClose(parameter, expected, 1e-5, 1e-6, "parameter");
    }

    [Test]
    public void Step_WithClosure_ReturnsItsLossAndUsesItsGradients()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(ones(8));
        using var optimizer = new FusedAdamW([parameter], lr: 0.1);
        double first = 0, last = 0;
        for (int step = 0; step < 50; step++)
        {
            last = optimizer.step(() =>
            {
                optimizer.zero_grad();
                Tensor loss = parameter.pow(2).sum();
                loss.backward();
                return loss;
            })!.item<float>();
            first = step == 0 ? last : first;
        }
        Assert.That(last, Is.LessThan(0.1 * first));
    }

    [Test]
    public void Step_ParametersWithoutGradient_StayAndTakeNoMemory()
    {
        using var scope = NewDisposeScope();
        Parameter trained = new(ones(8)), frozen = new(ones(8));
        using var optimizer = new FusedAdamW([trained, frozen]);
        trained.grad = ones(8);
        optimizer.step();
        Assert.That((optimizer.StateOf(trained).Bytes, optimizer.StateOf(frozen).Bytes, optimizer.StateBytes), Is.EqualTo((64, 0, 64)));
        TensorAssert.BitEqual(frozen, ones(8), "frozen");
    }

    [Test]
    public void Groups_WithSettingsOfTheirOwn_AreTrainedByThem()
    {
        using var scope = NewDisposeScope();
        Parameter slow = new(ones(8)), fast = new(ones(8));
        using var optimizer = new Lion([], lr: 0.01);
        optimizer.add_param_group(new UpdateGroup([slow]));
        optimizer.add_param_group(new UpdateGroup([fast], o => (o.LearningRate, o.WeightDecay) = (0.1, 0.5)));
        (slow.grad, fast.grad) = (ones(8), ones(8));
        optimizer.step();
        TensorAssert.AreClose(slow, full(8, 0.99), 1e-6, 0, "slow");
        TensorAssert.AreClose(fast, full(8, 1 - 0.05 - 0.1), 1e-6, 0, "fast");
        Assert.That(optimizer.ParamGroups.Select(group => group.LearningRate), Is.EqualTo([0.01, 0.1]));
        optimizer.Betas = (0.5, 0.6);
        Assert.That(optimizer.ParamGroups.Select(group => ((UpdateGroup)group).Betas), Is.All.EqualTo((0.5, 0.6)));
    }

    [Test]
    public void Override_OfBits_KeepsOneParameterIn32()
    {
        using var scope = NewDisposeScope();
        Parameter embedding = new(ones(8192)), weight = new(ones(8192)), small = new(ones(4095));
        using var optimizer = new AdamW8bit([embedding, weight, small]);
        optimizer.Override(embedding, o => o.Bits = 32);
        foreach (var parameter in optimizer.parameters())
            parameter.grad = ones_like(parameter);
        optimizer.step();
        Assert.That(optimizer.parameters().Select(parameter => optimizer.StateOf(parameter).Bits), Is.EqualTo([32, 8, 32]));
        Assert.That(optimizer.StateOf(weight).Bytes, Is.EqualTo(2 * (8192 + (8192 / 256 * 4))));
    }

    [Test]
    public void PercentileClipping_OfALongGradient_IsThatOfTheLastHundred()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(4));
        using var optimizer = new SGD8bit([parameter], lr: 1, momentum: 0, configure: o => o.PercentileClipping = 50);
        foreach (float length in new[] { 1f, 100 })
        {
            parameter.grad = full(4, length / 2);
            optimizer.step();
        }
        TensorAssert.AreClose(parameter, full(4, -1), 1e-6, 0, "two steps of length 1");
    }

    [TestCase(ScalarType.Float64)]
    [TestCase(ScalarType.BFloat16)]
    [TestCase(ScalarType.Float16)]
    public void Step_OfOtherTypes_IsThatOfFloat32Rounded(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor start = randn(64, 70), gradient = randn(64, 70).to(type);
        Parameter parameter = new(start.to(type)), reference = new(start.to(type).to(ScalarType.Float32));
        using var optimizer = new AdamW8bit([parameter, reference]);
        (parameter.grad, reference.grad) = (gradient, gradient.to(ScalarType.Float32));
        optimizer.step();
        TensorAssert.BitEqual(parameter, reference.to(type), "parameter");
    }

    [Test]
    public void Step_OfFloat64_GivesNumbersOfFloat32()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(full(4, 1 + 1e-12, ScalarType.Float64));
        using var optimizer = new FusedAdamW([parameter], lr: 0);
        parameter.grad = ones(4, ScalarType.Float64);
        optimizer.step();
        TensorAssert.BitEqual(parameter, ones(4, ScalarType.Float64), "parameter");
    }

    [Test]
    public void SkipNonFinite_LeavesOutTheWholeStep(
        [Values(float.NaN, float.PositiveInfinity, float.NegativeInfinity)] float value, [Values(ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        Parameter first = new(ones(8192)), second = new(ones(300).to(type));
        using var optimizer = new AdamW8bit([]) { SkipNonFinite = true };
        optimizer.add_param_group(new UpdateGroup([first]));
        optimizer.add_param_group(new UpdateGroup([second]));
        Tensor finite = full(300, 60000, type), broken = finite.clone();
        broken[7] = tensor(value, type);
        (first.grad, second.grad) = (ones(8192), finite);
        optimizer.step();
        Tensor[] before = [first.clone(), second.clone()];
        second.grad = broken;
        optimizer.step();
        TensorAssert.BitEqual(first, before[0], "first");
        TensorAssert.BitEqual(second, before[1], "second");
        Assert.That((optimizer.SkippedSteps, optimizer.StateOf(first).Step, optimizer.StateOf(second).Step), Is.EqualTo((1, 1, 1)));
    }

    [TestCase(32, 1)]
    [TestCase(8, 256)]
    public void Step_WithANaN_LosesTheElementOrTheBlockOfItsStates(int bits, int lost)
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(ones(8192));
        using var optimizer = new FusedAdamW([parameter], configure: o => o.Bits = bits);
        Tensor gradient = ones(8192);
        gradient[300] = tensor(float.NaN);
        foreach (Tensor next in new[] { gradient, ones(8192) })
        {
            parameter.grad = next;
            optimizer.step();
        }
        Assert.That(parameter.isnan().sum().item<long>(), Is.EqualTo(lost));
    }

    [Test]
    public void Step_OfATransposedParameter_ReachesEveryElement()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(3, 5).t());
        using var optimizer = new Lion([parameter], lr: 1);
        parameter.grad = ones(3, 5).t();
        optimizer.step();
        TensorAssert.BitEqual(parameter, full(5, 3, -1f), "parameter");
    }

    [Test]
    public void Step_OfAnEmptyParameter_DoesNothing()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(0, 4));
        using var optimizer = new AdamW8bit([parameter]);
        parameter.grad = zeros(0, 4);
        Assert.That(() => optimizer.step(), Throws.Nothing);
    }

    [Test]
    public void Step_WithASparseGradient_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var embedding = nn.Embedding(10, 4, sparse: true);
        using var optimizer = new FusedAdamW(embedding.parameters());
        embedding.call(tensor(new long[] { 1, 2 })).sum().backward();
        Assert.That(() => optimizer.step(), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("[10, 4]").And.Message.Contains("help:"));
    }

    [Test]
    public void Step_Repeated_LeavesNoTensors()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(randn(4096));
        using var optimizer = new AdamW8bit([parameter]);
        parameter.grad = randn(4096);
        LeakGuard.NoTensorsLeft(() => optimizer.step());
    }

    [Test]
    public void Dispose_FreesTheStates()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(randn(4096));
        parameter.grad = randn(4096);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var optimizer = new AdEMAMix8bit([parameter]);
            optimizer.step();
        });
    }

    [Test]
    public void Settings_OutOfRange_AreRefused()
    {
        Parameter[] none = [];
        Assert.That(() => new FusedAdamW(none, lr: -1), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("LearningRate must be not negative; found -1"));
        Assert.That(() => new FusedAdamW(none, beta2: 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new FusedAdamW(none, configure: o => o.Bits = 4), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("help:"));
    }

    [Test]
    public void Step_OfAParameterThatIsZero_IsNotBound([Values] bool lamb)
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(10));
        using FusedOptimizer optimizer = lamb ? new LAMB([parameter], 0.1) : new LARS([parameter], 0.1);
        parameter.grad = ones(10);
        optimizer.step();
        TensorAssert.AreClose(parameter, full(10, -0.1f), 1e-5, 0, "parameter");
    }

    [Test]
    public void Parameters_UnknownOrTwice_AreRefused()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(4)), other = new(zeros(4));
        using var optimizer = new FusedAdamW([parameter]);
        Assert.That(() => optimizer.StateOf(other), Throws.TypeOf<OptimizerStateException>().With.Message.Contains("help:"));
        Assert.That(() => optimizer.add_param_group(new UpdateGroup([parameter])), Throws.ArgumentException);
        Assert.That(() => optimizer.add_param_group(new AdamW.ParamGroup([other])), Throws.ArgumentException.With.Message.Contains("UpdateGroup"));
    }
}
