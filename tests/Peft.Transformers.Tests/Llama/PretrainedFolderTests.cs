using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

[TestFixture]
public sealed class PretrainedFolderTests
{
    [TestCase(false, ScalarType.Float32)]
    [TestCase(true, ScalarType.Float32)]
    [TestCase(false, ScalarType.BFloat16)]
    [TestCase(true, ScalarType.Float16)]
    public void SavePretrained_ThenLoaded_IsTheSameModel(bool tied, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = TinyLlama.Create(c => c.TieWordEmbeddings = tied, type);
        var tokens = TinyLlama.Tokens(2, 7);

        model.SavePretrained(folder.Path);
        using var loaded = LlamaForCausalLM.FromPretrained(folder.Path);

        Assert.That(loaded.training, Is.False);
        Assert.That(loaded.state_dict().Keys, Is.EquivalentTo(model.state_dict().Keys));
        Assert.That(loaded.state_dict().ContainsKey("lm_head.weight"), Is.Not.EqualTo(tied));
        foreach (var (name, tensor) in model.state_dict())
            TensorAssert.BitEqual(loaded.state_dict()[name], tensor, name);
        TensorAssert.BitEqual(loaded.call(tokens), model.call(tokens), "logits");
    }

    [Test]
    public void FromPretrained_OtherType_Converts()
    {
        using var folder = new TempFolder();
        using var model = TinyLlama.Create();
        model.SavePretrained(folder.Path);
        var reports = new List<ModelLoadProgress>();

        using var loaded = LlamaForCausalLM.FromPretrained(folder.Path, ScalarType.BFloat16, progress: new Recorder(reports));

        Assert.That(loaded.parameters().Select(p => p.dtype), Is.All.EqualTo(ScalarType.BFloat16));
        Assert.That(reports, Has.Count.EqualTo(model.parameters().Count()));
        Assert.That(reports[^1].Bytes, Is.EqualTo(reports[^1].TotalBytes).And.EqualTo(model.parameters().Sum(p => p.numel() * sizeof(float))));
    }

    [Test]
    public void FromPretrained_WrongTensors_NamesThemAll()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = TinyLlama.Create();
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict();
        tensors.Remove("model.norm.weight");
        tensors["model.layers.0.mlp.up_proj.weight"] = zeros(3, 4);
        tensors["model.layers.0.extra"] = zeros(1);
        tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = zeros(4);
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);

        Assert.That(() => LlamaForCausalLM.FromPretrained(folder.Path), Throws.TypeOf<CheckpointFormatException>()
            .With.Message.Contains("it lacks 1: 'model.norm.weight'")
            .And.Message.Contains("of another shape or type are 1: 'model.layers.0.mlp.up_proj.weight' is [3, 4] but should be [48, 32]")
            .And.Message.Contains("to nothing in the model belong 1: 'model.layers.0.extra'"));
    }

    [Test]
    public void FromPretrained_TiedWithHeadInFile_TakesTheEmbedding()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = TinyLlama.Create(c => c.TieWordEmbeddings = true);
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict();
        tensors["lm_head.weight"] = zeros(TinyLlama.Vocabulary, 32);
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);
        var tokens = TinyLlama.Tokens(1, 4);

        using var loaded = LlamaForCausalLM.FromPretrained(folder.Path);

        TensorAssert.BitEqual(loaded.call(tokens), model.call(tokens), "logits");
    }

    private sealed class Recorder(List<ModelLoadProgress> reports) : IProgress<ModelLoadProgress>
    {
        public void Report(ModelLoadProgress value) => reports.Add(value);
    }
}
