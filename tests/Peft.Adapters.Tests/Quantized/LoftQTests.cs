using Peft.Checkpoints;
using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Quantized;

/// <summary>LoRA on a quantised model, started from what quantisation lost.</summary>
[TestFixture]
public sealed class LoftQTests
{
    private TempFolder _folder = null!;
    private Module<Tensor, Tensor> _model = null!;
    private Dictionary<string, Tensor> _originals = null!;

    [SetUp]
    public void Quantize()
    {
        _folder = new TempFolder();
        _model = Sequential(("first", Linear(64, 128)), ("second", Linear(128, 64)), ("dense", Linear(64, 8)));
        _originals = _model.named_parameters().Where(p => p.name.EndsWith("weight", StringComparison.Ordinal)).ToDictionary(p => p.name, p => p.parameter.detach().clone().DetachFromDisposeScope());
        SafetensorsFile.Save(_folder.File("model.safetensors"), _originals);
        _model.Quantize(o => o.Skip = ["dense"]);
    }

    [TearDown]
    public void Dispose()
    {
        foreach (var original in _originals.Values)
            original.Dispose();
        _model.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void ReplaceWithLoftQ_AnyScaling_IsTheBestOfItsRankForWhatWasLost([Values(8, 32)] int alpha)
    {
        using var scope = NewDisposeScope();
        var peft = Attach(alpha);
        var dense = peft.AdapterStateDict()["base_model.model.dense.lora_A.weight"].clone();
        var distances = peft.ReplaceWithLoftQ(_folder.Path);
        var tensors = peft.AdapterStateDict();

        Assert.That(distances.Keys, Is.EqualTo(new[] { "first", "second" }));
        foreach (var (path, distance) in distances)
        {
            var lost = _originals[$"{path}.weight"] - Weight(path);
            var (_, s, _) = linalg.svd(lost);
            var rest = lost - tensors[$"base_model.model.{path}.lora_B.weight"].mm(tensors[$"base_model.model.{path}.lora_A.weight"]) * (alpha / 8.0);
            Assert.That(rest.norm().item<float>(), Is.EqualTo(s[8..].norm().item<float>()).Within(1e-4), path);
            Assert.That(distance, Is.EqualTo(rest.norm().item<float>() / lost.norm().item<float>()).Within(1e-4).And.LessThan(0.95), path);
        }
        TensorAssert.BitEqual(tensors["base_model.model.dense.lora_A.weight"], dense, "the layer that is not quantised");
    }

    [Test]
    public void ReplaceWithLoftQ_NotKept_LeavesAAndBAsTheyWere()
    {
        using var scope = NewDisposeScope();
        var peft = Attach(8);
        var before = peft.AdapterStateDict().ToDictionary(t => t.Key, t => t.Value.clone());
        List<string> asked = [];
        var distances = peft.ReplaceWithLoftQ(path => _originals[path + ".weight"], keep: path =>
        {
            asked.Add(path);
            Assert.That(peft.AdapterStateDict()[$"base_model.model.{path}.lora_B.weight"].abs().max().item<float>(), Is.GreaterThan(0));
            return path == "second";
        });

        Assert.That((asked, distances.Keys), Is.EqualTo((new[] { "first", "second" }, new[] { "second" })));
        TensorAssert.BitEqual(peft.AdapterStateDict()["base_model.model.first.lora_A.weight"], before["base_model.model.first.lora_A.weight"], "A");
        Assert.That(peft.AdapterStateDict()["base_model.model.first.lora_B.weight"].count_nonzero().item<long>(), Is.Zero);
    }

    [Test]
    public void ReplaceWithLoftQ_OtherWeightsOrAdapters_IsAnError()
    {
        using var scope = NewDisposeScope();
        var peft = Attach(8);
        void Refused<TException>(Action replace, string message)
            where TException : Exception => Assert.That(replace, Throws.TypeOf<TException>().With.Message.Contains(message));

        Refused<PeftConfigException>(() => peft.ReplaceWithLoftQ(path => randn(_originals[path + ".weight"].shape)), "'first' is not the one that was quantised");
        Refused<PeftConfigException>(() => peft.ReplaceWithLoftQ(path => _originals[path + ".weight"].t()), "[64, 128], but what was quantised is [128, 64]");
        Refused<AdapterStateException>(() => peft.ReplaceWithLoftQ(_folder.Path, "other"), "no adapter of this name");
        peft.AddAdapter(new LoraConfig { TargetModules = ["first"], UseDora = true }, "dora");
        peft.AddAdapter(new LoraConfig { TargetModules = ["dense"] }, "dense");
        Refused<PeftConfigException>(() => peft.ReplaceWithLoftQ(_folder.Path, "dora"), "variant of LoRA");
        Refused<AdapterStateException>(() => peft.ReplaceWithLoftQ(_folder.Path, "dense"), "no quantised linear layer");
        peft.SetActive("default");
        peft.Merge();
        Refused<AdapterStateException>(() => peft.ReplaceWithLoftQ(_folder.Path), "merged");
    }

    private PeftModel Attach(int alpha) => _model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha) = (["first", "second", "dense"], 8, alpha));

    private Tensor Weight(string path) => _model.modules().OfType<Linear4bit>().Single(l => l.InFeatures == (path == "first" ? 64 : 128)).QuantizedWeight.Dequantize();
}
