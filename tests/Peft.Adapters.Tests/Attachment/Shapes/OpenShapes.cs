using System.Collections.Immutable;
using System.Collections.ObjectModel;
using Peft.Attachment;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using Layer = TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Layers in places of types that admit any layer.</summary>
internal static class OpenShapes
{
    internal static IReadOnlyList<Shape> All { get; } =
    [
        Of("readonly fields", 2, () => new Fields()),
        Of("fields of type Module", 1, () => new PlainModuleField()),
        Of("auto-properties", 2, () => new Properties()),
        Of("private fields of a base class", 2, () => new Derived()),
        Of("array", 2, () => new ArrayField()),
        Of("list", 2, () => new Held<List<Layer>>([Linear(4, 4), Linear(4, 4)], l => l)),
        Of("dictionary", 2, () => new Held<Dictionary<string, Layer>>(new() { ["a"] = Linear(4, 4), ["b"] = Linear(4, 4) }, d => d.Values)),
        Of("tuple of value type", 2, () => new Held<(Layer, Layer)>((Linear(4, 4), Linear(4, 4)), t => [t.Item1, t.Item2])),
        Of("tuple in a tuple", 2, () => new Held<(int, (Layer, string, Layer))>((1, (Linear(4, 4), "", Linear(4, 4))), t => [t.Item2.Item1, t.Item2.Item3])),
        Of("tuple of reference type", 2, () => new Held<Tuple<Layer, Layer>>(new(Linear(4, 4), Linear(4, 4)), t => [t.Item1, t.Item2])),
        Of("list of tuples", 2, () => new Held<List<(string, Layer)>>([("a", Linear(4, 4)), ("b", Linear(4, 4))], l => l.Select(p => p.Item2))),
        Of("dictionary of lists of arrays", 2, () => new Held<Dictionary<int, List<Layer[]>>>(new() { [3] = [[Linear(4, 4)], [Linear(4, 4)]] }, d => d.Values.SelectMany(l => l).SelectMany(a => a))),
        Of("read-only collection", 2, () => new Held<ReadOnlyCollection<Layer>>(new([Linear(4, 4), Linear(4, 4)]), c => c)),
        Of("immutable array", 2, () => new Held<ImmutableArray<Layer>>([Linear(4, 4), Linear(4, 4)], c => c)),
        Of("queue", 2, () => new Held<Queue<Layer>>(new([Linear(4, 4), Linear(4, 4)]), c => c)),
        Of("interface of TorchSharp", 2, () => new Held<IModule<Tensor, Tensor>[]>([Linear(4, 4), Linear(4, 4)], c => c.Cast<Layer>())),
        Of("array of objects", 2, () => new Held<object[]>([Linear(4, 4), "text", Linear(4, 4), 3], c => c.OfType<Layer>())),
        Of("object of the user's own class", 2, () => new Held<Helper>(new Helper(Linear(4, 4), Linear(4, 4)), h => [h.First, h.Rest[0]])),
        Of("struct of the user's own", 2, () => new Held<Pair>(new Pair(Linear(4, 4), Linear(4, 4)), p => [p.First, p.Second])),
        Of("lambda", 1, () => new Lambda()),
        Of("Sequential", 2, () => Sequential(("a", Linear(4, 4)), ("act", Tanh()), ("b", Linear(4, 4)))),
        Of("nested Sequential", 2, () => Sequential(("x", Sequential(("fc", Linear(4, 4)), ("act", Tanh()))), ("y", Sequential(("fc", Linear(4, 4)))))),
        Of("field of type Sequential", 1, () => new SequentialField()),
        Of("ModuleList", 2, () => new ListModel()),
        Of("ModuleDict", 2, () => new DictModel()),
        Of("one layer in two fields", 1, () => new TwiceModel()),
        Of("one block below two parents", 1, () => new SharedBlock()),
        Of("reference assigned after RegisterComponents", 1, () => new LateReference()),
        Of("block with several inputs", 2, () => new SeveralInputs()),
        Of("block that refers back to its parent", 1, () => new BackReference()),
        Of("used twice in a forward", 1, () => new Held<Layer>(Linear(4, 4), l => [l, l])),
    ];

    private static Shape Of(string name, int layers, Func<Layer> create) => new(name, SiteStrategy.Replace, layers, create);

    private sealed class Fields : ShapeModel
    {
        private readonly Layer first = New(), second = New();

        internal Fields() => RegisterComponents();

        public override Tensor forward(Tensor x) => second.forward(first.call(x));
    }

    private sealed class PlainModuleField : ShapeModel
    {
        private readonly Module fc = Linear(4, 4);

        internal PlainModuleField() => RegisterComponents();

        public override Tensor forward(Tensor x) => ((Layer)fc).call(x);
    }

    private sealed class Properties : ShapeModel
    {
        internal Properties() => RegisterComponents();

        public Layer First { get; } = Linear(4, 4);

        public Layer Second { get; set; } = Linear(4, 4);

        public override Tensor forward(Tensor x) => Second.call(First.call(x));
    }

    private abstract class Base : ShapeModel
    {
        private readonly Layer hidden = New();

        protected Tensor Hidden(Tensor x) => hidden.call(x);
    }

    private sealed class Derived : Base
    {
        private readonly Layer own = New();

        internal Derived() => RegisterComponents();

        public override Tensor forward(Tensor x) => own.call(Hidden(x));
    }

    private sealed class ArrayField : ShapeModel
    {
        private readonly Layer[] layers = [Linear(4, 4), Linear(4, 4)];

        internal ArrayField()
        {
            for (int i = 0; i < layers.Length; i++)
                register_module($"layer{i}", layers[i]);
        }

        public override Tensor forward(Tensor x) => layers[1].call(layers[0].call(x));
    }

    /// <summary>Layers in something that TorchSharp does not register, so that the model has to.</summary>
    private sealed class Held<T> : ShapeModel
    {
        private readonly T held;
        private readonly Func<T, IEnumerable<Layer>> layersOf;

        internal Held(T held, Func<T, IEnumerable<Layer>> layersOf)
        {
            (this.held, this.layersOf) = (held, layersOf);
            foreach (var (index, layer) in layersOf(held).Distinct().Index())
                register_module($"layer{index}", layer);
        }

        public override Tensor forward(Tensor x) => layersOf(held).Aggregate(x, (y, layer) => layer.call(y));
    }

    private sealed class Helper(Layer first, Layer second)
    {
        internal Layer First { get; } = first;

        internal Layer[] Rest { get; } = [second];
    }

    private readonly struct Pair(Layer first, Layer second)
    {
        internal readonly Layer First = first, Second = second;
    }

    private sealed class Lambda : ShapeModel
    {
        private readonly Func<Tensor, Tensor> run;

        internal Lambda()
        {
            Layer fc = Linear(4, 4);
            run = x => fc.call(x);
            register_module("fc", fc);
        }

        public override Tensor forward(Tensor x) => run(x);
    }

    private sealed class SequentialField : ShapeModel
    {
        private readonly Sequential body = Sequential(("fc", Linear(4, 4)), ("act", Tanh()));

        internal SequentialField() => RegisterComponents();

        public override Tensor forward(Tensor x) => body.forward(x);
    }

    private sealed class ListModel : ShapeModel
    {
        private readonly ModuleList<Layer> layers = ModuleList<Layer>(Linear(4, 4), Linear(4, 4));

        internal ListModel() => RegisterComponents();

        public override Tensor forward(Tensor x) => layers.Aggregate(x, (y, layer) => layer.call(y));
    }

    private sealed class DictModel : ShapeModel
    {
        private readonly ConvertibleDict<Layer> layers = new(("one", Linear(4, 4)), ("two", Linear(4, 4)));

        internal DictModel() => RegisterComponents();

        public override Tensor forward(Tensor x) => layers["two"].call(layers["one"].call(x));
    }

    private sealed class TwiceModel : ShapeModel
    {
        private readonly Layer encode = New(), decode;

        internal TwiceModel()
        {
            decode = encode;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => decode.call(encode.call(x));
    }

    private sealed class Block : ShapeModel
    {
        private readonly Layer fc = New();

        internal Block() => RegisterComponents();

        public override Tensor forward(Tensor x) => fc.forward(x);
    }

    private sealed class Parent : ShapeModel
    {
        private readonly Block block;

        internal Parent(Block block)
        {
            this.block = block;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => block.call(x).tanh();
    }

    private sealed class SharedBlock : ShapeModel
    {
        private readonly Parent left, right;

        internal SharedBlock()
        {
            var block = new Block();
            (left, right) = (new Parent(block), new Parent(block));
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => left.call(x) + right.call(x);
    }

    private sealed class LateReference : ShapeModel
    {
        private readonly Layer fc = New();
        private readonly Layer late;

        internal LateReference()
        {
            RegisterComponents();
            late = fc;
        }

        public override Tensor forward(Tensor x) => late.call(x);
    }

    private sealed class Mixer : Module<Tensor, Tensor, Tensor>
    {
        private readonly Layer left = Linear(4, 4), right = Linear(4, 4);

        internal Mixer()
            : base(nameof(Mixer)) => RegisterComponents();

        public override Tensor forward(Tensor x, Tensor y) => left.call(x) * right.call(y);
    }

    private sealed class SeveralInputs : ShapeModel
    {
        private readonly Mixer mixer = new();

        internal SeveralInputs() => RegisterComponents();

        public override Tensor forward(Tensor x) => mixer.call(x, x.tanh());
    }

    private sealed class BackReference : ShapeModel
    {
        private readonly Child child;

        internal BackReference()
        {
            child = new Child(this);
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => child.call(x);

        private sealed class Child : ShapeModel
        {
            private readonly Layer fc = New();
            private readonly object[] parents;

            internal Child(object parent)
            {
                parents = [parent];
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => parents[0] is BackReference ? fc.call(x) : x;
        }
    }
}
