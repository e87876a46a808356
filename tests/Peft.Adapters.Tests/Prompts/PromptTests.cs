using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>Virtual tokens before the input of the library's models.</summary>
[TestFixture]
public sealed class PromptTests
{
    private const int Tokens = 3;
    private static readonly int[][] s_rows = [[1, 5, 3, 7, 2], [4, 4, 9]];

    private static IEnumerable<TestCaseData> Configs =>
    [
        new TestCaseData(() => (PeftConfig)new PromptTuningConfig { NumVirtualTokens = Tokens }).SetArgDisplayNames("prompt"),
        new TestCaseData(() => (PeftConfig)new PrefixTuningConfig { NumVirtualTokens = Tokens }).SetArgDisplayNames("prefix"),
    ];

    [TestCaseSource(nameof(Configs))]
    public void Generate_WithVirtualTokens_IsTheSameWithAndWithoutACache(Func<PeftConfig> config)
    {
        using var model = Adapted(config);
        IReadOnlyList<int[]> Continue(bool useCache) => model.GenerateBatch(s_rows, new() { MaxNewTokens = 8, UseCache = useCache });
        var plain = Plain().GenerateBatch(s_rows, new() { MaxNewTokens = 8 });

        Assert.That(Continue(useCache: true), Is.EqualTo(Continue(useCache: false)));
        Assert.That(Continue(useCache: true), Is.Not.EqualTo(plain), "the adapter acts");
        // The padding of a batch does not change what a row alone gives.
        Assert.That(Continue(useCache: true), Is.EqualTo(s_rows.Select(row => model.Generate(row, new() { MaxNewTokens = 8 }))));
    }

    [TestCaseSource(nameof(Configs))]
    public void Forward_InTwoPassesWithACache_GivesTheLogitsOfOne(Func<PeftConfig> config)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Adapted(config);
        using var cache = new KvCache();
        var ids = Ids(s_rows[0]);
        var whole = model.call(ids);
        model.call(ids.narrow(1, 0, 3), null, null, cache);
        var rest = model.call(ids.narrow(1, 3, 2), null, null, cache);

        Assert.That(cache.VirtualLength, Is.EqualTo(Tokens));
        Assert.That(cache.Length, Is.EqualTo(Tokens + 5));
        TensorAssert.AreClose(rest, whole.narrow(1, whole.shape[1] - 2, 2), 1e-4, 1e-5, "logits");
    }

    [TestCaseSource(nameof(Configs))]
    public void Forward_PositionsAsTheModelCountsThem_GivesTheSame(Func<PeftConfig> config)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Adapted(config);
        var ids = Ids(s_rows[0]);

        TensorAssert.AreClose(model.call(ids, null, arange(5, ScalarType.Int64).unsqueeze(0), null), model.call(ids), 1e-5, 1e-6, "logits");
    }

    [Test]
    public void Loss_LogitsOfVirtualTokens_IsThatOfIgnoredLabels()
    {
        using var scope = NewDisposeScope();
        var (logits, labels) = (randn(2, 7, 12), randint(0, 12, [2, 4]));
        var ignored = cat([full([2, 3], -100, ScalarType.Int64), labels], 1);

        TensorAssert.AreClose(CausalLanguageModel.Loss(logits, labels), CausalLanguageModel.Loss(logits, ignored), 1e-6, 0, "of a causal model");
        TensorAssert.AreClose(T5ForConditionalGeneration.Loss(logits, labels), T5ForConditionalGeneration.Loss(logits, ignored), 1e-6, 0, "of T5");
    }

    [Test]
    public void SetActive_TwoPrompts_StandOneBehindTheOther()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Plain();
        var whole = model.call(Ids([2, 9, 7, .. s_rows[0]]));
        var peft = model.AddAdapter(OfTokens(2, 9), "one");
        peft.AddAdapter(OfTokens(7), "two");
        peft.SetActive("one", "two");

        TensorAssert.AreClose(model.call(Ids(s_rows[0])), whole, 1e-5, 1e-6, "logits");
    }

    [Test]
    public void PrefixAndLora_Together_TrainAndLowerTheLoss()
    {
        using var scope = NewDisposeScope();
        using var model = Plain();
        var ids = Ids(s_rows[0]);
        var peft = model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = Tokens }, "prefix");
        peft.AddAdapter(new LoraConfig { TargetModules = ["q_proj", "v_proj"] }, "lora");
        peft.SetActive("prefix", "lora");
        model.train();
        using var optimizer = optim.Adam(peft.TrainableParameters(), 0.02);
        var losses = new List<float>();
        for (int step = 0; step < 20; step++)
        {
            optimizer.zero_grad();
            var loss = CausalLanguageModel.Loss(model.call(ids), ids);
            losses.Add(loss.item<float>());
            loss.backward();
            optimizer.step();
        }

        Assert.That(losses[^1], Is.LessThan(0.8 * losses[0]));
        foreach (string name in new[] { "prefix", "lora" })
            Assert.That(peft.AdapterStateDict(name).Values.Select(t => t.grad), Is.All.Not.Null, name);
    }

    [Test]
    public void PrefixAndLora_LoraMerged_ComputesTheSame()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = Plain();
        var ids = Ids(s_rows[0]);
        var peft = model.AddAdapter(new LoraConfig { TargetModules = ["q_proj", "v_proj"], Init = LoraInit.Random }, "lora");
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = Tokens }, "prefix");
        peft.SetActive("lora", "prefix");
        var both = model.call(ids);
        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'prefix'").And.Message.Contains("virtual tokens"));
        peft.SetActive("lora");
        peft.Merge();
        peft.SetActive("lora", "prefix");

        TensorAssert.AreClose(model.call(ids), both, 1e-4, 1e-5, "logits");
    }

    [Test]
    public void Prefix_GradientCheckpointing_GivesTheSameGradients()
    {
        using var scope = NewDisposeScope();
        using var model = Adapted(() => new PrefixTuningConfig { NumVirtualTokens = Tokens });
        var prefix = PeftModel.For(model).AdapterStateDict()["prompt_embeddings"];
        var ids = Ids(s_rows[0]);
        model.train();
        CausalLanguageModel.Loss(model.call(ids), ids).backward();
        var expected = prefix.grad!.clone();
        prefix.grad = null;
        model.EnableGradientCheckpointing();
        CausalLanguageModel.Loss(model.call(ids), ids).backward();

        TensorAssert.AreClose(prefix.grad!, expected, 1e-5, 1e-7, "gradient");
    }

    internal static LlamaForCausalLM Adapted(Func<PeftConfig> config)
    {
        var model = Plain();
        manual_seed(8);
        model.AddAdapter(config());
        return model;
    }

    private static PromptTuningConfig OfTokens(params int[] tokens) => new() { NumVirtualTokens = tokens.Length, Init = PromptTuningInit.Text, InitText = "text", Tokenize = _ => tokens };

    private static LlamaForCausalLM Plain() => SmallLlama.Create();

    private static Tensor Ids(int[] row) => tensor([.. row.Select(id => (long)id)]).unsqueeze(0);
}
