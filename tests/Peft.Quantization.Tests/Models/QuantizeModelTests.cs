using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests.Models;

[TestFixture]
public sealed class QuantizeModelTests
{
    [TestCase(QuantizationType.NF4)]
    [TestCase(QuantizationType.FP4)]
    [TestCase(QuantizationType.Int8)]
    public void Quantize_Model_ReplacesEveryReferenceAndKeepsOrderBiasAndSkipped(QuantizationType type)
    {
        using var scope = NewDisposeScope();
        using var model = new Open();
        var (x, names, bias) = (randn(3, 64), model.named_children().Select(c => c.name).ToList(), model.First.get_parameter("bias"));
        var before = model.call(x);
        var report = model.Quantize(o => (o.Type, o.DoubleQuantize, o.Skip) = (type, true, ["head"]));

        Assert.That(report.Layers, Is.EqualTo(["first", "listed.0"]));
        Assert.That(report.BytesBefore, Is.EqualTo(2 * 64 * 64 * 4));
        Assert.That(report.BytesAfter, Is.LessThan(report.BytesBefore / (type == QuantizationType.Int8 ? 3 : 6)));
        Assert.That(model.named_children().Select(c => c.name), Is.EqualTo(names));
        Assert.That(model.First, Is.InstanceOf(type == QuantizationType.Int8 ? typeof(Linear8bit) : typeof(Linear4bit)));
        Assert.That(model.First.get_parameter("bias"), Is.SameAs(bias));
        Assert.That(model.Alias, Is.SameAs(model.First));
        Assert.That(model.Head, Is.InstanceOf<Linear>());
        double error = (model.call(x) - before).norm().item<float>() / before.norm().item<float>();
        Assert.That(error, Is.InRange(1e-4, type == QuantizationType.Int8 ? 0.05 : 0.5));
    }

    [Test]
    public void Quantize_SealedField_IsRefusedWithItsName()
    {
        using var model = new Sealed();
        var layer = model.Inner;
        Assert.That(() => model.Quantize(o => { }), Throws.TypeOf<QuantizationException>().With.Message.Contains("Sealed.Inner (Linear)").And.Message.Contains("help:"));
        Assert.That(model.Inner, Is.SameAs(layer));
        Assert.That(model.Open, Is.InstanceOf<Linear>(), "nothing was changed");
        Assert.That(model.Quantize(o => o.Skip = ["Inner"]).Layers, Is.EqualTo(["Open"]));
    }

    [Test]
    public void Quantize_NothingLeft_SaysWhatThereIs()
    {
        using var model = new Open();
        model.Quantize(o => o.Skip = []);
        Assert.That(() => model.Quantize(o => o.Skip = []), Throws.TypeOf<QuantizationException>().With.Message.Contains("3 linear layers, such as first"));
    }

    [Test]
    public void Quantize_BadOptionsOrWeights_AreRefused()
    {
        using var scope = NewDisposeScope();
        using var model = new Open();
        Assert.That(() => model.Quantize(o => o.BlockSize = 48), Throws.TypeOf<PeftConfigException>().With.Message.Contains("48"));
        Assert.That(() => model.Quantize(o => (o.Threshold, o.Type) = (-1, (QuantizationType)9)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("Threshold is -1").And.Message.Contains("Type is 9"));
        using (no_grad())
            model.First.get_parameter("weight")!.fill_(double.NaN);
        Assert.That(() => model.Quantize(o => { }), Throws.TypeOf<QuantizationException>().With.Message.Contains("'first' cannot be quantised"));
        model.to(ScalarType.Float64);
        Assert.That(() => model.Quantize(o => { }), Throws.TypeOf<QuantizationException>().With.Message.Contains("Float64"));
    }

    [TestCase(QuantizationType.NF4, null)]
    [TestCase(QuantizationType.FP4, ScalarType.BFloat16)]
    [TestCase(QuantizationType.Int8, ScalarType.Float32)]
    public void Dequantize_Model_PutsPlainLayersThatComputeTheSame(QuantizationType type, ScalarType? dtype)
    {
        using var scope = NewDisposeScope();
        using var model = new Open();
        model.Quantize(o => (o.Type, o.Skip) = (type, ["head"]));
        var x = randn(3, 64);
        model.train();  // int8 rounds its inputs in evaluation mode
        var before = model.call(x);
        var layer = (Adapters.IQuantizedLayer)model.First;
        var weight = layer.QuantizedWeight.Dequantize(dtype);
        var bias = model.First.get_parameter("bias")!.clone();
        var layers = model.Dequantize(dtype);

        Assert.That(layers, Is.EqualTo(["first", "listed.0"]));
        Assert.That(model.First, Is.InstanceOf<Linear>());
        Assert.That(model.Alias, Is.SameAs(model.First));
        TensorAssert.BitEqual(model.First.get_parameter("weight")!, weight, "weight");
        TensorAssert.BitEqual(model.First.get_parameter("bias")!, bias.to(weight.dtype), "bias");
        Assert.That(model.state_dict().Keys, Has.None.Contains("absmax").And.None.Contains("SCB"));
        model.to(ScalarType.Float32);
        TensorAssert.AreClose(model.call(x), before, 1e-4, dtype == ScalarType.BFloat16 ? 0.02 : 1e-4, "output");
    }

    [Test]
    public void Dequantize_WithoutQuantizedLayersOrToAnotherType_IsRefused()
    {
        using var model = new Open();
        Assert.That(() => model.Dequantize(), Throws.TypeOf<QuantizationException>().With.Message.Contains("no quantised layer"));
        Assert.That(() => model.Dequantize(ScalarType.Int32), Throws.ArgumentException.With.Message.Contains("Int32"));
    }

    [Test]
    public void Quantize_Embeddings_BecomeFourBitTablesAndPlainOnesAgain()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(("table", nn.Embedding(50, 64)), ("head", nn.Linear(64, 3)));
        var ids = tensor(new long[] { 4, 0, 49, 4 });
        var expected = model.call(ids);
        var report = model.Quantize(o => (o.Embeddings, o.Skip) = (true, ["head"]));
        var quantized = model.call(ids);

        Assert.That(report.Layers, Is.EqualTo(["table"]));
        Assert.That(model.children().First(), Is.InstanceOf<Embedding4bit>());
        Assert.That((quantized - expected).norm().item<float>() / expected.norm().item<float>(), Is.InRange(1e-3, 0.5));
        Assert.That(model.Dequantize(), Is.EqualTo(["table"]));
        Assert.That(model.children().First(), Is.InstanceOf<Embedding>());
        TensorAssert.BitEqual(model.call(ids), quantized, "dequantised");
    }

    [Test]
    public void Quantize_EmbeddingsToInt8_IsRefused()
    {
        using var model = new Open();
        Assert.That(() => model.Quantize(o => (o.Type, o.Embeddings) = (QuantizationType.Int8, true)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("Embeddings"));
        Assert.That(() => model.Quantize(o => o.ZeroPoints = true), Throws.TypeOf<PeftConfigException>().With.Message.Contains("ZeroPoints"));
    }

    [Test]
    public void Quantize_SkippingALayerThatIsNotThere_NamesTheNearestAndChangesNothing()
    {
        using var model = new Open();
        Assert.That(() => model.Quantize(o => o.Skip = ["haed"]), Throws.TypeOf<QuantizationException>().With.Message.Contains("no layer 'haed'").And.Message.Contains("head"));
        Assert.That(model.modules().OfType<Linear4bit>(), Is.Empty);
    }

    [Test]
    public void PrepareForKBitTraining_HalfModel_FreezesAndWidensAllButQuantizedWeights()
    {
        using var scope = NewDisposeScope();
        using var model = new Open();
        model.to(ScalarType.BFloat16);
        model.Quantize(o => o.Skip = ["head"]);
        byte[] absmax = model.state_dict()["first.weight.absmax"].bytes.ToArray();
        model.PrepareForKBitTraining();

        Assert.That(model.parameters().Select(p => (p.dtype, p.requires_grad)).Distinct(), Is.EqualTo([(ScalarType.Float32, false)]));
        Assert.That(model.state_dict()["first.weight.absmax"].bytes.ToArray(), Is.EqualTo(absmax));
        Assert.That(model.call(randn(3, 64)).dtype, Is.EqualTo(ScalarType.Float32));
    }

    private sealed class Open : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> first = nn.Linear(64, 64);
        private readonly ModuleList<nn.Module<Tensor, Tensor>> listed = new(nn.Linear(64, 64, hasBias: false));
        private readonly nn.Module<Tensor, Tensor> head = nn.Linear(64, 5);
        private readonly nn.Module<Tensor, Tensor> norm = nn.LayerNorm(64);
        private readonly Dictionary<string, nn.Module<Tensor, Tensor>> _byName;

        public Open()
            : base(nameof(Open))
        {
            RegisterComponents();
            _byName = new() { ["first"] = first };
        }

        public nn.Module<Tensor, Tensor> First => first;

        public nn.Module<Tensor, Tensor> Alias => _byName["first"];

        public nn.Module<Tensor, Tensor> Head => head;

        public override Tensor forward(Tensor input)
        {
            using var hidden = norm.call(listed[0].call(first.call(input)));
            return head.call(hidden);
        }
    }

    private sealed class Sealed : nn.Module<Tensor, Tensor>
    {
        public readonly Linear Inner = nn.Linear(64, 64);
        public readonly nn.Module<Tensor, Tensor> Open = nn.Linear(64, 64);

        public Sealed()
            : base(nameof(Sealed)) => RegisterComponents();

        public override Tensor forward(Tensor input) => Open.call(Inner.call(input));
    }
}
