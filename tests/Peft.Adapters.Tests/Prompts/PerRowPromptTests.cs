using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>Rows of one batch with virtual tokens of different adapters, of different numbers of them, or with none.</summary>
[TestFixture]
public sealed class PerRowPromptTests
{
    private static readonly string?[] s_names = ["long", null, "short", "prefix", "lora", "tasks", "long"];
    private static readonly long[][] s_rows = [[1, 5, 3, 7], [4, 4, 9, 2], [1, 5, 3, 7], [8, 2, 2, 6], [3, 9, 1, 1], [7, 6, 5, 4], [2, 3, 4, 5]];

    private static IEnumerable<TestCaseData> Models =>
    [
        new TestCaseData(() => (Module)SmallLlama.Create(), ModuleTargets.Names(["q_proj", "v_proj"])).SetArgDisplayNames("Llama"),
        new TestCaseData(() => (Module)Gpt2(), ModuleTargets.Names(["c_attn"])).SetArgDisplayNames("GPT-2"),
    ];

    [TestCaseSource(nameof(Models))]
    public void Forward_AnyRows_GivesEachRowWhatItsAdapterGivesAlone(Func<Module> create, ModuleTargets targets)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = create();
        var peft = Adapt(model, targets);
        using var tasks = PromptTasks.Use(0, 0, 0, 0, 0, 1, 0);
        var call = Call(model);
        foreach (var positions in new Tensor?[] { null, arange(4, ScalarType.Int64).unsqueeze(0) })
        {
            Tensor mixed;
            using (peft.UsePerRow(s_names))
                mixed = call(Ids(s_rows), positions, null);
            for (int i = 0; i < s_rows.Length; i++)
            {
                using var use = peft.Use(s_names[i] is { } name ? [name] : []);
                using var task = PromptTasks.Use(i == 5 ? 1 : 0);
                TensorAssert.AreClose(Last(mixed[i]), Last(call(Ids(s_rows[i]), positions, null)[0]), 1e-4, 1e-5, $"row {i}");
            }
        }
    }

    [TestCaseSource(nameof(Models))]
    public void Forward_InTwoPassesWithACache_GivesTheLogitsOfOne(Func<Module> create, ModuleTargets targets)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = create();
        using var tasks = PromptTasks.Use(1);
        using var rows = Adapt(model, targets).UsePerRow(s_names);
        using var cache = new KvCache();
        var (call, ids) = (Call(model), Ids(s_rows));
        var whole = call(ids, null, null);
        call(ids.narrow(1, 0, 2), null, cache);

        TensorAssert.AreClose(call(ids.narrow(1, 2, 2), null, cache), whole.narrow(1, whole.shape[1] - 2, 2), 1e-4, 1e-5, "logits");
    }

    [Test]
    public void Forward_RowsOfT5_GivesEachRowWhatItsAdapterGivesAlone()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(2);
        using var model = new T5ForConditionalGeneration(new() { VocabSize = 12, DModel = 16, DKv = 4, DFf = 24, NumLayers = 2, NumHeads = 4 });
        model.eval();
        var peft = Adapt(model, null);
        using var task = PromptTasks.Use(1);
        var (sources, targets) = (Ids(s_rows[..4]), Ids(s_rows[3..]));
        foreach (string?[] names in new string?[][] { ["long", null, "prefix", "short"], ["long", null, "tasks", "short"] })
        {
            Tensor mixed;
            using (peft.UsePerRow(names))
                mixed = model.call(sources, null, targets);
            for (int i = 0; i < names.Length; i++)
            {
                using var use = peft.Use(names[i] is { } name ? [name] : []);
                TensorAssert.AreClose(Last(mixed[i]), Last(model.call(sources.narrow(0, i, 1), null, targets.narrow(0, i, 1))[0]), 1e-4, 1e-5, $"{names[i]}");
            }
        }
        // A decoder's prefix would stand apart from its tokens.
        using (peft.UsePerRow(["prefix", "tasks", null, null]))
            Assert.That(() => model.call(sources, null, targets), Throws.TypeOf<AdapterStateException>().With.Message.Contains("distances"));
    }

    [Test]
    public void Backward_RowsOfSeveralPrompts_GivesTheGradientsOfSeparatePasses()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        var peft = Adapt(model, ["q_proj"]);
        string[] names = ["prefix", "long"];
        peft.SetActive(names);
        var prompts = names.Select(name => peft.AdapterStateDict(name)["prompt_embeddings"]).ToList();
        using (peft.UsePerRow(names))
            Last(model.call(Ids(s_rows[0], s_rows[1]))).square().sum().backward();
        var together = prompts.Select(p => p.grad!.clone()).ToList();
        for (int i = 0; i < names.Length; i++)
        {
            prompts[i].grad = null;
            using (peft.Use(names[i]))
                Last(model.call(Ids(s_rows[i]))).square().sum().backward();
            TensorAssert.AreClose(together[i], prompts[i].grad!, 1e-4, 1e-5, names[i]);
        }
    }

    [Test]
    public void GenerateBatch_RowsOfSeveralPrompts_ContinuesEachAsAlone()
    {
        using var model = SmallLlama.Create();
        var peft = Adapt(model, ["q_proj"]);
        string?[] names = ["long", null, "prefix"];
        int[][] texts = [[1, 5, 3], [4, 9], [7, 2, 2, 6]];
        var options = new GenerationOptions { MaxNewTokens = 6 };
        IReadOnlyList<int[]> together;
        using (peft.UsePerRow(names))
            together = model.GenerateBatch(texts, options);
        for (int i = 0; i < names.Length; i++)
        {
            using var _ = peft.Use(names[i] is { } name ? [name] : []);
            Assert.That(together[i], Is.EqualTo(model.Generate(texts[i], options)), $"row {i}");
        }
    }

    [Test]
    public void Forward_AModelThatTakesNoMask_IsRefusedOnlyWhereNumbersDiffer()
    {
        using var scope = NewDisposeScope();
        using var model = new PromptedNetwork(masked: false);
        var peft = Adapt(model, null);
        model.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 5 }, "as long");
        var ids = Ids(s_rows[0], s_rows[1]);
        using (peft.UsePerRow(["as long", "long"]))
            Assert.That(() => model.call(ids), Throws.Nothing);
        foreach (string? other in new[] { null, "short", "prefix" })
        {
            using var _ = peft.UsePerRow(["long", other]);
            Assert.That(() => model.call(ids), Throws.TypeOf<AdapterStateException>().With.Message.Contains("different numbers"));
        }
    }

    [Test]
    public void Forward_AnotherNumberOfRows_IsRefused()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create();
        using var _ = Adapt(model, ["q_proj"]).UsePerRow(["long", "short"]);

        Assert.That(() => model.call(Ids(s_rows)), Throws.TypeOf<AdapterStateException>().With.Message.Contains("7"));
    }

    [Test]
    public void Forward_Repeated_LeavesNoTensors()
    {
        using var model = SmallLlama.Create();
        var peft = Adapt(model, ["q_proj"]);
        using var ids = Ids(s_rows[..3]);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var _ = peft.UsePerRow(["long", null, "prefix"]);
            using var cache = new KvCache();
            model.call(ids, null, null, cache).Dispose();
            model.call(ids).Dispose();
        });
    }

    private static PeftModel Adapt(Module model, ModuleTargets? targets)
    {
        manual_seed(4);
        var peft = PeftModel.For(model);
        peft.AddAdapter(new PromptTuningConfig { NumVirtualTokens = 5 }, "long");
        peft.AddAdapter(new PTuningConfig { NumVirtualTokens = 2, EncoderHiddenSize = 6 }, "short");
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 }, "prefix");
        peft.AddAdapter(new MultitaskPromptTuningConfig { NumVirtualTokens = 4, NumTasks = 2 }, "tasks");
        if (targets is not null)
            peft.AddAdapter(new LoraConfig { TargetModules = targets, Rank = 2, Init = LoraInit.Random }, "lora");
        return peft;
    }

    private static Func<Tensor, Tensor?, KvCache?, Tensor> Call(Module model) => model switch
    {
        LlamaForCausalLM llama => (ids, positions, cache) => llama.call(ids, null, positions, cache),
        Gpt2LMHeadModel gpt2 => (ids, positions, cache) => gpt2.call(ids, null, positions, cache),
        _ => throw new ArgumentException("another model", nameof(model)),
    };

    // The logits of tokens, not of virtual ones.
    private static Tensor Last(Tensor logits) => logits.narrow(logits.dim() - 2, logits.shape[^2] - 4, 4);

    private static Tensor Ids(params long[][] rows) => stack([.. rows.Select(row => tensor(row))]);

    private static Gpt2LMHeadModel Gpt2()
    {
        manual_seed(1);
        var model = new Gpt2LMHeadModel(new() { VocabSize = 12, NEmbd = 16, NLayer = 2, NHead = 4, NPositions = 32, InitializerRange = 0.3 });
        model.eval();
        return model;
    }
}
