using Peft.Adapters;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Papers;

/// <summary>The shares of parameters that papers say they train, from the shapes of the same models: of one with a layer and one with two, as all layers are equal.</summary>
[TestFixture]
public sealed class TrainedSharesTests
{
    private static readonly int[] s_houlsbySizes = [8, 64, 256];

    // Houlsby et al. (1902.00751), table 1: adapters of size 64 train 2.1 % of BERT-large per task, those of the best of 8, 64 and 256 for each of its nine columns 3.6 % on average. Trained are the two
    // adapters of each layer, all norms and the classifier. The paper says that MNLI (two columns) chose 256 and RTE 8, nothing of the other six, and not what the shares are of. Of the layers without embeddings
    // both figures follow from the shapes, 3.6 % for one choice only: three columns of each size. Of all parameters size 64 is 1.9 %.
    [Test]
    public void Houlsby_OnBertLarge_AreTheSharesOfTable1()
    {
        var counts = Count(24, Bert(1024, 16), [.. s_houlsbySizes.Select(size => new BottleneckConfig
        {
            ReductionFactor = 1024 / size,
            TargetModules = ["output.dense"],
            ModulesToSave = ["LayerNorm", "classifier"],
        })]);
        double[] ofLayers = [.. counts.Select(c => 100.0 * c.Trained / c.Layers)], ofAll = [.. counts.Select(c => 100.0 * c.Trained / c.All)];

        Assert.That(counts[0].All, Is.EqualTo(335_141_888 + 2_050));
        Assert.That(counts.Select(c => c.Trained), Is.EqualTo(s_houlsbySizes.Select(m => (48L * ((2 * 1024 * m) + 1024 + m)) + (49 * 2 * 1024) + 2_050)));
        Assert.That(ofLayers, Is.EqualTo([0.31, 2.13, 8.38]).Within(0.005));
        Assert.That(ofAll, Is.EqualTo([0.28, 1.92, 7.56]).Within(0.005));
        var choices =
            from large in Enumerable.Range(2, 7)
            from small in Enumerable.Range(1, 7)
            let middle = 9 - large - small
            where middle >= 0 && Math.Round(((small * ofLayers[0]) + (middle * ofLayers[1]) + (large * ofLayers[2])) / 9, 1) == 3.6
            select (small, middle, large);
        Assert.That(choices, Is.EqualTo([(3, 3, 3)]));
    }

    // Ben Zaken et al. (2106.10199): two of the biases, half of them, are 0.04 % of the parameters.
    [TestCase(24, 1024, 16, 0.08)]
    [TestCase(12, 768, 12, 0.09)]
    public void BitFit_OnBert_IsTheShareOfTheBiases(int layers, int width, int heads, double percent)
    {
        var counts = Count(layers, Bert(width, heads), new BitFitConfig(), new BitFitConfig { TargetModules = ["query", "intermediate.dense"] });

        Assert.That(counts.Select(c => 100.0 * c.Trained / c.All), Is.EqualTo([percent, 0.04]).Within(0.005));
    }

    // Karimi Mahabadi et al. (2106.04647), abstract: 0.047 % (0.07 % in its first version) of T5-base. With the norms, which the paper trains too, 0.047 % is Compacter++, and Compacter 0.07 %.
    [Test]
    public void Compacter_OnT5Base_AreTheSharesOfTheAbstract()
    {
        var counts = Count(12, T5(768, 12, 3072, 32128), Compacter("DenseReluDense.wo"), Compacter("SelfAttention.o", "DenseReluDense.wo"));

        Assert.That(counts[0].All, Is.EqualTo(222_903_552));
        Assert.That(counts.Select(c => 100.0 * c.Trained / c.All), Is.EqualTo([0.047, 0.073]).Within(0.0005));

        static CompacterConfig Compacter(params string[] targets) => new() { TargetModules = ModuleTargets.Names(targets), ModulesToSave = ["layer_norm", "final_layer_norm"] };
    }

    // Liu et al. (2205.05638), table 4: 540K of T0-3B. The width of the residual stream does not count.
    [Test]
    public void Ia3_OnT0_IsTheCountOfTable4()
    {
        var counts = Count(24, T5(8, 32, 5120, 16), new Ia3Config { TargetModules = ["k", "v", "wo"], FeedforwardModules = ["wo"] });

        Assert.That(counts[0].Trained, Is.EqualTo(540_672));
    }

    private static Func<int, nn.Module> Bert(int width, int heads) => layers => new BertForSequenceClassification(
        new BertConfig { HiddenSize = width, IntermediateSize = 4 * width, NumAttentionHeads = heads, NumHiddenLayers = layers });

    private static Func<int, nn.Module> T5(int width, int heads, int inside, int words) => layers => new T5ForConditionalGeneration(
        new T5Config { DModel = width, NumHeads = heads, DFf = inside, VocabSize = words, NumLayers = layers });

    /// <summary>The counts of a model of some layers with each of several adapters.</summary>
    private static Counts[] Count(int layers, Func<int, nn.Module> create, params PeftConfig[] adapters)
    {
        return [.. CountOf(1).Zip(CountOf(2), (one, two) => new Counts(
            one.Trained + ((layers - 1) * (two.Trained - one.Trained)), one.Own + ((layers - 1) * (two.Own - one.Own)), layers * (two.Own - one.Own)))];

        List<(long Trained, long Own)> CountOf(int number)
        {
            using var model = create(number);
            long own = model.parameters().Sum(p => p.numel());
            var peft = PeftModel.For(model);
            return [.. adapters.Select((config, i) =>
            {
                peft.AddAdapter(config, $"{i}");
                return (peft.CountParameters().Trainable, own);
            })];
        }
    }

    /// <summary>Parameters that are trained, that the model has, and that its layers have, without embeddings and what is above.</summary>
    private sealed record Counts(long Trained, long All, long Layers);
}
