using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Tokens;

/// <summary>Tokens' vectors trained beside LoRA.</summary>
[TestFixture]
public sealed class TrainableTokensTests
{
    private const string Key = "base_model.model.emb.token_adapter.trainable_tokens_delta";

    [Test]
    public void Forward_ChangedVectors_ChangeTheseTokensOnly([Values] Head head)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyModel(head);
        var x = tensor(new long[] { 0, 3, 5 }).unsqueeze(0);
        var before = model.call(x);
        var peft = Attach(model, 3, 5);
        TensorAssert.AreClose(model.call(x), before, 1e-6, 1e-6, "at the start");
        using (no_grad())
            peft.AdapterStateDict()[Key][0].add_(1);
        var after = model.call(x);
        var changed = after.ne(before);

        // Of a tied head the third logit follows everywhere.
        Assert.That(changed[0, 0, 3].item<bool>(), Is.EqualTo(head != Head.Own));
        Assert.That(changed[0, 0].to_type(ScalarType.Int32).sum().item<long>(), Is.EqualTo(head == Head.Own ? 0 : 1));
        Assert.That(changed[0, 1].any().item<bool>());
        Assert.That(changed[0, 2, 5].item<bool>(), Is.False);
    }

    [Test]
    public void Merge_TiedOrNot_ComputesTheSameAndUnmergesExactly([Values] Head head)
    {
        using var scope = NewDisposeScope();
        using var model = new TinyModel(head);
        var x = randint(0, 7, [2, 4]);
        var before = model.call(x);
        var peft = Attach(model, 3, 5);
        using (no_grad())
            peft.AdapterStateDict()[Key].normal_();
        var adapted = model.call(x);
        peft.Merge();
        var merged = model.call(x);
        peft.Unmerge();

        TensorAssert.AreClose(merged, adapted, 1e-5, 1e-5, "merged");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    [Test]
    public void Backward_TiedTokens_CollectsBothUses()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyModel(Head.Tied);
        var peft = Attach(model, 3);
        var vectors = peft.AdapterStateDict()[Key];
        model.call(tensor(new long[] { 0 }).unsqueeze(0)).sum().backward();

        Assert.That(peft.TrainableParameters().Count(p => p.shape.SequenceEqual(vectors.shape)), Is.EqualTo(1));
        Assert.That(vectors.grad!.abs().sum().item<float>(), Is.GreaterThan(0), "the token is no input, but an output");
    }

    [Test]
    public void To_AnotherType_TakesTheTiedHeadAlong()
    {
        using var scope = NewDisposeScope();
        using var model = new TinyModel(Head.Tied);
        Attach(model, 3);
        model.to(ScalarType.Float64);

        Assert.That(model.call(tensor(new long[] { 3 }).unsqueeze(0)).dtype, Is.EqualTo(ScalarType.Float64));
    }

    [TestCase(7L)]
    [TestCase(-1L)]
    [TestCase(2L, 2L)]
    [TestCase]
    public void Attach_WrongTokens_AreRefused(params long[] tokens)
    {
        using var model = new TinyModel(Head.Own);

        Assert.That(() => Attach(model, tokens), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'emb'"));
    }

    [Test]
    public void Attach_AnEmbeddingThatIsATargetToo_IsRefused()
    {
        using var model = new TinyModel(Head.Own);

        Assert.That(() => model.AddLora(o => (o.TargetModules, o.TrainableTokens) = (["emb"], TokenIndices.Of(new() { ["emb"] = [1] }))), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'emb'"));
    }

    [TestCase("[3, 4]")]
    [TestCase("""{"emb": [3], "other": [1, 2]}""")]
    public void Config_EitherForm_IsWrittenBack(string json)
    {
        string field = $"\"trainable_token_indices\": {json}";
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], {{field}}}""");

        Assert.That(Compact(PeftConfigFile.ToJson(config)), Does.Contain(Compact(field)));
    }

    private static string Compact(string json) => string.Concat(json.Where(c => !char.IsWhiteSpace(c)));

    private static PeftModel Attach(Module model, params long[] tokens) =>
        model.AddLora(o => (o.TargetModules, o.TrainableTokens) = (["mid"], TokenIndices.Of(new() { ["emb"] = tokens })));

    /// <summary>Whose weight the output layer has.</summary>
    public enum Head
    {
        Own,
        SameParameter,
        Tied,
    }

    private sealed class TinyModel : Module<Tensor, Tensor>
    {
        private readonly Embedding emb = Embedding(7, 4);
        private readonly Module<Tensor, Tensor> mid = Linear(4, 4), output;

        internal TinyModel(Head head)
            : base(nameof(TinyModel))
        {
            var linear = Linear(4, 7);
            if (head == Head.SameParameter)
                linear.weight = emb.weight!;
            output = head == Head.Tied ? new TiedOutput(emb) : linear;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x) => output.call(mid.call(emb.call(x)));
    }
}
