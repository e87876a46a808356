using Peft.Attachment;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>TorchSharp's embedding, which computes in native code, in a field of its own type.</summary>
[TestFixture]
public sealed class NativeEmbeddingTests
{
    private static readonly Func<Embedding>[] s_tables = [() => Embedding(7, 4), () => Embedding_from_pretrained(randn(7, 4), freeze: false)];

    [Test]
    public void Lora_TableInASealedField_ActsAndMergesAndComesOff([ValueSource(nameof(s_tables))] Func<Embedding> create, [Values] bool callsForward)
    {
        using var scope = NewDisposeScope();
        using var model = new SealedTable(create(), callsForward);
        var ids = tensor([1L, 6L, 1L]);
        using var _ = no_grad();
        var before = model.call(ids);

        var peft = model.AddLora(new LoraConfig { Rank = 2, TargetModules = ["table"] });
        foreach (var (_, parameter) in model.named_parameters().Where(p => p.name.Contains("lora")))
            parameter.normal_();
        var adapted = model.call(ids);
        Assert.That(peft.Sites.Single().Strategy, Is.EqualTo(callsForward ? SiteStrategy.Reparametrise : SiteStrategy.Hook));
        Assert.That(adapted.sub(before).abs().min().item<float>(), Is.GreaterThan(0));
        peft.Merge();
        TensorAssert.AreClose(model.call(ids), adapted, 1e-5, 1e-6, "merged");
        peft.Unmerge();
        peft.Detach();

        TensorAssert.BitEqual(model.call(ids), before, "output without adapters");
        Assert.That(model.state_dict().Keys, Is.EqualTo(["table.weight"]));
    }

    [Test]
    public void Forward_TableInvokedThroughForward_LeavesNoTensors()
    {
        using var model = new SealedTable(Embedding(7, 4), callsForward: true);
        using var ids = tensor([1L, 6L, 1L]);
        model.AddLora(new LoraConfig { Rank = 2, TargetModules = ["table"] });

        LeakGuard.NoTensorsLeft(() => model.call(ids).Dispose());
    }

    private sealed class SealedTable : Module<Tensor, Tensor>
    {
        private readonly Embedding table;
        private readonly bool _callsForward;

        internal SealedTable(Embedding table, bool callsForward)
            : base(nameof(SealedTable))
        {
            (this.table, _callsForward) = (table, callsForward);
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids) => _callsForward ? table.forward(ids) : table.call(ids);
    }
}
