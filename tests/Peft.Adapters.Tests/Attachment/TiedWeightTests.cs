using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Two layers that share a weight: adapting one leaves the other alone, and what would change both is refused.</summary>
[TestFixture]
public sealed class TiedWeightTests
{
    [TestCase("embed", "head")]
    [TestCase("head", "embed")]
    public void AddLora_OnOneOfTwoTiedLayers_LeavesTheOther(string adapted, string other)
    {
        using var scope = NewDisposeScope();
        using var model = new TiedModel();
        var (ids, hidden) = (tensor(new long[] { 1, 5, 2 }), randn(3, 4));
        var (embedded, logits) = (model.Embed(ids), model.Head(hidden));
        var weight = model.get_parameter("embed.weight")!.clone();
        var peft = Attach(model, adapted);

        Assert.That(model.Embed(ids).allclose(embedded), Is.EqualTo(other == "embed"));
        Assert.That(model.Head(hidden).allclose(logits), Is.EqualTo(other == "head"));
        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains($"'{adapted}'").And.Message.Contains($"'{other}'"));
        Assert.That(() => peft.MergeAndUnload(), Throws.TypeOf<AdapterStateException>());
        peft.Detach();
        TensorAssert.BitEqual(model.get_parameter("embed.weight")!, weight, "weight");
        TensorAssert.BitEqual(model.Embed(ids), embedded, "embedded");
        TensorAssert.BitEqual(model.Head(hidden), logits, "logits");
    }

    [Test]
    public void ModulesToSave_OneOfTwoTiedLayers_TrainsACopyThatIsNotMerged()
    {
        using var scope = NewDisposeScope();
        using var model = new TiedModel();
        var ids = tensor(new long[] { 1, 5, 2 });
        var embedded = model.Embed(ids);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.ModulesToSave) = (["other"], 2, ["head"]));
        using (no_grad())
            model.get_parameter("head.weight")!.add_(1);

        TensorAssert.BitEqual(model.Embed(ids), embedded, "embedded");
        Assert.That(() => peft.MergeAndUnload(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'embed'"));
        TensorAssert.BitEqual(model.Embed(ids), embedded, "embedded after the refusal");
    }

    [Test]
    public void Merge_WhereTiedLayersAreNotAdapted_IsNoError()
    {
        using var model = new TiedModel();
        Attach(model, "other").Merge();

        Assert.That(PeftModel.For(model).IsMerged);
    }

    private static PeftModel Attach(Module model, string target) => model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = ([target], 2, LoraInit.Random));

    private sealed class TiedModel : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> embed, other, head;

        internal TiedModel()
            : base(nameof(TiedModel))
        {
            var table = Embedding(8, 4);
            var output = Linear(4, 8, hasBias: false);
            output.weight = table.weight!;
            (embed, other, head) = (table, Linear(4, 4), output);
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids) => Head(other.call(Embed(ids)));

        internal Tensor Embed(Tensor ids) => embed.call(ids);

        internal Tensor Head(Tensor hidden) => head.call(hidden);
    }
}
