using Peft.Adapters.Tests.Methods;
using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Quantized;

/// <summary>What is not for embeddings is refused on quantised ones; what is for them is in the matrix of behaviour.</summary>
[TestFixture]
public sealed class QuantizedEmbeddingTests
{
    // BitFit takes any module, for its biases.
    private static IEnumerable<MethodRow> Others => MethodMatrixTests.All.Where(r =>
        r.On == ReferenceModel.Mlp && r.Used.Count == 0 && r.Create() is { } config && !CanBeOnEmbeddings(config) && config is not (BitFitConfig or Ia3Config { FeedforwardModules: not null }));

    [TestCaseSource(nameof(Others))]
    public void AddAdapter_MethodThatIsNotForEmbeddings_SaysSoAndChangesNothing(MethodRow row)
    {
        using var scope = NewDisposeScope();
        using var table = Table();
        using var model = Sequential(("emb", table), ("lin0", Linear(64, 4)));
        var config = row.Create();
        config.TargetModules = ["emb"];

        Assert.That(() => PeftModel.For(model).AddAdapter(config), Throws.InstanceOf<PeftException>().With.Message.Contains("'emb'").And.Message.Contains("help: "));
        Assert.That(model.named_children().First().module, Is.SameAs(table));
    }

    [TestCase(LoraInit.Pissa)]
    [TestCase(LoraInit.Olora)]
    [TestCase(LoraInit.LoftQ)]
    public void AddLora_StartThatIsNotForEmbeddings_SaysSoAndChangesNothing(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var table = Table();
        using var model = Sequential(("emb", table));

        Assert.That(() => model.AddLora(c => (c.TargetModules, c.Init, c.LoftQ) = (["emb"], init, init == LoraInit.LoftQ ? new() : null)), Throws.InstanceOf<PeftException>().With.Message.Contains("'emb'").And.Message.Contains("help: "));
        Assert.That(model.named_children().Single().module, Is.SameAs(table));
    }

    // It has no parameter that a copy could be trained of.
    [Test]
    public void AddLora_ToTrainAQuantizedEmbeddingWhole_SaysSoAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var table = Table();
        using var model = Sequential(("emb", table), ("lin0", Linear(64, 4)));

        Assert.That(() => model.AddLora(c => (c.TargetModules, c.ModulesToSave) = (["lin0"], ["emb"])), Throws.InstanceOf<PeftException>().With.Message.Contains("'emb'").And.Message.Contains("help: "));
        Assert.That(model.named_children().First().module, Is.SameAs(table));
    }

    [Test]
    public void AddAdapter_IdsOfAnyShapeAndType_AreEmbedded([Values(ScalarType.Int32, ScalarType.Int64)] ScalarType type, [Values] bool hira)
    {
        using var scope = NewDisposeScope();
        using var model = Sequential(("emb", Table()));
        var ids = tensor(new long[] { 3, 9, 0, 9 }).to_type(type);
        PeftConfig config = hira ? new HiraConfig { Rank = 2, TargetModules = ["emb"] } : new LoraConfig { Rank = 2, TargetModules = ["emb"] };
        PeftModel.For(model).AddAdapter(config);
        using (no_grad())
        {
            foreach (var parameter in PeftModel.For(model).TrainableParameters())
                parameter.add_(randn_like(parameter));
        }

        TensorAssert.BitEqual(model.call(ids.view(2, 2)).view(4, 64), model.call(ids), "vectors");
    }

    private static bool CanBeOnEmbeddings(PeftConfig config) => config is HiraConfig or TrainableTokensConfig
        || (config is LoraConfig lora && !Array.Exists(typeof(LoraConfig).GetProperties(), p => p.PropertyType.IsAssignableTo(typeof(LoraVariantConfig)) && p.GetValue(lora) is not null));

    private static Embedding4bit Table() => new(NF4Tensor.Quantize(randn(10, 64)));
}
