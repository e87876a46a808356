using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Modules that an adapter trains whole stand in the model like any other, and the originals come back.</summary>
[TestFixture]
public sealed class SavedModuleTests
{
    private static readonly TestCaseData[] s_models =
    [
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new OpenMlp())).SetArgDisplayNames("open"),
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new SealedCallMlp())).SetArgDisplayNames("sealed, call"),
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => new SealedForwardMlp())).SetArgDisplayNames("sealed, forward"),
        new TestCaseData(new Func<Module<Tensor, Tensor>>(() => Sequential(("lin0", Linear(12, 20)), ("lin2", Linear(20, 6))))).SetArgDisplayNames("Sequential"),
    ];

    [TestCaseSource(nameof(s_models))]
    public void ModulesToSave_Trained_ChangeTheOutputAndLeaveTheOriginals(Func<Module<Tensor, Tensor>> create)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var x = randn(3, 12);
        var before = model.call(x);
        var original = model.get_parameter("lin2.weight")!;
        var values = original.clone();
        var peft = Attach(model);
        var copy = model.get_parameter("lin2.weight")!;
        TensorAssert.AreClose(model.call(x), before, 1e-6, 1e-6, "output at the start");
        model.call(x).sum().backward();

        Assert.That(copy, Is.Not.SameAs(original));
        Assert.That(peft.TrainableParameters(), Has.Member(copy));
        Assert.That(original.grad, Is.Null);
        Assert.That(copy.grad!.abs().sum().item<float>(), Is.GreaterThan(0));
        using (no_grad())
            copy.add_(1);
        Assert.That(model.call(x).allclose(before), Is.False);
        using (peft.DisableAdapters())
            TensorAssert.BitEqual(model.call(x), before, "disabled");

        peft.Detach();
        Assert.That(model.get_parameter("lin2.weight"), Is.SameAs(original));
        Assert.That(original.requires_grad);
        TensorAssert.BitEqual(original, values, "original");
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [TestCaseSource(nameof(s_models))]
    public void To_AnotherType_TakesCopiesAndOriginalsAlong(Func<Module<Tensor, Tensor>> create)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var peft = Attach(model);
        using (no_grad())
            model.get_parameter("lin2.weight")!.fill_(0.5f);
        model.to(ScalarType.Float64);
        var y = model.call(randn(3, 12, dtype: ScalarType.Float64));
        y.sum().backward();

        Assert.That(peft.AdapterStateDict().Values.Select(t => t.dtype), Is.All.EqualTo(ScalarType.Float64));
        Assert.That(peft.AdapterStateDict()["base_model.model.lin2.weight"].eq(0.5).all().item<bool>());
        Assert.That(peft.TrainableParameters().Select(p => p.grad), Has.None.Null);

        peft.Detach();
        Assert.That(model.parameters().Select(p => p.dtype), Is.All.EqualTo(ScalarType.Float64));
        Assert.That(model.parameters().All(p => p.requires_grad));
        Assert.That(model.get_parameter("lin2.weight")!.eq(0.5).any().item<bool>(), Is.False);
    }

    [TestCaseSource(nameof(s_models))]
    public void To_AnotherDevice_TakesEverythingAlong(Func<Module<Tensor, Tensor>> create)
    {
        using var model = create();
        var peft = Attach(model);
        peft.Merge();
        model.to(DeviceType.META);

        Assert.That(model.parameters().Concat(peft.AdapterStateDict().Values).Select(t => t.device_type), Is.All.EqualTo(DeviceType.META));
        peft.Detach();
        Assert.That(model.parameters().Select(t => t.device_type), Is.All.EqualTo(DeviceType.META));
    }

    [TestCaseSource(nameof(s_models))]
    public void Dispose_OfTheModel_FreesCopiesAndOriginals(Func<Module<Tensor, Tensor>> create) => LeakGuard.NoTensorsLeft(() =>
    {
        using var model = create();
        var peft = Attach(model);
        model.AddLora(o => (o.TargetModules, o.Rank, o.ModulesToSave) = (["lin0"], 2, ["lin2"]), "other");
        peft.SetActive("default");
        peft.Merge();
    });

    [Test]
    public void Unmerge_AfterAnotherType_GivesTheOriginalInThatType()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var original = model.get_parameter("lin0.weight")!.to(ScalarType.BFloat16);
        var peft = Attach(model);
        peft.Merge();
        model.to(ScalarType.BFloat16);
        peft.Unmerge();

        TensorAssert.BitEqual(model.get_parameter("lin0.base_layer.weight")!, original, "weight");
    }

    private static PeftModel Attach(Module<Tensor, Tensor> model) =>
        model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.ModulesToSave) = (["lin0"], 2, LoraInit.Default, ["lin2"]));
}
