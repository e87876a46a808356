using System.Reflection;
using Peft.Optimizers;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;
using LRScheduler = TorchSharp.torch.optim.lr_scheduler.LRScheduler;

namespace Peft.Quantization.Tests;

/// <summary>Every scheduler of learning rates that TorchSharp has, on our AdamW and on TorchSharp's.</summary>
[TestFixture]
public sealed class SchedulerTests
{
    private const int Steps = 14;

    private static readonly Dictionary<string, Func<Optimizer, LRScheduler>> s_schedulers = new()
    {
        ["LambdaLR"] = o => lr_scheduler.LambdaLR(o, epoch => 1 / (1.0 + epoch)),
        ["MultiplicativeLR"] = o => lr_scheduler.MultiplicativeLR(o, epoch => epoch % 3 == 0 ? 0.5 : 1.1),
        ["StepLR"] = o => lr_scheduler.StepLR(o, 3, gamma: 0.5),
        ["MultiStepLR"] = o => lr_scheduler.MultiStepLR(o, [2, 5, 9], gamma: 0.5),
        ["PolynomialLR"] = o => lr_scheduler.PolynomialLR(o, total_iters: 10, power: 2),
        ["ExponentialLR"] = o => lr_scheduler.ExponentialLR(o, gamma: 0.8),
        ["ConstantLR"] = o => lr_scheduler.ConstantLR(o, factor: 0.25, total_iters: 4),
        ["LinearLR"] = o => lr_scheduler.LinearLR(o, start_factor: 0.1, total_iters: 6),
        ["CosineAnnealingLR"] = o => lr_scheduler.CosineAnnealingLR(o, T_max: 5, eta_min: 1e-3),
        ["CyclicLR"] = o => lr_scheduler.CyclicLR(o, 1e-3, 1e-2, step_size_up: 3, step_size_down: 2, cycle_momentum: false),
        ["OneCycleLR"] = o => lr_scheduler.OneCycleLR(o, 0.05, total_steps: Steps + 1),
        ["ReduceLROnPlateau"] = o => lr_scheduler.ReduceLROnPlateau(o, factor: 0.5, patience: 1),
        ["SequentialLR"] = o => lr_scheduler.SequentialLR(o, [lr_scheduler.LinearLR(o, total_iters: 4), lr_scheduler.ExponentialLR(o, 0.9)], [5]),
        ["ChainedLR"] = o => lr_scheduler.ChainedLR([lr_scheduler.LinearLR(o, total_iters: 4), lr_scheduler.ExponentialLR(o, 0.9)]),
    };

    private static IEnumerable<TestCaseData> Schedulers => s_schedulers.Select(entry => new TestCaseData(entry.Value).SetArgDisplayNames(entry.Key));

    [TestCaseSource(nameof(Schedulers))]
    public void Step_WithAScheduler_IsThatOfTorchSharpsAdamW(Func<Optimizer, LRScheduler> create)
    {
        using var scope = NewDisposeScope();
        Parameter ours = new(tensor(KernelData.Uniform(300))), theirs = new(ours.clone());
        using FusedAdamW fused = new([ours], 1e-2, weightDecay: 0.1);
        using var reference = AdamW([theirs], 1e-2, weight_decay: 0.1);
        LRScheduler scheduler = create(fused), referenceScheduler = create(reference);
        HashSet<double> rates = [];
        for (int step = 0; step < Steps; step++)
        {
            ours.grad = tensor(KernelData.Uniform(300, step + 1));
            theirs.grad = ours.grad.clone();
            fused.step();
            reference.step();
            Step(scheduler, step);
            Step(referenceScheduler, step);
            double rate = fused.ParamGroups.Single().LearningRate;
            Assert.That(rate, Is.EqualTo(reference.ParamGroups.Single().LearningRate), $"rate after step {step}");
            Assert.That(fused.Betas, Is.EqualTo(((IBetas)reference.ParamGroups.Single()).Betas), $"betas after step {step}");
            rates.Add(rate);
        }
        TensorAssert.AreClose(ours, theirs, 1e-5, 1e-6, "parameter");
        Assert.That(rates, Has.Count.GreaterThan(1), "the scheduler changes the rate");
    }

    [Test]
    public void Schedulers_OfTorchSharp_AreAllTested() =>
        Assert.That(typeof(lr_scheduler).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name).Distinct(), Is.EquivalentTo(s_schedulers.Keys));

    // What it is to follow neither grows nor falls for good.
    private static void Step(LRScheduler scheduler, int step)
    {
        if (scheduler is lr_scheduler.impl.ReduceLROnPlateau)
            scheduler.step((double)(step % 5));
        else
            scheduler.step();
    }
}
