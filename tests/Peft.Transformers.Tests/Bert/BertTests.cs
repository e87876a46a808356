using Peft.Attachment;
using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Bert;

[TestFixture]
public sealed class BertTests
{
    private const int Vocabulary = 61;

    [Test]
    public void Forward_Padding_LeavesTheLogitsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        using var roberta = CreateRoberta();
        var tokens = Tokens(2, 5);
        var padded = cat([tokens, ones([2, 3], ScalarType.Int64)], 1);
        var mask = cat([ones([2, 5], ScalarType.Int64), zeros([2, 3], ScalarType.Int64)], 1);

        TensorAssert.AreClose(model.call(padded, mask), model.call(tokens), 1e-4, 1e-5, "bert");
        TensorAssert.AreClose(roberta.call(padded, mask), roberta.call(tokens), 1e-4, 1e-5, "roberta");
    }

    [Test]
    public void Forward_TokenTypes_MakeADifference()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var (tokens, types) = (Tokens(1, 6), tensor(new long[] { 0, 0, 0, 1, 1, 1 }).unsqueeze(0));

        Assert.That(model.call(tokens, null, types).Equals(model.call(tokens)), Is.False);
        TensorAssert.BitEqual(model.call(tokens, null, zeros_like(types)), model.call(tokens), "first type everywhere");
    }

    [Test]
    public void FromVectors_EmbeddedTokens_EqualsForward()
    {
        using var scope = NewDisposeScope();
        using var model = CreateRoberta();
        var tokens = Tokens(2, 6);

        TensorAssert.BitEqual(model.Classify(model.Model.FromVectors(model.Model.Embedding.call(tokens))), model.call(tokens), "logits");
    }

    [TestCase("HiddenDropoutProb")]
    [TestCase("AttentionProbsDropoutProb")]
    [TestCase("ClassifierDropout")]
    public void Forward_Dropout_ActsInTrainingOnly(string rate)
    {
        using var scope = NewDisposeScope();
        using var bert = Create(c => typeof(BertConfig).GetProperty(rate)!.SetValue(c, 0.5));
        using var roberta = CreateRoberta(c => typeof(RobertaConfig).GetProperty(rate)!.SetValue(c, 0.5));
        var tokens = Tokens(1, 8);

        foreach (SequenceClassifier model in new SequenceClassifier[] { bert, roberta })
        {
            Assert.That(model.call(tokens).Equals(model.call(tokens)), "evaluation");
            model.train();
            Assert.That(model.call(tokens).Equals(model.call(tokens)), Is.False, "training");
        }
    }

    [Test]
    public void Forward_LongerThanPositions_SaysHowManyThereAre()
    {
        using var scope = NewDisposeScope();
        using var bert = Create();
        using var roberta = CreateRoberta();

        Assert.That(() => bert.call(Tokens(1, 17)), Throws.ArgumentException.With.Message.Contains("16 positions"));
        Assert.That(() => roberta.call(Tokens(1, 15)), Throws.ArgumentException.With.Message.Contains("14 positions"));
        Assert.That(() => bert.call(Tokens(2, 5), ones([2, 4], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("is [2, 4] but should be [2, 5]"));
    }

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.BFloat16)]
    public void SavePretrained_ThenLoaded_IsTheSameModel(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create(type: type);

        model.SavePretrained(folder.Path);
        using var loaded = BertForSequenceClassification.FromPretrained(folder.Path);

        Assert.That(loaded.Config.Id2Label, Is.EqualTo(model.Config.Id2Label));
        Assert.That(File.ReadAllText(folder.File("config.json")), Does.Contain("\"label2id\"").And.Contain("\"yes\": 1"));
        TensorAssert.BitEqual(loaded.call(Tokens(2, 7)), model.call(Tokens(2, 7)), "logits");
        Assert.That(loaded.call(Tokens(1, 2)).dtype, Is.EqualTo(ScalarType.Float32));
    }

    [Test]
    public void FromPretrainedEncoder_NamesOfThePublishedFiles_AreTakenAndTheClassifierIsNew()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create();
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict().Where(t => !t.Key.StartsWith("classifier", StringComparison.Ordinal))
            .ToDictionary(t => t.Key["bert.".Length..].Replace("LayerNorm.weight", "LayerNorm.gamma").Replace("LayerNorm.bias", "LayerNorm.beta"), t => t.Value);
        tensors["cls.predictions.bias"] = zeros(Vocabulary);
        tensors["embeddings.position_ids"] = arange(16).unsqueeze(0);
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);

        Assert.That(() => BertForSequenceClassification.FromPretrained(folder.Path), Throws.TypeOf<CheckpointFormatException>().With.Message.Contains("'classifier.weight'"));
        using var loaded = BertForSequenceClassification.FromPretrainedEncoder(folder.Path, ["a", "b", "c", "d"]);

        Assert.That(loaded.call(Tokens(2, 3)).shape, Is.EqualTo([2, 4]));
        TensorAssert.BitEqual(loaded.Model.call(Tokens(1, 4), null, null, null), model.Model.call(Tokens(1, 4), null, null, null), "hidden states");
        Assert.That(loaded.get_parameter("classifier.weight")!.std().ToSingle(), Is.EqualTo(0.3).Within(0.1));
    }

    [Test]
    public void FromPretrainedEncoder_RobertaWithALanguageModelsHead_LeavesItOut()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = CreateRoberta();
        model.SavePretrained(folder.Path);
        var tensors = model.state_dict().Where(t => !t.Key.StartsWith("classifier", StringComparison.Ordinal)).ToDictionary();
        tensors["lm_head.bias"] = zeros(Vocabulary);
        tensors["roberta.pooler.dense.weight"] = zeros(32, 32);
        SafetensorsFile.Save(folder.File("model.safetensors"), tensors);

        using var loaded = RobertaForSequenceClassification.FromPretrainedEncoder(folder.Path, ["a", "b", "c"]);

        Assert.That(loaded.call(Tokens(2, 3)).shape, Is.EqualTo([2, 3]));
        Assert.That(() => RobertaForSequenceClassification.FromPretrainedEncoder(folder.Path, []), Throws.TypeOf<PeftConfigException>().With.Message.Contains("the number of labels is 0"));
    }

    [TestCase("\"hidden_size\": 30", "hidden_size 30 is not a multiple of num_attention_heads 12")]
    [TestCase("\"hidden_dropout_prob\": 1.5", "hidden_dropout_prob is 1.5")]
    [TestCase("\"position_embedding_type\": \"relative_key\"", "positions are absolute")]
    [TestCase("\"is_decoder\": true", "only encoders")]
    [TestCase("\"model_type\": \"roberta\"", "model_type is \"roberta\", not \"bert\"")]
    public void FromFolder_UnusableField_SaysWhich(string field, string problem)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("config.json"), $"{{{field}}}");

        Assert.That(() => BertConfig.FromFolder(folder.Path), Throws.TypeOf<PeftConfigException>().With.Message.Contains(problem));
    }

    [TestCase("", 2)]
    [TestCase("\"num_labels\": 5", 5)]
    [TestCase("\"num_labels\": 5, \"id2label\": {\"0\": \"no\", \"1\": \"maybe\", \"2\": \"yes\"}", 3)]
    public void FromFolder_Labels_AreCounted(string fields, int expected)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("config.json"), $"{{{fields}}}");

        Assert.That(BertConfig.FromFolder(folder.Path).Id2Label, Has.Count.EqualTo(expected));
    }

    [Test]
    public void Loss_LabelsOfWrongShape_SaysBoth() => Assert.That(
        () => SequenceClassifier.Loss(zeros(2, 3), zeros([3], ScalarType.Int64)), Throws.ArgumentException.With.Message.Contains("Logits are [2, 3] and labels [3], which should be [2]"));

    [Test]
    public void AddLora_AllLinear_LeavesTheClassifierAloneAndNothingBehind()
    {
        using var model = Create();
        var peft = model.AddLora(c => c.TargetModules = ModuleTargets.AllLinear);
        using var tokens = Tokens(2, 6);
        using var mask = ones([2, 6], ScalarType.Int64);
        using var labels = zeros([2], ScalarType.Int64);

        Assert.That(peft.Sites.Select(s => s.Path), Has.None.Contains("classifier"));
        Assert.That(peft.Sites, Has.Count.EqualTo((2 * 6) + 1).And.All.Property("Strategy").EqualTo(SiteStrategy.Replace));
        LeakGuard.NoTensorsLeft(() =>
        {
            using var logits = model.call(tokens, mask);
            using var loss = SequenceClassifier.Loss(logits, labels);
            loss.backward();
        });
    }

    private static BertForSequenceClassification Create(Action<BertConfig>? change = null, ScalarType type = ScalarType.Float32)
    {
        random.manual_seed(7);
        var config = Small(new BertConfig());
        change?.Invoke(config);
        var model = new BertForSequenceClassification(config, type);
        model.eval();
        return model;
    }

    private static RobertaForSequenceClassification CreateRoberta(Action<RobertaConfig>? change = null)
    {
        random.manual_seed(7);
        var config = Small(new RobertaConfig());
        change?.Invoke(config);
        var model = new RobertaForSequenceClassification(config);
        model.eval();
        return model;
    }

    private static T Small<T>(T config)
        where T : EncoderConfig
    {
        (config.VocabSize, config.HiddenSize, config.NumHiddenLayers, config.NumAttentionHeads, config.IntermediateSize) = (Vocabulary, 32, 2, 4, 48);
        (config.MaxPositionEmbeddings, config.InitializerRange) = (16, 0.3);
        (config.HiddenDropoutProb, config.AttentionProbsDropoutProb) = (0, 0);
        config.Id2Label = new Dictionary<int, string> { [0] = "no", [1] = "yes" };
        return config;
    }

    /// <summary>Random tokens, none of them padding.</summary>
    private static Tensor Tokens(int batch, int length)
    {
        random.manual_seed(11);
        return randint(2, Vocabulary, [batch, length], ScalarType.Int64);
    }
}
