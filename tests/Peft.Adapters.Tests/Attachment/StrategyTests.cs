using Peft.Attachment;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Every way of attaching computes the same, trains the same and leaves the model as it was.</summary>
[TestFixture]
public sealed class StrategyTests
{
    private static readonly TestCaseData[] s_models =
    [
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new OpenMlp()), SiteStrategy.Replace).SetArgDisplayNames("Replace"),
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new SealedCallMlp()), SiteStrategy.Hook).SetArgDisplayNames("Hook"),
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new SealedForwardMlp()), SiteStrategy.Reparametrise).SetArgDisplayNames("Reparametrise"),
    ];

    private static LoraConfig Config => new() { Rank = 4, Alpha = 8, Init = LoraInit.Random, TargetModules = ["lin0", "lin1"] };

    [TestCaseSource(nameof(s_models))]
    public void Sites_AfterAForward_HaveTheExpectedStrategy(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var model = create();
        var peft = model.AddLora(Config);
        using var _ = model.call(randn(3, 12));

        Assert.That(peft.Sites.Select(s => (s.Path, s.Strategy, s.Reached)), Is.EqualTo(new[] { ("lin0", expected, true), ("lin1", expected, true) }));
        Assert.That(() => peft.VerifyReached(), Throws.Nothing);
    }

    [TestCaseSource(nameof(s_models))]
    public void Forward_FirstAndLater_EqualsTheMergedModel(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var x = randn(3, 12);
        var peft = model.AddLora(Config);
        var first = model.call(x);
        var second = model.call(x);
        peft.Merge();
        var merged = model.call(x);

        TensorAssert.AreClose(second, first, 1e-6, 1e-6, "second");
        TensorAssert.AreClose(merged, first, 1e-5, 1e-5, "merged");
    }

    [TestCaseSource(nameof(s_models))]
    public void DisableAdapters_AnyStrategy_GivesTheBaseBitForBit(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var x = randn(3, 12);
        var before = model.call(x);
        var peft = model.AddLora(Config);
        var adapted = model.call(x);
        Tensor disabled;
        using (peft.DisableAdapters())
            disabled = model.call(x);
        var again = model.call(x);

        TensorAssert.BitEqual(disabled, before, "disabled");
        Assert.That(adapted.allclose(before), Is.False, "the adapter must do something");
        TensorAssert.AreClose(again, adapted, 1e-6, 1e-6, "enabled again");
    }

    [TestCaseSource(nameof(s_models))]
    public void Backward_AnyStrategy_ReachesOnlyTheAdapter(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var own = model.named_parameters().ToList();
        var peft = model.AddLora(Config);
        for (int step = 0; step < 2; step++)
        {
            foreach (var parameter in peft.TrainableParameters())
                parameter.grad = null;
            model.call(randn(3, 12)).square().mean().backward();
            Assert.That(peft.TrainableParameters().All(p => p.grad is not null && p.grad.abs().sum().item<float>() > 0), $"step {step}");
            Assert.That(own.All(p => p.parameter.grad is null), $"step {step}");
        }
    }

    [TestCaseSource(nameof(s_models))]
    public void Detach_AnyStrategy_RestoresTheSameObjectsInOrder(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var x = randn(3, 12);
        var before = model.call(x);
        var modules = model.named_modules().ToList();
        var parameters = model.named_parameters().ToList();
        var peft = model.AddLora(Config);
        using (model.call(x))
            peft.Merge();
        peft.Detach();

        Assert.That(model.named_modules().Select(m => m.name), Is.EqualTo(modules.Select(m => m.name)));
        Assert.That(model.named_modules().Zip(modules).All(p => ReferenceEquals(p.First.module, p.Second.module)));
        Assert.That(model.named_parameters().Zip(parameters).All(p => ReferenceEquals(p.First.parameter, p.Second.parameter)));
        Assert.That(parameters.All(p => p.parameter.requires_grad));
        TensorAssert.BitEqual(model.call(x), before, "output");
    }

    [TestCaseSource(nameof(s_models))]
    public void Training_AnyStrategy_GivesTheSameTrajectory(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        Assert.That(Train(create), Is.EqualTo(Train(() => new OpenMlp())).Within(1e-5));
    }

    [TestCaseSource(nameof(s_models))]
    public void ForwardAndBackward_Repeated_LeaveNoMoreTensorsThanTheModelItself(Func<Module<Tensor, Tensor>> create, SiteStrategy expected)
    {
        using var model = create();
        long plain = TensorsLeftBy(model);
        model.AddLora(Config);
        TensorsLeftBy(model);

        Assert.That(TensorsLeftBy(model), Is.EqualTo(plain));
    }

    [Test]
    public void VerifyReached_BeforeAnyForward_NamesTheFieldAndTheMend()
    {
        using var model = new SealedForwardMlp();
        var peft = model.AddLora(Config);

        Assert.That(() => peft.VerifyReached(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lin0'").And.Message.Contains("SealedForwardMlp.lin0 (Linear)").And.Message.Contains("Module<Tensor, Tensor>"));
    }

    [Test]
    public void Dropout_WhereOnlyTheWeightCanChange_IsRefused()
    {
        using var model = new SealedForwardMlp();
        var config = Config;
        config.Dropout = 0.1;
        model.AddLora(config);

        Assert.That(() => model.call(randn(3, 12)), Throws.TypeOf<AdapterStateException>().With.Message.Contains("SealedForwardMlp.lin0 (Linear)"));
    }

    private static long TensorsLeftBy(Module<Tensor, Tensor> model)
    {
        long before = LeakGuard.LiveTensors();
        using var x = randn([3, 12], requires_grad: true);
        using (var y = model.call(x))
        using (var loss = y.sum())
            loss.backward();
        return LeakGuard.LiveTensors() - before;
    }

    private static double[] Train(Func<Module<Tensor, Tensor>> create)
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var model = create();
        var (x, target) = (randn(8, 12), randn(8, 6));
        var peft = model.AddLora(Config);
        var optimizer = optim.AdamW(peft.TrainableParameters(), lr: 1e-2);
        return [.. Enumerable.Range(0, 5).Select(_ =>
        {
            optimizer.zero_grad();
            var loss = (model.call(x) - target).square().mean();
            loss.backward();
            optimizer.step();
            return (double)loss.item<float>();
        })];
    }
}
