using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Layers in places of TorchSharp's sealed types, or that cannot be changed, invoked through <c>call</c> and through <c>forward</c>.</summary>
internal static class SealedShapes
{
    internal static IReadOnlyList<Shape> Called { get; } =
    [
        .. Both(SiteStrategy.Hook, call: true),
        new("set", SiteStrategy.Hook, 2, () => new SetField()),
        new("sealed and open reference", SiteStrategy.Hook, 1, () => new TwoReferences()),
        new("sealed reference into a Sequential", SiteStrategy.Hook, 1, () => new IntoSequential()),
    ];

    internal static IReadOnlyList<Shape> Forwarded { get; } =
    [
        .. Both(SiteStrategy.Reparametrise, call: false),
        new("method taken as a delegate", SiteStrategy.Reparametrise, 1, () => new MethodGroup()),
        new("layer shared by two siblings", SiteStrategy.Reparametrise, 1, () => new Siblings(call: true)),
        new("layer shared by two siblings that are not called", SiteStrategy.Reparametrise, 1, () => new Siblings(call: false)),
    ];

    private static Shape[] Both(SiteStrategy strategy, bool call) =>
    [
        new("fields", strategy, 2, () => new Fields(call)),
        new("auto-property", strategy, 1, () => new Property(call)),
        new("array", strategy, 2, () => new ArrayField(call)),
        new("ModuleList", strategy, 2, () => new ListModel(call)),
        new("ModuleDict", strategy, 1, () => new DictModel(call)),
        new("tuple", strategy, 2, () => new TupleField(call)),
        new("object of the user's own class", strategy, 1, () => new HelperField(call)),
        new("private field of a base class", strategy, 1, () => new Derived(call)),
        new("used twice in a forward", strategy, 1, () => new UsedTwice(call)),
        new("layer of the user's own sealed class", strategy, 1, () => new OwnLayer<OwnLinear>(call, new OwnLinear())),
        new("layer that keeps its weight as a buffer", strategy, 1, () => new OwnLayer<BufferLinear>(call, new BufferLinear())),
        new("block in a block", strategy, 2, () => new Blocks(call)),
        new("block in a Sequential that disposes intermediates", strategy, 2, () => Sequential(("a", new Fields(call)), ("act", Tanh()))),
    ];

    private abstract class Sealed(bool calls) : ShapeModel
    {
        protected Tensor Run(Layer layer, Tensor x) => calls ? layer.call(x) : layer.forward(x);
    }

    private sealed class Fields : Sealed
    {
        private readonly Linear first = Linear(4, 4), second = Linear(4, 4);

        internal Fields(bool call)
            : base(call) => RegisterComponents();

        public override Tensor forward(Tensor x) => Run(second, Run(first, x));
    }

    private sealed class Property : Sealed
    {
        internal Property(bool call)
            : base(call) => RegisterComponents();

        public Linear Body { get; } = Linear(4, 4);

        public override Tensor forward(Tensor x) => Run(Body, x);
    }

    private sealed class ArrayField : Sealed
    {
        private readonly Linear[] layers = [Linear(4, 4), Linear(4, 4)];

        internal ArrayField(bool call)
            : base(call)
        {
            foreach (var (index, layer) in layers.Index())
                register_module($"layer{index}", layer);
        }

        public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => Run(layer, y));
    }

    private sealed class ListModel : Sealed
    {
        private readonly ModuleList<Linear> layers = ModuleList(Linear(4, 4), Linear(4, 4));

        internal ListModel(bool call)
            : base(call) => RegisterComponents();

        public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => Run(layer, y));
    }

    private sealed class DictModel : Sealed
    {
        private readonly ConvertibleDict<Linear> layers = new(("one", Linear(4, 4)));

        internal DictModel(bool call)
            : base(call) => RegisterComponents();

        public override Tensor forward(Tensor x) => Run(layers["one"], x);
    }

    private sealed class TupleField : Sealed
    {
        private readonly (Linear First, Linear Second) pair = (Linear(4, 4), Linear(4, 4));

        internal TupleField(bool call)
            : base(call)
        {
            register_module("first", pair.First);
            register_module("second", pair.Second);
        }

        public override Tensor forward(Tensor x) => Run(pair.Second, Run(pair.First, x));
    }

    private sealed record Helper(Linear Inner);

    private sealed class HelperField : Sealed
    {
        private readonly Helper helper = new(Linear(4, 4));

        internal HelperField(bool call)
            : base(call) => register_module("inner", helper.Inner);

        public override Tensor forward(Tensor x) => Run(helper.Inner, x);
    }

    private abstract class Base(bool calls) : Sealed(calls)
    {
        private readonly Linear hidden = Linear(4, 4);

        protected Tensor Hidden(Tensor x) => Run(hidden, x);
    }

    private sealed class Derived : Base
    {
        internal Derived(bool call)
            : base(call) => RegisterComponents();

        public override Tensor forward(Tensor x) => Hidden(x);
    }

    private sealed class UsedTwice : Sealed
    {
        private readonly Linear fc = Linear(4, 4);

        internal UsedTwice(bool call)
            : base(call) => RegisterComponents();

        public override Tensor forward(Tensor x) => Run(fc, Run(fc, x).tanh());
    }

    private sealed class OwnLayer<T> : Sealed
        where T : Layer
    {
        private readonly T layer;

        internal OwnLayer(bool call, T layer)
            : base(call)
        {
            this.layer = layer;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Run(layer, x);
    }

    private sealed class OwnLinear : Layer
    {
        private readonly Parameter weight = new(randn(4, 4));

        internal OwnLinear()
            : base(nameof(OwnLinear)) => RegisterComponents();

        public override Tensor forward(Tensor x) => functional.linear(x, weight);
    }

    private sealed class BufferLinear : Layer
    {
        private readonly Tensor weight = randn(4, 4);
        private readonly Parameter bias = new(zeros(4));

        internal BufferLinear()
            : base(nameof(BufferLinear)) => RegisterComponents();

        public override Tensor forward(Tensor x) => functional.linear(x, weight, bias);
    }

    private sealed class Blocks : Sealed
    {
        private readonly Fields inner;

        internal Blocks(bool call)
            : base(call)
        {
            inner = new Fields(call);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Run(inner, x);
    }

    private sealed class SetField : ShapeModel
    {
        private readonly HashSet<Layer> layers = [Linear(4, 4), Linear(4, 4)];

        internal SetField()
        {
            foreach (var (index, layer) in layers.Index())
                register_module($"layer{index}", layer);
        }

        public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => layer.call(y));
    }

    private sealed class TwoReferences : ShapeModel
    {
        private readonly Linear narrow = Linear(4, 4);
        private readonly Layer wide;

        internal TwoReferences()
        {
            wide = narrow;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => wide.call(narrow.call(x));
    }

    private sealed class IntoSequential : ShapeModel
    {
        private readonly Sequential body;
        private readonly Linear fc = Linear(4, 4);

        internal IntoSequential()
        {
            body = Sequential(("fc", fc), ("act", Tanh()));
            register_module("body", body);
        }

        public override Tensor forward(Tensor x) => fc.call(body.call(x));
    }

    private sealed class MethodGroup : ShapeModel
    {
        private readonly Func<Tensor, Tensor> run;

        internal MethodGroup()
        {
            Layer fc = Linear(4, 4);
            run = fc.forward;
            register_module("fc", fc);
        }

        public override Tensor forward(Tensor x) => run(x);
    }

    private sealed class Sibling : ShapeModel
    {
        private readonly Linear fc;

        internal Sibling(Linear fc)
        {
            this.fc = fc;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => fc.forward(x);
    }

    private sealed class Siblings : Sealed
    {
        private readonly Sibling left, right;

        internal Siblings(bool call)
            : base(call)
        {
            var fc = Linear(4, 4);
            (left, right) = (new Sibling(fc), new Sibling(fc));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => Run(right, Run(left, x));
    }
}
