using Peft.Attachment;
using Peft.Checkpoints;
using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Gpt2;

[TestFixture]
public sealed class Gpt2Tests
{
    private const int Vocabulary = 61;

    [Test]
    public void NextLogits_WithCacheAndPadding_EqualsWithout()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = Create();
        using var cache = new KvCache();
        var tokens = Tokens(2, 12);
        var mask = ones([2, 12], ScalarType.Int64);
        mask[0, 0] = 0;
        mask[0, 1] = 0;

        foreach (var (start, length) in new[] { (0, 5), (5, 1), (6, 4), (10, 2) })
        {
            var cached = model.NextLogits(tokens.narrow(1, start, length), mask.narrow(1, 0, start + length), cache);
            var whole = model.NextLogits(tokens.narrow(1, 0, start + length), mask.narrow(1, 0, start + length), null);
            TensorAssert.AreClose(cached, whole, 1e-4, 1e-5, $"after {start + length} tokens");
        }
    }

    [Test]
    public void Forward_Padding_LeavesTokensAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var tokens = Tokens(1, 5);
        var padding = zeros([1, 3], ScalarType.Int64);
        var (real, none) = (ones([1, 5], ScalarType.Int64), zeros([1, 3], ScalarType.Int64));
        var expected = model.call(tokens);

        TensorAssert.AreClose(model.call(cat([padding, tokens], 1), cat([none, real], 1)).narrow(1, 3, 5), expected, 1e-4, 1e-5, "left");
        TensorAssert.AreClose(model.call(cat([tokens, padding], 1), cat([real, none], 1)).narrow(1, 0, 5), expected, 1e-4, 1e-5, "right");
    }

    [Test]
    public void Forward_LongerThanPositions_SaysHowManyThereAre()
    {
        using var scope = NewDisposeScope();
        using var model = Create();

        Assert.That(() => model.call(Tokens(1, 17)), Throws.ArgumentException.With.Message.Contains("17 tokens").And.Message.Contains("16 positions"));
    }

    [TestCase(true, 1, 1.0)]
    [TestCase(false, 1, 0.5)]
    [TestCase(true, 2, 2.0)]
    public void Forward_ScoreScaling_IsThatOfScaledQueries(bool scales, int layers, double divisor)
    {
        using var scope = NewDisposeScope();
        using var model = Create(c => (c.NLayer, c.NEmbd, c.ScaleAttnWeights, c.ScaleAttnByInverseLayerIdx) = (layers, 16, scales, true));
        using var plain = Create(c => (c.NLayer, c.NEmbd) = (layers, 16));
        using (no_grad())
        {
            foreach (var (name, parameter) in plain.named_parameters())
                parameter.copy_(model.get_parameter(name)!);
            // The queries are the first third of the columns.
            plain.get_parameter($"transformer.h.{layers - 1}.attn.c_attn.weight")!.narrow(1, 0, 16).div_(divisor);
            plain.get_parameter($"transformer.h.{layers - 1}.attn.c_attn.bias")!.narrow(0, 0, 16).div_(divisor);
        }

        TensorAssert.AreClose(model.call(Tokens(1, 6)), plain.call(Tokens(1, 6)), 1e-4, 1e-5, "logits");
    }

    [TestCase("ResidPdrop")]
    [TestCase("EmbdPdrop")]
    [TestCase("AttnPdrop")]
    public void Forward_Dropout_ActsInTrainingOnly(string rate)
    {
        using var scope = NewDisposeScope();
        using var model = Create(c => typeof(Gpt2Config).GetProperty(rate)!.SetValue(c, 0.5));
        var tokens = Tokens(1, 8);

        Assert.That(model.call(tokens).Equals(model.call(tokens)), "evaluation");
        model.train();
        Assert.That(model.call(tokens).Equals(model.call(tokens)), Is.False, "training");
    }

    [TestCase(true, ScalarType.Float32)]
    [TestCase(false, ScalarType.BFloat16)]
    public void SavePretrained_ThenLoaded_IsTheSameModel(bool tied, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create(c => c.TieWordEmbeddings = tied, type);
        var tokens = Tokens(2, 7);

        model.SavePretrained(folder.Path);
        using var loaded = Gpt2LMHeadModel.FromPretrained(folder.Path);

        Assert.That(loaded.state_dict().Keys, Is.EquivalentTo(model.state_dict().Keys));
        TensorAssert.BitEqual(loaded.call(tokens), model.call(tokens), "logits");
        Assert.That(loaded.call(tokens).dtype, Is.EqualTo(ScalarType.Float32));
    }

    [Test]
    public void FromPretrained_NamesOfThePublishedFiles_AreTaken()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create();
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict().ToDictionary(t => t.Key["transformer.".Length..], t => t.Value);
        tensors["h.0.attn.bias"] = ones(1, 1, 16, 16).tril();
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);

        using var loaded = Gpt2LMHeadModel.FromPretrained(folder.Path);

        TensorAssert.BitEqual(loaded.call(Tokens(1, 4)), model.call(Tokens(1, 4)), "logits");
    }

    [TestCase("\"n_head\": 3", "n_embd 16 is not a multiple of n_head 3")]
    [TestCase("\"n_positions\": 0", "n_positions is 0")]
    [TestCase("\"activation_function\": \"mish\"", "activation_function is \"mish\"")]
    [TestCase("\"attn_pdrop\": 1.0", "attn_pdrop is 1")]
    [TestCase("\"add_cross_attention\": true", "add_cross_attention")]
    [TestCase("\"model_type\": \"llama\"", "model_type is \"llama\", not \"gpt2\"")]
    public void FromFolder_UnusableField_SaysWhich(string field, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("config.json"), $"{{\"n_embd\": 16, {field}}}");

        Assert.That(() => Gpt2Config.FromFolder(folder.Path), Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem));
    }

    [Test]
    public void AddLora_OnConv1D_TrainsWithoutLeaks()
    {
        using var model = Create();
        var peft = model.AddLora(c => c.TargetModules = ["c_attn", "c_fc"]);
        using var tokens = Tokens(2, 6);

        Assert.That(peft.Sites, Has.Count.EqualTo(4).And.All.Property("Strategy").EqualTo(SiteStrategy.Replace));
        LeakGuard.NoTensorsLeft(() =>
        {
            using var logits = model.call(tokens);
            using var loss = CausalLanguageModel.Loss(logits, tokens);
            loss.backward();
        });
    }

    private static Gpt2LMHeadModel Create(Action<Gpt2Config>? change = null, ScalarType type = ScalarType.Float32)
    {
        random.manual_seed(7);
        var config = new Gpt2Config { VocabSize = Vocabulary, NPositions = 16, NEmbd = 32, NLayer = 2, NHead = 4, InitializerRange = 0.3 };
        change?.Invoke(config);
        var model = new Gpt2LMHeadModel(config, type);
        model.eval();
        return model;
    }

    private static Tensor Tokens(int batch, int length)
    {
        random.manual_seed(11);
        return randint(Vocabulary, [batch, length], ScalarType.Int64);
    }
}
