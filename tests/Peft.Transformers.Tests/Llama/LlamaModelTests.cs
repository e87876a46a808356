using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Llama;

[TestFixture]
public sealed class LlamaModelTests
{
    [Test]
    public void Modules_HaveHuggingFaceNamesAndReplaceableFields()
    {
        using var model = TinyLlama.Create(c => (c.AttentionBias, c.MlpBias) = (true, true));

        string[] layer = [.. model.named_parameters().Select(p => p.name).Where(n => n.StartsWith("model.layers.1.")).Select(n => n["model.layers.1.".Length..])];
        Assert.That(layer, Is.EquivalentTo(new[] { "q_proj", "k_proj", "v_proj", "o_proj" }.SelectMany(p => new[] { $"self_attn.{p}.weight", $"self_attn.{p}.bias" })
            .Concat(new[] { "gate_proj", "up_proj", "down_proj" }.SelectMany(p => new[] { $"mlp.{p}.weight", $"mlp.{p}.bias" }))
            .Concat(["input_layernorm.weight", "post_attention_layernorm.weight"])));
        Assert.That(model.named_parameters().Select(p => p.name).Except(model.named_parameters().Select(p => p.name).Where(n => n.StartsWith("model.layers."))),
            Is.EquivalentTo(["model.embed_tokens.weight", "model.norm.weight", "lm_head.weight"]));
        Assert.That(model.modules().OfType<Linear>().Count(), Is.EqualTo((2 * 7) + 1));
    }

    [Test]
    public void Forward_LeftAndRightPadding_LeavesTokensAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create();
        var tokens = TinyLlama.Tokens(1, 5);
        var padding = zeros([1, 3], ScalarType.Int64);
        var (real, none) = (ones([1, 5], ScalarType.Int64), zeros([1, 3], ScalarType.Int64));
        var expected = model.call(tokens);

        var left = model.call(cat([padding, tokens], 1), cat([none, real], 1));
        var right = model.call(cat([tokens, padding], 1), cat([real, none], 1));

        TensorAssert.AreClose(left.narrow(1, 3, 5), expected, 1e-4, 1e-5, "left");
        TensorAssert.AreClose(right.narrow(1, 0, 5), expected, 1e-4, 1e-5, "right");
        Assert.That(left.isnan().any().ToBoolean(), Is.False);
    }

    [Test]
    public void Forward_SlidingWindow_SeesOnlyTheWindow()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create(c => (c.NumHiddenLayers, c.SlidingWindow) = (1, 3));
        var tokens = TinyLlama.Tokens(1, 8);
        var changed = tokens.clone();
        changed[0, 4] = (tokens[0, 4].ToInt64() + 1) % TinyLlama.Vocabulary;

        var difference = model.call(tokens).sub(model.call(changed)).abs().amax([2])[0];

        Assert.That(difference.gt(1e-6).data<bool>(), Is.EqualTo([false, false, false, false, true, true, true, false]));
    }

    [Test]
    public void Forward_MaskOfWrongShape_SaysWhichIsRight()
    {
        using var scope = NewDisposeScope();
        using var model = TinyLlama.Create();

        Assert.That(() => model.call(TinyLlama.Tokens(2, 5), ones([2, 4], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("is [2, 4] but should be [2, 5]"));
    }

    [Test]
    public void Forward_TiedHead_GivesGradientOfBothUses()
    {
        using var scope = NewDisposeScope();
        using var tied = TinyLlama.Create(c => c.TieWordEmbeddings = true);
        using var untied = TinyLlama.Create(c => c.TieWordEmbeddings = false);
        foreach (var (name, parameter) in untied.named_parameters())
        {
            using var _ = no_grad();
            parameter.copy_(tied.get_parameter(name == "lm_head.weight" ? "model.embed_tokens.weight" : name)!);
        }
        var tokens = TinyLlama.Tokens(2, 6);

        LlamaForCausalLM.Loss(tied.call(tokens), tokens).backward();
        LlamaForCausalLM.Loss(untied.call(tokens), tokens).backward();

        var sum = Gradient(untied, "model.embed_tokens.weight").add(Gradient(untied, "lm_head.weight"));
        TensorAssert.AreClose(Gradient(tied, "model.embed_tokens.weight"), sum, 1e-4, 1e-6, "gradient");
        Assert.That(tied.parameters().Count(), Is.EqualTo(untied.parameters().Count() - 1));
    }

    [Test]
    public void HalfLinear_FrozenAndTrainable_GiveTheSameInputGradient()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(3);
        using var weight = new Parameter(randn(4, 3).to(ScalarType.BFloat16));
        using var bias = new Parameter(randn(4).to(ScalarType.BFloat16));
        using var layer = new HalfLinear(weight, bias);
        var values = randn(2, 5, 3);

        var trainable = InputGradient(layer, values);
        weight.requires_grad = false;
        var frozen = InputGradient(layer, values);

        TensorAssert.BitEqual(frozen, trainable, "gradient");
        Assert.That(weight.grad!.dtype, Is.EqualTo(ScalarType.BFloat16));
        TensorAssert.AreClose(layer.call(values), nn.functional.linear(values, weight.to(ScalarType.Float32), bias.to(ScalarType.Float32)), 1e-6, 1e-6, "output");
    }

    [Test]
    public void Loss_LabelsOfWrongShape_SaysBoth() => Assert.That(
        () => LlamaForCausalLM.Loss(zeros(2, 3, 5), zeros([2, 4], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("Logits are [2, 3, 5] and labels [2, 4]"));

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.BFloat16)]
    public void ForwardAndBackward_Repeated_LeaveNoTensors(ScalarType type)
    {
        using var model = TinyLlama.Create(c => c.TieWordEmbeddings = true, type);
        foreach (var parameter in model.parameters().Skip(1))
            parameter.requires_grad = false;
        using var tokens = TinyLlama.Tokens(2, 6);
        using var mask = ones([2, 6], ScalarType.Int64);

        LeakGuard.NoTensorsLeft(() =>
        {
            using var logits = model.call(tokens, mask);
            using var loss = LlamaForCausalLM.Loss(logits, tokens);
            loss.backward();
        });
    }

    [Test]
    public void Create_InsideScope_OutlivesIt()
    {
        LlamaForCausalLM model;
        using (NewDisposeScope())
            model = TinyLlama.Create();

        using var tokens = TinyLlama.Tokens(1, 3);
        using var logits = model.call(tokens);
        Assert.That(logits.shape, Is.EqualTo([1, 3, TinyLlama.Vocabulary]));
        model.Dispose();
    }

    private static Tensor InputGradient(HalfLinear layer, Tensor values)
    {
        var input = values.clone().requires_grad_();
        layer.call(input).mul(layer.call(values).detach()).sum().backward();
        return input.grad!;
    }

    private static Tensor Gradient(LlamaForCausalLM model, string name) => model.get_parameter(name)!.grad!;
}
