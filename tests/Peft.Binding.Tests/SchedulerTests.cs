using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using static TorchSharp.torch.optim.lr_scheduler;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class SchedulerTests
{
    private const double Lr = 0.8;
    private const int Steps = 12;
    private Parameter _parameter = null!;
    private SGD _optimizer = null!;

    [SetUp]
    public void CreateOptimizer()
    {
        _parameter = new Parameter(zeros(1));
        _optimizer = optim.SGD([new SGD.ParamGroup([_parameter], lr: Lr), new SGD.ParamGroup([], lr: Lr / 2)], Lr);
    }

    [TearDown]
    public void DisposeOptimizer()
    {
        _optimizer.Dispose();
        _parameter.Dispose();
    }

    private double Rate => _optimizer.ParamGroups.First().LearningRate;

    /// <summary>Schedulers whose rate at an epoch has a formula of its own; the second number is the group's initial rate.</summary>
    private static IEnumerable<TestCaseData> ClosedForms()
    {
        yield return Case("Lambda", o => LambdaLR(o, t => 1.0 / (1 + t)), (t, lr) => lr / (1 + t));
        yield return Case("Multiplicative", o => MultiplicativeLR(o, _ => 0.9), (t, lr) => lr * Math.Pow(0.9, t));
        yield return Case("Step", o => StepLR(o, 3, 0.5), (t, lr) => lr * Math.Pow(0.5, Math.Floor(t / 3.0)));
        yield return Case("MultiStep", o => MultiStepLR(o, [2, 7], 0.5), (t, lr) => lr * (t < 2 ? 1 : t < 7 ? 0.5 : 0.25));
        yield return Case("Constant", o => ConstantLR(o, 0.25, 4), (t, lr) => t < 4 ? lr / 4 : lr);
        yield return Case("Linear", o => LinearLR(o, 0.25, 0.75, 8), (t, lr) => lr * (0.25 + 0.5 * Math.Min(t, 8) / 8));
        yield return Case("Exponential", o => ExponentialLR(o, 0.7), (t, lr) => lr * Math.Pow(0.7, t));
        yield return Case("Polynomial", o => PolynomialLR(o, 20, 2), (t, lr) => lr * Math.Pow(1 - t / 20.0, 2));
        yield return Case("Cosine", o => CosineAnnealingLR(o, 5, 0.1), (t, lr) => 0.1 + (lr - 0.1) * (1 + Math.Cos(Math.PI * t / 5)) / 2);
        yield return Case("Cyclic", o => CyclicLR(o, 0.1, 0.5, 4, 2, cycle_momentum: false), (t, _) => 0.1 + 0.4 * Triangle(t, 4, 2));
        yield return Case("Cyclic halving", o => CyclicLR(o, 0.1, 0.5, 2, mode: impl.CyclicLR.Mode.Triangular2, cycle_momentum: false), (t, _) => 0.1 + 0.4 * Triangle(t, 2, 2) / Math.Pow(2, t / 4));
        yield return Case("Cyclic own scale", o => CyclicLR(o, 0.1, 0.5, 2, scale_fn: t => 1 / (1 + t), scale_mode: impl.CyclicLR.ScaleMode.Iterations, cycle_momentum: false),
            (t, _) => 0.1 + 0.4 * Triangle(t, 2, 2) / (1 + t));
        // TorchSharp 0.107 looks at the number of the group where that of the phase is meant: the second group never leaves the first phase.
        yield return Case("OneCycle linear", o => OneCycleLR(o, 1, total_steps: 20, pct_start: 0.25, anneal_strategy: impl.OneCycleLR.AnnealStrategy.Linear),
            (t, _) => t <= 4 ? 0.04 + 0.96 * t / 4 : 1 + (4e-6 - 1) * (t - 4) / 15).SetCategory("SystemBinding");
    }

    private static double Triangle(int t, int up, int down)
    {
        int position = t % (up + down);
        return position <= up ? (double)position / up : 1 - (double)(position - up) / down;
    }

    [TestCaseSource(nameof(ClosedForms))]
    public void Step_EachEpoch_FollowsTheFormula(Func<Optimizer, LRScheduler> create, Func<int, double, double> expected)
    {
        var scheduler = create(_optimizer);
        for (int epoch = 0; epoch < Steps; epoch++)
        {
            double[] wanted = [expected(epoch, Lr), expected(epoch, Lr / 2)];
            Assert.That(_optimizer.ParamGroups.Select(g => g.LearningRate), Is.EqualTo(wanted).Within(1e-12), $"epoch {epoch}");
            Assert.That(scheduler.get_last_lr(), Is.EqualTo(wanted).Within(1e-12), $"last rate at epoch {epoch}");
            scheduler.step();
        }
    }

    private static IEnumerable<TestCaseData> Jumping() => ClosedForms().Where(c => !c.ArgDisplayNames![0].StartsWith("Multiplicative", StringComparison.Ordinal));

    [TestCaseSource(nameof(Jumping))]
    public void Step_EpochGiven_JumpsThere(Func<Optimizer, LRScheduler> create, Func<int, double, double> expected)
    {
        var scheduler = create(_optimizer);

        scheduler.step(9);

        Assert.That(Rate, Is.EqualTo(expected(9, Lr)).Within(1e-12));
    }

    [Test]
    public void Lambda_OnePerGroup_AppliesEachToItsOwn()
    {
        var scheduler = new impl.LambdaLR(_optimizer, [t => 1, t => t]);

        scheduler.step();
        scheduler.step();

        Assert.That(_optimizer.ParamGroups.Select(g => g.LearningRate), Is.EqualTo(new[] { Lr, Lr }).Within(1e-12));
    }

    [Test]
    public void Lambda_RateChangedBefore_StartsFromTheInitialRate()
    {
        _optimizer.ParamGroups.First().LearningRate = 0.1;

        LambdaLR(_optimizer, _ => 1);

        Assert.That(Rate, Is.EqualTo(Lr), "the initial rate, not the present one");
    }

    [Test]
    public void OneCycle_Cosine_PeaksAtTheStartOfTheSecondPhaseAndEndsLow()
    {
        var scheduler = OneCycleLR(_optimizer, 1, total_steps: 10, pct_start: 0.4, div_factor: 10, final_div_factor: 100);
        var rates = Collect(scheduler, 10);

        Assert.That(rates[0], Is.EqualTo(0.1).Within(1e-12));
        Assert.That(rates.IndexOf(rates.Max()), Is.EqualTo(3));
        Assert.That(rates[3], Is.EqualTo(1).Within(1e-12));
        Assert.That(rates[9], Is.EqualTo(0.001).Within(1e-12));
        Assert.That(rates[1], Is.EqualTo(1 + (0.1 - 1) / 2 * (1 + Math.Cos(Math.PI / 3))).Within(1e-12));
    }

    [Test]
    public void OneCycle_ThreePhases_GoesBackToTheStartThenDown()
    {
        var scheduler = OneCycleLR(_optimizer, 1, epochs: 2, steps_per_epoch: 10, pct_start: 0.25, div_factor: 10, three_phase: true);
        var rates = Collect(scheduler, 20);

        Assert.That(rates[4], Is.EqualTo(1).Within(1e-12));
        Assert.That(rates[8], Is.EqualTo(0.1).Within(1e-12));
        Assert.That(rates[19], Is.EqualTo(1e-5).Within(1e-12));
    }

    [Test]
    public void OneCycle_Momentum_GoesTheOtherWay()
    {
        var group = (IMomentum)_optimizer.ParamGroups.First();
        var scheduler = OneCycleLR(_optimizer, 1, total_steps: 10, pct_start: 0.4);
        Assert.That(group.Momentum, Is.EqualTo(0.95).Within(1e-12));

        for (int step = 0; step < 3; step++)
            scheduler.step();

        Assert.That(group.Momentum, Is.EqualTo(0.85).Within(1e-12));
    }

    [Test]
    public void OneCycle_OfAdam_CyclesItsFirstBeta()
    {
        using var adam = optim.Adam([_parameter]);
        var group = (IBetas)adam.ParamGroups.Single();

        OneCycleLR(adam, 1, total_steps: 10);

        Assert.That(group.Betas, Is.EqualTo((0.95, 0.999)));
    }

    [Test]
    public void OneCycle_NoLength_Throws() => Assert.That(() => OneCycleLR(_optimizer, 1), Throws.ArgumentException);

    [Test]
    public void OneCycle_OptimizerWithoutMomentum_Throws()
    {
        using var adagrad = optim.Adagrad([_parameter]);

        Assert.That(() => OneCycleLR(adagrad, 1, total_steps: 10), Throws.ArgumentException);
    }

    [Test]
    public void OneCycle_BeyondTheEnd_Throws()
    {
        var scheduler = OneCycleLR(_optimizer, 1, total_steps: 2);
        scheduler.step();
        scheduler.step();

        Assert.That(scheduler.step, Throws.InvalidOperationException);
    }

    [Test]
    public void Sequential_WarmUpThenDecay_ChangesAtTheMilestone()
    {
        var scheduler = SequentialLR(_optimizer, [LinearLR(_optimizer, 0.25, 1, 3), ExponentialLR(_optimizer, 0.5)], [4]);

        Assert.That(Collect(scheduler, 7), Is.EqualTo(new[] { 0.25, 0.5, 0.75, 1, 1, 0.5, 0.25 }.Select(f => f * Lr)).Within(1e-12));
    }

    [Test]
    public void Sequential_WrongMilestonesOrOptimizer_Throws()
    {
        using var other = optim.SGD([_parameter], 1);

        Assert.That(() => SequentialLR(_optimizer, [ConstantLR(_optimizer)], [1]), Throws.ArgumentException);
        Assert.That(() => SequentialLR(_optimizer, [ConstantLR(other)], []), Throws.ArgumentException);
    }

    [Test]
    public void Chained_TwoSchedulers_MultiplyEachOther()
    {
        var scheduler = ChainedLR([ConstantLR(_optimizer, 0.5, 2), ExponentialLR(_optimizer, 0.9)]);

        Assert.That(Collect(scheduler, 4), Is.EqualTo(new[] { 0.5, 0.5 * 0.9, 0.81, 0.729 }.Select(f => f * Lr)).Within(1e-12));
    }

    [Test]
    public void ReduceOnPlateau_NoImprovement_ReducesAfterPatienceAndCoolsDown()
    {
        var scheduler = ReduceLROnPlateau(_optimizer, factor: 0.5, patience: 1, cooldown: 1);
        double[] losses = [1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.1];
        var rates = losses.Select(loss =>
        {
            scheduler.step(loss);
            return Rate;
        }).ToList();

        Assert.That(rates, Is.EqualTo(new[] { 1, 1, 1, 0.5, 0.5, 0.5, 0.25, 0.25 }.Select(f => f * Lr)).Within(1e-12));
    }

    [Test]
    public void ReduceOnPlateau_MaximumWithAbsoluteThresholdAndFloor_KeepsToThem()
    {
        var scheduler = ReduceLROnPlateau(_optimizer, mode: "max", factor: 0.5, patience: 0, threshold: 0.1, threshold_mode: "abs", min_lr: [0.3]);
        scheduler.step(1.0);

        scheduler.step(1.05);
        Assert.That(Rate, Is.EqualTo(0.4), "less than the threshold is no improvement");
        scheduler.step(1.2);
        Assert.That(Rate, Is.EqualTo(0.4));
        scheduler.step(1.2);
        Assert.That(Rate, Is.EqualTo(0.3), "the floor");
    }

    [Test]
    public void ReduceOnPlateau_WrongUse_Throws()
    {
        Assert.That(ReduceLROnPlateau(_optimizer).step, Throws.InvalidOperationException);
        Assert.That(() => ReduceLROnPlateau(_optimizer, mode: "least"), Throws.ArgumentException);
        Assert.That(() => ReduceLROnPlateau(_optimizer, threshold_mode: "none"), Throws.ArgumentException);
        Assert.That(() => ReduceLROnPlateau(_optimizer, factor: 1), Throws.ArgumentException);
    }

    [Test, NonParallelizable]
    public void Step_Verbose_PrintsChanges()
    {
        var console = Console.Out;
        using var printed = new StringWriter();
        try
        {
            Console.SetOut(printed);
            StepLR(_optimizer, 1, 0.5, verbose: true).step();
        }
        finally
        {
            Console.SetOut(console);
        }

        Assert.That(printed.ToString(), Does.Contain("learning rate").And.Contain("0.4"));
    }

    private List<double> Collect(LRScheduler scheduler, int count)
    {
        var rates = new List<double> { Rate };
        while (rates.Count < count)
        {
            scheduler.step();
            rates.Add(Rate);
        }

        return rates;
    }

    private static TestCaseData Case(string name, Func<Optimizer, LRScheduler> create, Func<int, double, double> expected) =>
        new TestCaseData(create, expected).SetArgDisplayNames(name);
}
