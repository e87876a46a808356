using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Layers in every kind of place: all references are found, replaced and put back.</summary>
[TestFixture]
public sealed class ContainerTests
{
    private static readonly TestCaseData[] s_models =
    [
        Model("Sequential", () => Sequential(("fc", Linear(4, 4)), ("act", ReLU()), ("out", Linear(4, 4)))),
        Model("nested Sequential", () => Sequential(("a", Sequential(("fc", Linear(4, 4)))), ("b", Sequential(("fc", Linear(4, 4)))))),
        Model("ModuleList", () => new ListModel()),
        Model("ModuleDict", () => new DictModel()),
        Model("array", () => new ArrayModel()),
        Model("list and dictionary beside the registry", () => new CollectionModel()),
        Model("auto-property", () => new PropertyModel()),
        Model("one layer in two fields", () => new TwiceModel()),
    ];

    [TestCaseSource(nameof(s_models))]
    public void AddLora_AnyContainer_ActsTrainsAndDetaches(Func<Module<Tensor, Tensor>> create)
    {
        using var scope = NewDisposeScope();
        using var model = create();
        var x = randn(3, 4);
        var before = model.call(x);
        var names = model.named_modules().Select(m => m.name).ToList();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (ModuleTargets.AllLinear, 2, LoraInit.Random));
        var adapted = model.call(x);
        adapted.sum().backward();

        Assert.That(peft.Sites.Select(s => s.Strategy), Is.All.EqualTo(SiteStrategy.Replace));
        Assert.That(() => peft.VerifyReached(), Throws.Nothing);
        Assert.That(adapted.allclose(before), Is.False);
        Assert.That(peft.TrainableParameters().All(p => p.grad is not null));

        peft.Detach();
        Assert.That(model.named_modules().Select(m => m.name), Is.EqualTo(names));
        TensorAssert.BitEqual(model.call(x), before, "output");
    }

    [Test]
    public void AddLora_ASequentialThatDisposesIntermediates_KeepsTheInputAlive()
    {
        using var model = Sequential(("fc", Linear(4, 4)), ("out", Linear(4, 4)));
        model.AddLora(o => (o.TargetModules, o.Rank) = (["fc", "out"], 2));
        using var x = randn(3, 4);
        for (int i = 0; i < 3; i++)
            model.call(x).Dispose();

        Assert.That(x.IsInvalid, Is.False);
    }

    [Test]
    public void AddLora_InsideADisposeScope_OutlivesIt()
    {
        using var model = new ListModel();
        PeftModel peft;
        using (NewDisposeScope())
            peft = model.AddLora(o => (o.TargetModules, o.Rank) = (ModuleTargets.AllLinear, 2));
        using var y = model.call(randn(3, 4));

        Assert.That(peft.TrainableParameters().All(p => !p.IsInvalid));
    }

    private static TestCaseData Model(string name, Func<Module<Tensor, Tensor>> create) => new TestCaseData(create).SetArgDisplayNames(name);

    private sealed class ListModel : Module<Tensor, Tensor>
    {
        private readonly ModuleList<Module<Tensor, Tensor>> layers = ModuleList<Module<Tensor, Tensor>>(Linear(4, 4), Linear(4, 4));

        internal ListModel()
            : base(nameof(ListModel)) => RegisterComponents();

        public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => layer.call(y));
    }

    private sealed class DictModel : Module<Tensor, Tensor>
    {
        private readonly ModuleDict<Module<Tensor, Tensor>> layers = ModuleDict<Module<Tensor, Tensor>>(("one", Linear(4, 4)), ("two", Linear(4, 4)));

        internal DictModel()
            : base(nameof(DictModel)) => RegisterComponents();

        public override Tensor forward(Tensor x) => layers["two"].call(layers["one"].call(x));
    }

    private sealed class ArrayModel : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor>[] layers = [Linear(4, 4), Linear(4, 4)];

        internal ArrayModel()
            : base(nameof(ArrayModel))
        {
            for (int i = 0; i < layers.Length; i++)
                register_module($"layer{i}", layers[i]);
        }

        public override Tensor forward(Tensor x) => layers[1].call(layers[0].call(x));
    }

    private sealed class CollectionModel : Module<Tensor, Tensor>
    {
        private readonly Dictionary<string, List<Module<Tensor, Tensor>>> groups = new() { ["all"] = [Linear(4, 4), Linear(4, 4)] };

        internal CollectionModel()
            : base(nameof(CollectionModel))
        {
            register_module("first", groups["all"][0]);
            register_module("second", groups["all"][1]);
        }

        public override Tensor forward(Tensor x) => groups["all"].Aggregate(x, (y, layer) => layer.call(y));
    }

    private sealed class PropertyModel : Module<Tensor, Tensor>
    {
        internal PropertyModel()
            : base(nameof(PropertyModel)) => RegisterComponents();

        public Module<Tensor, Tensor> Body { get; } = Linear(4, 4);

        public override Tensor forward(Tensor x) => Body.call(x);
    }

    private sealed class TwiceModel : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> encode = Linear(4, 4);
        private readonly Module<Tensor, Tensor> decode;

        internal TwiceModel()
            : base(nameof(TwiceModel))
        {
            decode = encode;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => decode.call(encode.call(x));
    }
}
