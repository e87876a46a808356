using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>What holds for every model, wherever it keeps its layers and however it invokes them.</summary>
[TestFixture]
[TestFixtureSource(typeof(Shape), nameof(Shape.All))]
public sealed class ShapeTests(Shape shape)
{
    private const string Prefix = "base_model.model.";

    [Test]
    public void Forward_FirstAndLater_IsThatOfTheSumOfBaseAndUpdate()
    {
        using var scope = NewDisposeScope();
        using Module<Tensor, Tensor> model = shape.Create(), summed = shape.Create();
        summed.load_state_dict(model.state_dict());
        var peft = Attach(model);
        AddUpdates(summed, peft.AdapterStateDict());
        var x = randn(3, 4);
        Tensor first = model.call(x), second = model.call(x), expected = summed.call(x);

        TensorAssert.AreClose(first, expected, 1e-5, 1e-5, "first");
        TensorAssert.AreClose(second, expected, 1e-5, 1e-5, "second");
        Assert.That(peft.Sites.Select(s => (s.Strategy, s.Reached)), Is.EqualTo(Enumerable.Repeat((shape.Strategy, true), shape.Layers)));
        Assert.That(() => peft.VerifyReached(), Throws.Nothing);
    }

    [Test]
    public void Backward_Always_ReachesTheAdaptersAndNothingElse()
    {
        using var scope = NewDisposeScope();
        using var model = shape.Create();
        var own = model.parameters().ToList();
        var peft = Attach(model);
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (var parameter in peft.TrainableParameters())
                parameter.grad = null;
            model.call(randn(3, 4)).square().sum().backward();

            Assert.That(peft.TrainableParameters().Select(p => p.grad?.abs().sum().item<float>() ?? 0), Is.All.GreaterThan(0), $"pass {pass}");
            Assert.That(own.Select(p => p.grad), Is.All.Null, $"pass {pass}");
        }
    }

    [Test]
    public void TrainAndEval_OfTheModel_ReachTheAdapters()
    {
        using var model = shape.Create();
        model.eval();
        Attach(model);
        Assert.That(AdaptersOf(model).Select(a => a.training), Is.EqualTo(Enumerable.Repeat(false, shape.Layers)));

        model.train();
        Assert.That(AdaptersOf(model).Select(a => a.training), Is.EqualTo(Enumerable.Repeat(true, shape.Layers)));
    }

    [Test]
    public void To_AnotherTypeOrDevice_TakesTheAdaptersAlong()
    {
        using var scope = NewDisposeScope();
        using var model = shape.Create();
        var peft = Attach(model);
        model.to(ScalarType.Float64);

        Assert.That(peft.TrainableParameters().Select(p => p.dtype), Is.EqualTo(Enumerable.Repeat(ScalarType.Float64, 2 * shape.Layers)));
        Assert.That(model.call(randn(3, 4, dtype: ScalarType.Float64)).dtype, Is.EqualTo(ScalarType.Float64));

        model.to(DeviceType.META);
        Assert.That(model.parameters().Concat(peft.TrainableParameters()).Select(p => p.device_type), Is.All.EqualTo(DeviceType.META));
    }

    [Test]
    public void SaveAndLoad_OfTheModelItself_GiveTheSameOutputs()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using Module<Tensor, Tensor> model = shape.Create(), other = shape.Create();
        var peft = Attach(model);
        Attach(other);
        model.save(folder.File("model.dat"));
        other.load(folder.File("model.dat"));
        var x = randn(3, 4);

        TensorAssert.BitEqual(other.call(x), model.call(x), "output");
        Assert.That(peft.TrainableParameters(), Is.SubsetOf(model.parameters()));
        Assert.That(peft.TrainableParameters(), Is.SubsetOf(model.state_dict().Values));
    }

    [Test]
    public void Detach_AfterPasses_LeavesTheSameObjectsInOrder()
    {
        using var scope = NewDisposeScope();
        using var model = shape.Create();
        var x = randn(3, 4);
        var before = model.call(x);
        var modules = model.named_modules().ToList();
        var parameters = model.named_parameters().ToList();
        var state = model.state_dict().Keys;
        parameters[0].parameter.requires_grad = false;
        var peft = Attach(model);
        model.call(x).sum().backward();
        peft.Merge();
        peft.Detach();

        Assert.That(model.named_modules(), Is.EqualTo(modules));
        Assert.That(model.named_parameters(), Is.EqualTo(parameters));
        Assert.That(model.state_dict().Keys, Is.EqualTo(state));
        Assert.That(parameters.Select((p, i) => p.parameter.requires_grad == i > 0), Is.All.True);
        TensorAssert.BitEqual(model.call(x), before, "output");
    }

    [Test]
    public void AttachAndDetach_AHundredTimes_LeavesNoTensors()
    {
        using var model = shape.Create();
        using var x = randn(3, 4);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            var peft = Attach(model);
            model.call(x).sum().backward();
            peft.Detach();
        }, repeats: 100);
    }

    [Test]
    public void Dispose_OfTheModel_FreesAllThatIsAttached() => LeakGuard.NoTensorsLeft(() =>
    {
        using var model = shape.Create();
        Attach(model);
        Attach(model, "other").Merge();
    });

    [Test]
    public void Attach_InsideADisposeScope_OutlivesIt()
    {
        Module<Tensor, Tensor> model;
        PeftModel peft;
        using (NewDisposeScope())
        {
            model = shape.Create();
            foreach (var own in model.state_dict().Values)
                own.DetachFromDisposeScope();
            peft = Attach(model);
        }
        using (model)
        using (var x = randn(3, 4))
        {
            model.call(x).Dispose();
            Assert.That(x.IsInvalid, Is.False);
            Assert.That(peft.TrainableParameters().Select(p => p.IsInvalid), Is.All.False);
        }
    }

    private static PeftModel Attach(Module<Tensor, Tensor> model, string name = "default") =>
        model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha, o.Init) = (ModuleTargets.AllLinear, 2, 2, LoraInit.Random), name);

    private static IEnumerable<LoraLinear> AdaptersOf(Module model) => model.modules().OfType<LoraLinear>().Distinct();

    private static void AddUpdates(Module<Tensor, Tensor> model, IReadOnlyDictionary<string, Tensor> adapter)
    {
        using var _ = no_grad();
        foreach (var (key, a) in adapter.Where(t => t.Key.EndsWith(".lora_A.weight", StringComparison.Ordinal)))
        {
            string path = key[Prefix.Length..^".lora_A.weight".Length];
            var layer = Peft.Attachment.ModuleTree.Walk(model).Single(n => n.Path == path).Module;
            (layer.get_parameter("weight") ?? layer.get_buffer("weight"))!.add_(adapter[$"{Prefix}{path}.lora_B.weight"].mm(a));
        }
    }
}
