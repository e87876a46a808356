using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Prompts;

/// <summary>Virtual tokens in each of the library's models.</summary>
[TestFixture]
public sealed class PromptModelTests
{
    private static readonly int[] s_text = [7, 2, 9];

    private static IEnumerable<TestCaseData> Encoders =>
    [
        new TestCaseData(() => (SequenceClassifier)new BertForSequenceClassification(new BertConfig { VocabSize = 12, HiddenSize = 16, NumHiddenLayers = 2, NumAttentionHeads = 2, IntermediateSize = 24, MaxPositionEmbeddings = 32 })).SetArgDisplayNames("BERT"),
        new TestCaseData(() => (SequenceClassifier)new RobertaForSequenceClassification(new RobertaConfig { VocabSize = 12, HiddenSize = 16, NumHiddenLayers = 2, NumAttentionHeads = 2, IntermediateSize = 24, MaxPositionEmbeddings = 32 })).SetArgDisplayNames("RoBERTa"),
    ];

    private static PromptTuningConfig TextPrompt => new() { NumVirtualTokens = s_text.Length, Init = PromptTuningInit.Text, InitText = "text", Tokenize = _ => s_text };

    [TestCaseSource(nameof(Encoders))]
    public void Prompt_OfATextBeforeAnEncoder_IsThatText(Func<SequenceClassifier> create)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(5);
        using var model = create();
        model.eval();
        // Padded on the right: neither model's positions of tokens depend on that.
        var (ids, mask) = (Rows([4, 5, 6, 3], [8, 4, 1, 1]), Rows([1, 1, 1, 1], [1, 1, 0, 0]));
        var (front, seen) = (Rows(s_text, s_text), ones([2, s_text.Length], ScalarType.Int64));
        var whole = model.call(cat([front, ids], 1), cat([seen, mask], 1), zeros([2, 7], ScalarType.Int64));
        model.AddAdapter(TextPrompt);

        TensorAssert.AreClose(model.call(ids, mask, zeros([2, 4], ScalarType.Int64)), whole, 1e-4, 1e-5, "with types");
        TensorAssert.AreClose(model.call(ids, mask), whole, 1e-4, 1e-5, "without types");
    }

    [TestCaseSource(nameof(Encoders))]
    public void Prefix_BeforeAnEncoder_IsSeenByPaddedRowsToo(Func<SequenceClassifier> create)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        manual_seed(5);
        using var model = create();
        model.eval();
        var (ids, mask) = (Rows([4, 5, 6, 3], [8, 4, 1, 1]), Rows([1, 1, 1, 1], [1, 1, 0, 0]));
        var plain = model.call(ids, mask);
        model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 });
        var both = model.call(ids, mask);

        Assert.That(both.allclose(plain), Is.False);
        TensorAssert.AreClose(both[1], model.call(Rows([8, 4]))[0], 1e-4, 1e-5, "the padded row alone");
    }

    [Test]
    public void Prompt_OfATextBeforeAT5sSource_IsThatText()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = T5();
        var (source, target) = (Rows([4, 5, 6, 1]), Rows([0, 3, 8]));
        var whole = model.call(cat([Rows(s_text), source], 1), null, target);
        model.AddAdapter(TextPrompt);

        TensorAssert.AreClose(model.call(source, ones_like(source), target), whole, 1e-4, 1e-5, "logits");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Generate_T5_IsTheSameWithAndWithoutACacheAndInBatches(bool isPrefix)
    {
        using var model = T5();
        int[][] sources = [[5, 9, 11, 2, 1], [7, 1]];
        IReadOnlyList<int[]> Continue(bool useCache = true) => model.GenerateBatch(sources, new() { MaxNewTokens = 8, Temperature = 2, Seed = 7, UseCache = useCache });
        var plain = Continue();
        manual_seed(3);
        model.AddAdapter(isPrefix ? new PrefixTuningConfig { NumVirtualTokens = 3 } : new MultitaskPromptTuningConfig { NumVirtualTokens = 3 });
        var adapted = Continue();

        Assert.That(adapted, Is.Not.EqualTo(plain));
        Assert.That(adapted, Is.EqualTo(Continue(useCache: false)));
        Assert.That(adapted, Is.EqualTo(sources.Select((source, i) => model.Generate(source, new() { MaxNewTokens = 8, Temperature = 2, Seed = 7 + i }))));
    }

    [Test]
    public void Prefix_KeysThatAreTurnedAnewEachTime_StaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // Below its original length a dynamic rotation is the plain one, computed another way.
        using var plain = Llama(new());
        using var dynamic = Llama(new() { RopeType = "dynamic", Factor = 2 });
        dynamic.load_state_dict(plain.state_dict());
        var ids = Rows([1, 5, 3, 7, 2]);
        var prefix = plain.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 }).AdapterStateDict()["prompt_embeddings"];
        dynamic.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 3 }).AdapterStateDict()["prompt_embeddings"].copy_(prefix);

        TensorAssert.AreClose(dynamic.call(ids), plain.call(ids), 1e-4, 1e-5, "logits");
        TensorAssert.AreClose(dynamic.call(ids, ones_like(ids)), plain.call(ids), 1e-4, 1e-5, "logits with a mask");
    }

    [Test]
    public void HotSwap_OfAPrompt_TakesTheOthersPlace()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var _ = no_grad();
        using var model = Llama(new());
        var ids = Rows([1, 5, 3]);
        var peft = model.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 5 });
        var expected = model.call(ids);
        peft.SaveAdapter(folder.Path);
        peft.DeleteAdapter(PeftModel.DefaultAdapter);
        peft.AddAdapter(new PrefixTuningConfig { NumVirtualTokens = 2 });
        peft.HotSwap(folder.Path);
        peft.RenameAdapter(PeftModel.DefaultAdapter, "prefix");

        TensorAssert.BitEqual(model.call(ids), expected, "logits");
    }

    private static LlamaForCausalLM Llama(RopeParameters rope)
    {
        manual_seed(1);
        var model = new LlamaForCausalLM(new() { VocabSize = 12, HiddenSize = 16, IntermediateSize = 24, NumHiddenLayers = 2, NumAttentionHeads = 4, NumKeyValueHeads = 2, MaxPositionEmbeddings = 32, InitializerRange = 0.3, RopeParameters = rope });
        model.eval();
        return model;
    }

    private static T5ForConditionalGeneration T5()
    {
        manual_seed(2);
        var model = new T5ForConditionalGeneration(new() { VocabSize = 12, DModel = 16, DKv = 4, DFf = 24, NumLayers = 2, NumHeads = 4 });
        model.eval();
        return model;
    }

    private static Tensor Rows(params int[][] rows) => stack([.. rows.Select(row => tensor([.. row.Select(id => (long)id)]))]);
}
