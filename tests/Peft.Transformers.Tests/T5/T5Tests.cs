using Peft.Attachment;
using Peft.Checkpoints;
using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.T5;

[TestFixture]
public sealed class T5Tests
{
    private const int Vocabulary = 61;

    private static readonly int[][] s_sources = [[5, 9, 33, 2, 1], [7, 1], [12, 8, 40, 1]];

    [TestCase("relu", true)]
    [TestCase("gated-gelu", false)]
    public void Generate_WithCacheAndInBatches_GivesTheSameTokens(string feedForward, bool tied)
    {
        using var model = Create(c => (c.FeedForwardProj, c.TieWordEmbeddings) = (feedForward, tied));
        var options = new GenerationOptions { MaxNewTokens = 12 };

        var batch = model.GenerateBatch(s_sources, options);

        Assert.That(batch, Is.EqualTo(s_sources.Select(s => model.Generate(s, options))));
        Assert.That(batch, Is.EqualTo(model.GenerateBatch(s_sources, new() { MaxNewTokens = 12, UseCache = false })));
        Assert.That(batch.Select(t => string.Join(' ', t)).Distinct().Count(), Is.GreaterThan(1), "targets differ");
    }

    [Test]
    public void Decoder_TargetInPieces_EqualsWhole()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        using var model = Create();
        using var cache = new KvCache();
        using var sourceCache = new KvCache();
        var (source, target) = (Tokens(2, 6), Tokens(2, 9));
        var states = model.Encode(source);

        var whole = model.Decoder.call(model.Embedding.call(target), null, new(states), null);
        foreach (var (start, length) in new[] { (0, 4), (4, 1), (5, 3), (8, 1) })
        {
            var piece = model.Decoder.call(model.Embedding.call(target.narrow(1, start, length)), null, new(states, null, sourceCache), cache);
            TensorAssert.AreClose(piece, whole.narrow(1, start, length), 1e-4, 1e-5, $"from {start}");
        }
        Assert.That((cache.Length, sourceCache.Length), Is.EqualTo((9L, 6L)));
    }

    [Test]
    public void Forward_SourcePadding_LeavesTheLogitsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var (source, target) = (Tokens(2, 5), Tokens(2, 4));
        var padded = cat([source, zeros([2, 3], ScalarType.Int64)], 1);
        var mask = cat([ones([2, 5], ScalarType.Int64), zeros([2, 3], ScalarType.Int64)], 1);

        TensorAssert.AreClose(model.call(padded, mask, target), model.call(source, null, target), 1e-4, 1e-5, "logits");
    }

    [Test]
    public void ToLogits_HeadOfItsOwn_IsNotScaled()
    {
        using var scope = NewDisposeScope();
        using var tied = Create();
        using var own = Create(c => c.TieWordEmbeddings = false);
        using (no_grad())
        {
            foreach (var (name, parameter) in own.named_parameters())
                parameter.copy_(name == "lm_head.weight" ? tied.get_parameter("shared.weight")! / Math.Sqrt(tied.Config.DModel) : tied.get_parameter(name)!);
        }

        TensorAssert.AreClose(own.call(Tokens(1, 5), null, Tokens(1, 4)), tied.call(Tokens(1, 5), null, Tokens(1, 4)), 1e-4, 1e-5, "logits");
    }

    [TestCase(null, true, true)]
    [TestCase(null, false, false)]
    [TestCase(false, true, false)]
    [TestCase(true, true, true)]
    public void Config_HeadIsTied_WhereOutputsAreScaled(bool? scales, bool ties, bool expected) =>
        Assert.That(new T5Config { ScaleDecoderOutputs = scales, TieWordEmbeddings = ties }.TiesHead, Is.EqualTo(expected));

    [Test]
    public void Forward_GatedGelu_GatesWithTheApproximation()
    {
        using var scope = NewDisposeScope();
        using var model = Create(c => c.FeedForwardProj = "gated-gelu");
        var dense = model.Encoder.modules().OfType<T5Dense>().First();
        var x = randn(2, 3, 32);
        Tensor Linear(string name, Tensor input) => nn.functional.linear(input, dense.get_parameter(name + ".weight")!);

        var u = Linear("wi_0", x);
        var gelu = u * 0.5 * (1 + (Math.Sqrt(2 / Math.PI) * (u + (0.044715 * u.pow(3)))).tanh());

        TensorAssert.AreClose(dense.call(x), Linear("wo", gelu * Linear("wi_1", x)), 1e-4, 1e-5, "output");
    }

    // Both directions share 32 groups: 8 exact distances, then groups that begin at these distances; 128 and more are in the last.
    [TestCase(true, new[] { 0, 1, 7, 8, 11, 12, 15, 16, 22, 23, 31, 32, 45, 46, 63, 64, 90, 91, 128, 5000 }, new[] { 0, 1, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 15 })]
    [TestCase(false, new[] { 0, 1, 15, 16, 18, 19, 20, 21, 31, 32, 112, 113, 128, 5000 }, new[] { 0, 1, 15, 16, 16, 17, 17, 18, 21, 21, 30, 31, 31, 31 })]
    public void Group_Distance_WidensWithTheLogarithm(bool isBidirectional, int[] distances, int[] expected)
    {
        var positions = new RelativePositions(32, 128, isBidirectional);

        Assert.That(distances.Select(d => positions.Group(-d)), Is.EqualTo(expected), "keys before the query");
        Assert.That(distances.Skip(1).Select(d => positions.Group(d)), Is.EqualTo(expected.Skip(1).Select(e => isBidirectional ? e + 16 : 0)), "keys behind it");
    }

    [Test]
    public void Groups_AfterCachedTokens_AreTheLastRows()
    {
        using var scope = NewDisposeScope();
        var positions = new RelativePositions(8, 20, isBidirectional: true);

        TensorAssert.BitEqual(positions.Groups(2, 5, CPU), positions.Groups(7, 0, CPU).narrow(0, 5, 2), "groups");
    }

    [Test]
    public void Forward_Dropout_ActsInTrainingOnly()
    {
        using var scope = NewDisposeScope();
        using var model = Create(c => c.DropoutRate = 0.3);
        var (source, target) = (Tokens(1, 6), Tokens(1, 5));
        Tensor Run() => model.call(source, null, target);

        Assert.That(Run().Equals(Run()), "evaluation");
        model.train();
        Assert.That(Run().Equals(Run()), Is.False, "training");
    }

    [TestCase("relu", true, ScalarType.Float32)]
    [TestCase("gated-gelu", false, ScalarType.BFloat16)]
    public void SavePretrained_ThenLoaded_IsTheSameModel(string feedForward, bool tied, ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create(c => (c.FeedForwardProj, c.TieWordEmbeddings) = (feedForward, tied), type);
        Tensor Run(T5ForConditionalGeneration t5) => t5.call(Tokens(2, 7), null, Tokens(2, 4));
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict();
        tensors["encoder.embed_tokens.weight"] = tensors["shared.weight"];
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);

        using var loaded = T5ForConditionalGeneration.FromPretrained(folder.Path);

        TensorAssert.BitEqual(Run(loaded), Run(model), "logits");
        Assert.That(Run(loaded).dtype, Is.EqualTo(ScalarType.Float32));
        Assert.That(loaded.state_dict().ContainsKey("lm_head.weight"), Is.Not.EqualTo(tied));
    }

    [Test]
    public void DecoderInputs_Labels_AreShiftedBehindTheStartToken()
    {
        using var scope = NewDisposeScope();
        using var model = Create(c => c.DecoderStartTokenId = 3);
        var labels = tensor(new long[,] { { 8, 9, 10 }, { 8, -100, -100 } });

        Assert.That(model.DecoderInputs(labels).data<long>(), Is.EqualTo(new long[] { 3, 8, 9, 3, 8, 0 }));
    }

    [Test]
    public void Forward_MisusedStackOrMask_SaysWhatIsWrong()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var vectors = model.Embedding.call(Tokens(2, 5));

        Assert.That(() => model.Decoder.call(vectors, null, null, null), Throws.ArgumentException.With.Message.Contains("help:"));
        Assert.That(() => model.call(Tokens(2, 5), ones([2, 4], ScalarType.Int64), Tokens(2, 3)), Throws.ArgumentException.With.Message.Contains("is [2, 4] but should be [2, 5]"));
        Assert.That(() => model.Generate([]), Throws.ArgumentException.With.Message.Contains("help:"));
    }

    [TestCase("\"d_kv\": 0", "d_kv is 0")]
    [TestCase("\"feed_forward_proj\": \"gated-mish\"", "feed_forward_proj is \"gated-mish\"")]
    [TestCase("\"relative_attention_num_buckets\": 31", "not a multiple")]
    [TestCase("\"relative_attention_max_distance\": 16", "relative_attention_max_distance is 16")]
    [TestCase("\"dropout_rate\": -0.1", "dropout_rate is -0.1")]
    public void FromFolder_UnusableField_SaysWhich(string field, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("config.json"), $"{{{field}}}");

        Assert.That(() => T5Config.FromFolder(folder.Path), Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem));
    }

    [Test]
    public void AddLora_AllLinear_ReplacesEveryProjectionAndLeavesNothing()
    {
        using var model = Create(c => c.FeedForwardProj = "gated-gelu");
        var peft = model.AddLora(c => c.TargetModules = ModuleTargets.AllLinear);
        using var source = Tokens(2, 6);
        using var labels = Tokens(2, 4);

        Assert.That(peft.Sites, Has.Count.EqualTo((2 * 7) + (2 * 11)).And.All.Property("Strategy").EqualTo(SiteStrategy.Replace));
        LeakGuard.NoTensorsLeft(() =>
        {
            using var inputs = model.DecoderInputs(labels);
            using var logits = model.call(source, null, inputs);
            using var loss = T5ForConditionalGeneration.Loss(logits, labels);
            loss.backward();
            model.GenerateBatch(s_sources, new() { MaxNewTokens = 3 });
        });
    }

    private static T5ForConditionalGeneration Create(Action<T5Config>? change = null, ScalarType type = ScalarType.Float32)
    {
        random.manual_seed(7);
        var config = new T5Config { VocabSize = Vocabulary, DModel = 32, DKv = 8, DFf = 48, NumLayers = 2, NumHeads = 4 };
        change?.Invoke(config);
        var model = new T5ForConditionalGeneration(config, type);
        model.eval();
        return model;
    }

    private static Tensor Tokens(int batch, int length)
    {
        random.manual_seed(11);
        return randint(2, Vocabulary, [batch, length], ScalarType.Int64);
    }
}
