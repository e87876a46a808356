using Peft.Generation;
using Peft.TestUtils;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Lora;

/// <summary>LoRA that acts from given tokens on.</summary>
[TestFixture]
public sealed class ActivatedLoraTests
{
    private static readonly long[] s_before = [1, 2, 3], s_after = [4, 5, 6];
    private static readonly long[] s_invocation = [7, 8];

    [Test]
    public void Forward_BeforeTheTokens_IsTheBaseAndFromThemOnIsLora()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        var ids = Ids([.. s_before, .. s_invocation, .. s_after], [.. s_before, 7, 9, .. s_after]);
        var plain = model.call(ids);
        Attach(model);
        var activated = model.call(ids);

        TensorAssert.AreClose(activated[0].narrow(0, 0, 3), plain[0].narrow(0, 0, 3), 1e-6, 1e-6, "before the tokens");
        Assert.That(activated[0].narrow(0, 3, 5).allclose(plain[0].narrow(0, 3, 5)), Is.False, "from the tokens on");
        TensorAssert.AreClose(activated[1], plain[1], 1e-6, 1e-6, "a row without them");
    }

    [Test]
    public void Forward_TheTokensTwice_CountFromTheLastTime()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        var ids = Ids([.. s_invocation, .. s_before, .. s_invocation, 4]);
        var plain = model.call(ids);
        Attach(model);

        TensorAssert.AreClose(model.call(ids)[0].narrow(0, 0, 5), plain[0].narrow(0, 0, 5), 1e-6, 1e-6, "before the second time");
    }

    [TestCase(6, 1)]
    [TestCase(5, 1, 1)]
    [TestCase(3, 2, 1, 1)]
    public void NextLogits_InPiecesWithTheTokensInOne_EqualsOnePass(params int[] pieces)
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        Attach(model);
        var ids = Ids([.. s_before, .. s_invocation, .. s_after], [.. s_invocation, .. s_before, .. s_after]);
        var whole = model.call(ids).select(1, 7);
        using var cache = new KvCache();
        foreach (int piece in pieces)
            model.NextLogits(ids.narrow(1, cache.Length, piece), null, cache);

        TensorAssert.AreClose(model.NextLogits(ids.narrow(1, 7, 1), null, cache), whole, 1e-4, 1e-5, "logits of the last token");
    }

    [Test]
    public void UsePerRow_EachRow_HasItsOwnTokens()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create();
        var ids = Ids([.. s_before, .. s_invocation, .. s_after], [.. s_invocation, .. s_before, .. s_after], [.. s_before, .. s_after, .. s_invocation]);
        var peft = Attach(model);
        var all = model.call(ids);
        Tensor some, none;
        using (peft.UsePerRow([null, "default", "default"]))
            some = model.call(ids);
        using (peft.DisableAdapters())
            none = model.call(ids);

        TensorAssert.AreClose(some[0], none[0], 1e-6, 1e-6, "the base's row");
        TensorAssert.AreClose(some.narrow(0, 1, 2), all.narrow(0, 1, 2), 1e-5, 1e-6, "the adapter's rows");
    }

    [Test]
    public void Merge_ActivatedLora_IsRefused() => Assert.That(() => Attach(SmallLlama.Create()).Merge(), Throws.TypeOf<AdapterStateException>());

    [Test]
    public void Forward_WithoutTokens_IsAnError()
    {
        using var model = new OpenMlp();
        model.AddLora(o => (o.TargetModules, o.ActivatedLoraTokens) = (["lin0"], [1L]));

        Assert.That(() => model.call(randn(3, 12)), Throws.TypeOf<AdapterStateException>().With.Message.Contains("not known"));
    }

    private static PeftModel Attach(LlamaForCausalLM model)
    {
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.ActivatedLoraTokens) = (["q_proj", "v_proj", "lm_head"], 2, LoraInit.Random, s_invocation));
        model.eval();
        return peft;
    }

    private static Tensor Ids(params long[][] rows) => stack([.. rows.Select(row => tensor(row))], 0);
}
