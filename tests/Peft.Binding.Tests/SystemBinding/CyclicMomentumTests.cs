using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests.SystemBinding;

/// <summary>TorchSharp raises the momentum above its maximum with the learning rate, and refuses optimizers that have betas instead.</summary>
[TestFixture]
public sealed class CyclicMomentumTests
{
    [Test]
    public void CyclicLR_Momentum_GoesTheOtherWay()
    {
        using var parameter = new Parameter(zeros(1));
        using var optimizer = optim.SGD([parameter], 0.1, momentum: 0.9);
        var group = (optim.IMomentum)optimizer.ParamGroups.Single();
        var scheduler = optim.lr_scheduler.CyclicLR(optimizer, 0.1, 0.5, step_size_up: 2);
        Assert.That(group.Momentum, Is.EqualTo(0.9).Within(1e-12));

        scheduler.step();
        Assert.That(group.Momentum, Is.EqualTo(0.85).Within(1e-12));
        scheduler.step();
        Assert.That(group.Momentum, Is.EqualTo(0.8).Within(1e-12));
    }

    [Test]
    public void CyclicLR_ExponentialRangeOfAdam_ShrinksByIterations()
    {
        using var parameter = new Parameter(zeros(1));
        using var optimizer = optim.Adam([parameter]);
        var scheduler = optim.lr_scheduler.CyclicLR(optimizer, 0.1, 0.5, step_size_up: 2, mode: optim.lr_scheduler.impl.CyclicLR.Mode.ExpRange, gamma: 0.5);

        scheduler.step();

        Assert.That(optimizer.ParamGroups.Single().LearningRate, Is.EqualTo(0.1 + 0.4 * 0.5 * 0.5).Within(1e-12));
        Assert.That(((optim.IBetas)optimizer.ParamGroups.Single()).Betas.Item1, Is.EqualTo(0.9 - 0.1 * 0.25).Within(1e-12));
    }
}
