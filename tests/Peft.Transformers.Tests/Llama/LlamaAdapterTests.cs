using Peft.Attachment;
using Peft.Generation;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

[TestFixture]
public sealed class LlamaAdapterTests
{
    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.BFloat16)]
    public void AddLora_AllLinear_ReplacesEveryProjection(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create(dtype: type);
        var tokens = TinyLlama.Tokens(2, 6);
        var before = model.call(tokens);

        var peft = model.AddLora(c => c.TargetModules = ModuleTargets.AllLinear);

        Assert.That(peft.Sites.Select(s => s.Path.Split('.')[^1]).Distinct(), Is.EquivalentTo(["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]));
        Assert.That(peft.Sites, Has.Count.EqualTo(14).And.All.Property("Strategy").EqualTo(SiteStrategy.Replace));
        TensorAssert.AreClose(model.call(tokens), before, 1e-5, 1e-5, "logits with an adapter that has not learned");
    }

    [Test]
    public void Merge_IntoAnEmbeddingThatTheOutputLayerUsesToo_IsRefused()
    {
        using var model = TinyLlama.Create(c => c.TieWordEmbeddings = true);
        var peft = model.AddLora(c => c.TargetModules = ["embed_tokens"]);

        Assert.That(() => peft.Merge(), Throws.TypeOf<Peft.Adapters.AdapterStateException>().With.Message.Contains("embed_tokens").And.Message.Contains("'lm_head'"));
    }

    [Test]
    public void AddLora_Trained_LowersTheLossAndChangesGeneration()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create();
        var tokens = TinyLlama.Tokens(1, 10);
        int[] prompt = [.. tokens[0].data<long>().Take(3).Select(id => (int)id)];
        int[] wanted = [.. tokens[0].data<long>().Skip(3).Select(id => (int)id)];
        model.AddLora(c => c.TargetModules = ModuleTargets.AllLinear);
        using var optimizer = optim.AdamW(model.parameters().Where(p => p.requires_grad).ToList(), 0.01);

        for (int step = 0; step < 120; step++)
        {
            using var stepScope = NewDisposeScope();
            optimizer.zero_grad();
            LlamaForCausalLM.Loss(model.call(tokens), tokens).backward();
            optimizer.step();
        }

        Assert.That(LlamaForCausalLM.Loss(model.call(tokens), tokens).ToSingle(), Is.LessThan(0.3));
        Assert.That(model.Generate(prompt, new() { MaxNewTokens = 7 }), Is.EqualTo(wanted));
    }

    [Test]
    public void SavePretrained_WithAdapters_IsRefused()
    {
        using var folder = new TempFolder();
        using var model = TinyLlama.Create();
        var peft = model.AddLora(c => c.TargetModules = ["q_proj"]);

        Assert.That(() => model.SavePretrained(folder.Path), Throws.InvalidOperationException.With.Message.Contains("q_proj").And.Message.Contains("help:"));
        peft.Detach();
        Assert.That(() => model.SavePretrained(folder.Path), Throws.Nothing);
    }
}
