using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using Module = TorchSharp.torch.nn.Module;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class ModuleTests
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private nn.Module<Tensor, Tensor> first = nn.Linear(2, 2);
        private readonly Dropout drop = nn.Dropout(0.5);
        private readonly Parameter scale = nn.Parameter(ones(2));
        private readonly Parameter codes = nn.Parameter(ones(2, ScalarType.Byte), requires_grad: false);
        private readonly Tensor offset = zeros(2);
        private readonly Tensor indices = zeros(2, ScalarType.Int64);

        public Net() : base("net") => RegisterComponents();

        public nn.Module<Tensor, Tensor> First
        {
            get => first;
            set => first = value;
        }

        public Parameter Scale => scale;

        public Parameter Codes => codes;

        public Tensor Offset => offset;

        public Tensor Indices => indices;

        public Dropout Drop => drop;

        public override Tensor forward(Tensor input) => drop.call(first.call(input) * scale + offset);
    }

    private static OrderedDict<string, Module> Registry(Module module) => (OrderedDict<string, Module>)module.named_children();

    [Test]
    public void GetName_IsTheNameGivenToTheBase()
    {
        using var net = new Net();
        Assert.That(net.GetName(), Is.EqualTo("net"));
    }

    [Test]
    public void Train_AndEval_ReachAllDescendants()
    {
        using var leaf = nn.Dropout();
        using var tree = nn.Sequential(nn.Sequential(leaf));
        Assert.That(leaf.training, Is.True, "a new module trains");

        tree.eval();
        Assert.That(new[] { tree.training, leaf.training }, Is.All.False);

        tree.train();
        Assert.That(new[] { tree.training, leaf.training }, Is.All.True);
    }

    [Test]
    public void Apply_Order_IsChildrenBeforeTheParent()
    {
        using var net = new Net();
        var order = new List<string>();

        net.apply(module => order.Add(module.GetName()));

        Assert.That(order, Is.EqualTo(new[] { "Linear", "Dropout", "net" }));
    }

    [Test]
    public void ZeroGrad_SetToNone_FreesElseZeroes()
    {
        using var linear = nn.Linear(2, 1, hasBias: false);
        using var input = ones(1, 2);
        using (var output = linear.call(input))
            output.sum().backward();

        linear.zero_grad(set_to_none: false);
        using (var zeroed = linear.weight.grad)
            Assert.That(zeroed!.data<float>().ToArray(), Is.All.Zero);

        linear.zero_grad();
        Assert.That(linear.weight.grad, Is.Null);
    }

    [Test]
    public void To_ElementType_ReplacesParametersInFieldsAndRegistry()
    {
        using var net = new Net();
        var before = net.Scale;
        using (var output = net.Scale * 3)
            output.sum().backward();

        var same = net.to(ScalarType.Float64);

        Assert.That(same, Is.SameAs(net));
        Assert.That(net.Scale, Is.Not.SameAs(before), "the parameter is a new object");
        Assert.That(before.IsInvalid, Is.True, "and the old one is disposed");
        Assert.That(net.get_parameter("scale"), Is.SameAs(net.Scale));
        Assert.That(net.Scale.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(net.Scale.requires_grad && net.Scale.is_leaf, Is.True);
        using var grad = net.Scale.grad;
        Assert.That(grad!.data<double>().ToArray(), Is.EqualTo(new[] { 3.0, 3 }), "the gradient comes along");
        Assert.That(net.Offset.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(net.get_buffer("offset"), Is.SameAs(net.Offset));
        Assert.That(((Linear)net.First).weight.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(net.get_parameter("first.weight"), Is.SameAs(((Linear)net.First).weight));
    }

    [Test]
    public void To_ElementType_LeavesIntegers()
    {
        using var net = new Net();

        net.bfloat16();

        Assert.That(net.Scale.dtype, Is.EqualTo(ScalarType.BFloat16));
        Assert.That(net.get_parameter("codes")!.dtype, Is.EqualTo(ScalarType.Byte));
        Assert.That(net.get_parameter("codes")!.requires_grad, Is.False);
        Assert.That(net.get_buffer("indices")!.dtype, Is.EqualTo(ScalarType.Int64));
    }

    [Test]
    public void To_IntegerType_Throws()
    {
        using var net = new Net();
        Assert.That(() => net.to(ScalarType.Int32), Throws.ArgumentException);
    }

    [Test]
    public void To_DeviceItIsOn_PassesByAChildThatWasSwappedIn()
    {
        using var net = new Net();
        net.to(META);
        Assert.That(net.parameters().Select(p => p.device_type), Is.All.EqualTo(DeviceType.META));
        using var old = net.First;
        var swapped = nn.Linear(2, 2);
        Registry(net)["first"] = swapped;
        net.First = swapped;

        net.to(META);
        Assert.That(swapped.weight.device_type, Is.EqualTo(DeviceType.CPU));

        net.to(META, ScalarType.Float32);
        Assert.That(swapped.weight.device_type, Is.EqualTo(DeviceType.META), "with an element type everything is visited");
    }

    [Test]
    public void To_Linear_DoesNotVisitWhatWasRegisteredOnIt()
    {
        using var linear = nn.Linear(2, 2);
        using var extra = nn.Linear(2, 2);
        linear.register_module("extra", extra);
        Assert.That(linear.parameters().Count(), Is.EqualTo(4));

        linear.to(ScalarType.Float64);

        Assert.That(linear.weight.dtype, Is.EqualTo(ScalarType.Float64));
        Assert.That(extra.weight.dtype, Is.EqualTo(ScalarType.Float32));
    }

    [Test]
    public void To_OneParameterInTwoLinears_Throws()
    {
        var weight = nn.Parameter(ones(2, 2));
        using var first = nn.Linear(weight);
        using var second = nn.Linear(weight);
        using var pair = nn.Sequential(first, second);

        Assert.That(() => pair.to(ScalarType.Float64), Throws.InvalidOperationException);
    }

    [Test]
    public void Parameters_AfterConversionInAScope_Live()
    {
        using var net = new Net();
        using (NewDisposeScope())
            net.to(ScalarType.Float64);

        Assert.That(net.parameters().Any(p => p.IsInvalid) || net.buffers().Any(b => b.IsInvalid), Is.False);
    }

    [Test]
    public void Dispose_Module_DisposesWhatIsRegistered()
    {
        var net = new Net();
        var swappedOut = (Linear)net.First;
        var swappedIn = nn.Linear(2, 2);
        Registry(net)["first"] = swappedIn;
        var (scale, offset, inWeight) = (net.Scale, net.Offset, swappedIn.weight);

        net.Dispose();

        Assert.That(new[] { scale.IsInvalid, offset.IsInvalid, inWeight.IsInvalid }, Is.All.True);
        Assert.That(swappedOut.weight.IsInvalid, Is.False);
        swappedOut.Dispose();
    }

    [Test]
    public void StateDict_Entries_AreTheLiveTensors()
    {
        using var net = new Net();

        var state = net.state_dict();

        Assert.That(state.Keys, Is.EquivalentTo(new[] { "scale", "codes", "first.weight", "first.bias", "offset", "indices" }));
        Assert.That(state["first.weight"], Is.SameAs(((Linear)net.First).weight));
        Assert.That(net.state_dict(prefix: "model").Keys, Has.All.StartsWith("model."));
    }

    [Test]
    public void StateDict_NonPersistentBuffer_IsLeftOut()
    {
        using var net = new Net();
        using var cache = zeros(1);
        net.register_buffer("cache", cache, persistent: false);

        Assert.That(net.state_dict().ContainsKey("cache"), Is.False);
        Assert.That(net.get_buffer("cache"), Is.SameAs(cache));
    }

    [Test]
    public void LoadStateDict_OfAnotherModule_CopiesValues()
    {
        using var source = nn.Linear(2, 3);
        using var target = nn.Linear(2, 3);
        var weight = target.weight;

        var (missing, unexpected) = target.load_state_dict(source.state_dict());

        Assert.That(target.weight, Is.SameAs(weight));
        Assert.That(target.weight.data<float>().ToArray(), Is.EqualTo(source.weight.data<float>().ToArray()));
        Assert.That(missing, Is.Empty);
        Assert.That(unexpected, Is.Empty);
    }

    [Test]
    public void LoadStateDict_OtherTypeOrBroadcastableShape_IsAccepted()
    {
        using var linear = nn.Linear(3, 2);
        using var row = tensor(new[] { 1.0, 2, 3 }).reshape(1, 3);
        using var bias = zeros(2);

        linear.load_state_dict(new() { ["weight"] = row, ["bias"] = bias });

        Assert.That(linear.weight.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 1, 2, 3 }));
    }

    [Test]
    public void LoadStateDict_OtherKeys_ThrowsUnlessNotStrictOrSkipped()
    {
        using var linear = nn.Linear(1, 1);
        using var value = ones(1);
        var source = new Dictionary<string, Tensor> { ["bias"] = value, ["extra"] = value };

        Assert.That(() => linear.load_state_dict(source), Throws.InvalidOperationException);
        Assert.That(() => linear.load_state_dict(source, skip: ["weight", "extra"]), Throws.Nothing);
        var (missing, unexpected) = linear.load_state_dict(source, strict: false);
        Assert.That(missing, Is.EqualTo(new[] { "weight" }));
        Assert.That(unexpected, Is.EqualTo(new[] { "extra" }));
    }

    [Test]
    public void NewParameter_OfANonLeaf_KeepsItsGraph()
    {
        using var leaf = ones(2, requires_grad: true);
        using var parameter = new Parameter(leaf * 3);

        parameter.sum().backward();

        using var grad = leaf.grad;
        Assert.That(parameter.is_leaf, Is.False);
        Assert.That(grad!.data<float>().ToArray(), Is.All.EqualTo(3));
    }
}
