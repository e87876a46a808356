using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>An embedding and an output layer that share a weight, adapted as one: <see cref="LoraConfig.EnsureWeightTying"/>.</summary>
[TestFixture(Head.Linear)]
[TestFixture(Head.OwnLayer)]
[TestFixture(Head.SealedAndForward)]
public sealed class WeightTyingTests(WeightTyingTests.Head head)
{
    private const string Prefix = "base_model.model.";

    [TestCase("embed_tokens")]
    [TestCase("lm_head")]
    [TestCase("embed_tokens", "lm_head")]
    public void AddLora_WhicheverIsNamed_ChangesTheOneWeightOfBoth(params string[] named)
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        using var changed = Create();
        changed.load_state_dict(model.state_dict());
        var peft = Attach(model, named);
        var tensors = peft.AdapterStateDict();
        var (a, b) = (tensors[Prefix + "embed_tokens.lora_embedding_A"], tensors[Prefix + "embed_tokens.lora_embedding_B"]);
        using (no_grad())
            changed.get_parameter("embed_tokens.weight")!.add_(b.mm(a).t() * 2);
        var ids = Ids();

        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(2));
        TensorAssert.AreClose(model.call(ids), changed.call(ids), 1e-5, 1e-5, "logits");
    }

    [Test]
    public void Backward_TiedLora_CollectsBothUsesInOneParameter()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        using var changed = Create();
        changed.load_state_dict(model.state_dict());
        var tensors = Attach(model, "embed_tokens").AdapterStateDict();
        var (a, b) = (tensors[Prefix + "embed_tokens.lora_embedding_A"], tensors[Prefix + "embed_tokens.lora_embedding_B"]);
        var weight = changed.get_parameter("embed_tokens.weight")!;
        using (no_grad())
            weight.add_(b.mm(a).t() * 2);
        var ids = Ids();
        model.call(ids).square().sum().backward();
        changed.call(ids).square().sum().backward();

        TensorAssert.AreClose(a.grad!, (b.t().mm(weight.grad!.t()) * 2).detach(), 1e-4, 1e-4, "gradient of A");
        TensorAssert.AreClose(b.grad!, (weight.grad!.t().mm(a.t()) * 2).detach(), 1e-4, 1e-4, "gradient of B");
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Merge_TiedLora_WritesTheUpdateOnceAndUnmergesBitForBit(bool checkFinite)
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var ids = Ids();
        var before = model.call(ids);
        var peft = Attach(model, "lm_head");
        var adapted = model.call(ids);
        peft.Merge(checkFinite);
        var merged = model.call(ids);
        peft.Unmerge();
        TensorAssert.AreClose(merged, adapted, 1e-5, 1e-5, "merged");
        TensorAssert.AreClose(model.call(ids), adapted, 0, 0, "unmerged");

        peft.MergeAndUnload();
        TensorAssert.AreClose(model.call(ids), adapted, 1e-5, 1e-5, "unloaded");
        Assert.That(before.allclose(adapted), Is.False);
    }

    [Test]
    public void Save_TiedLora_WritesTheFactorsOfBothAsPythonAndLoadsThem()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create();
        using var other = Create();
        other.load_state_dict(model.state_dict());
        var peft = Attach(model, "embed_tokens");
        peft.SaveAdapter(folder.Path);
        using (var file = Checkpoints.SafetensorsFile.Open(folder.File("adapter_model.safetensors")))
        {
            TensorAssert.BitEqual(file.Read(Prefix + "lm_head.lora_A.weight"), file.Read(Prefix + "embed_tokens.lora_embedding_B").t(), "A of the head");
            TensorAssert.BitEqual(file.Read(Prefix + "lm_head.lora_B.weight"), file.Read(Prefix + "embed_tokens.lora_embedding_A").t(), "B of the head");
        }
        var loaded = PeftModel.Load(other, folder.Path);
        var ids = Ids();

        Assert.That(((LoraConfig)loaded.ConfigOf()).EnsureWeightTying);
        TensorAssert.AreClose(other.call(ids), model.call(ids), 1e-5, 1e-6, "logits");
    }

    [Test]
    public void AddWeightedAdapter_OfTiedAdapters_IsTied()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        Attach(model, "embed_tokens");
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.EnsureWeightTying) = (["lm_head"], 3, LoraInit.Random, true), "other");
        var report = peft.AddWeightedAdapter(["default", "other"], [1, -0.5], "sum", new CombinationOptions { Combination = Combination.Cat });

        Assert.That(report.Distance, Is.LessThan(1e-5));
        Assert.That(() => peft.Merge(), Throws.Nothing);
    }

    [TestCase("embed_tokens")]
    [TestCase("lm_head")]
    [TestCase("embed_tokens", "lm_head")]
    public void ModulesToSave_WhicheverIsNamed_TrainsOneCopyForBoth(params string[] saved)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = Create();
        using var other = Create();
        other.load_state_dict(model.state_dict());
        var (ids, own) = (Ids(), model.get_parameter("embed_tokens.weight")!);
        var before = model.call(ids);
        var peft = Saving(model, saved);
        var copy = peft.AdapterStateDict()[Prefix + "embed_tokens.weight"];
        using (no_grad())
            copy.add_(randn(8, 4));
        var adapted = model.call(ids);
        adapted.sum().backward();
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(other, folder.Path);

        Assert.That(peft.TrainableParameters().Count(p => p.shape.SequenceEqual([8L, 4L])), Is.EqualTo(1));
        Assert.That(peft.AdapterStateDict().Keys, Is.SupersetOf(new[] { Prefix + "embed_tokens.weight", Prefix + "lm_head.weight" }));
        Assert.That(own.grad, Is.Null);
        using (var expected = Create())
        {
            expected.load_state_dict(other.state_dict().Where(t => !t.Key.Contains("adapters", StringComparison.Ordinal)).ToDictionary(t => t.Key.Replace(".base_layer", "", StringComparison.Ordinal), t => t.Value), strict: false);
            TensorAssert.AreClose(expected.call(ids), adapted, 1e-5, 1e-5, "a model with this weight");
        }
        TensorAssert.AreClose(other.call(ids), adapted, 1e-5, 1e-6, "loaded");
        peft.Detach();
        TensorAssert.BitEqual(model.call(ids), before, "detached");
        Assert.That(model.get_parameter("embed_tokens.weight"), Is.SameAs(own));
    }

    [Test]
    public void MergeAndUnload_TiedCopy_IsTheModelsWeight()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var (ids, own) = (Ids(), model.get_parameter("embed_tokens.weight")!);
        var peft = Saving(model, "lm_head");
        using (no_grad())
            peft.AdapterStateDict()[Prefix + "lm_head.weight"].add_(1);
        var adapted = model.call(ids);
        peft.MergeAndUnload();

        TensorAssert.AreClose(model.call(ids), adapted, 1e-5, 1e-5, "logits");
        Assert.That(model.get_parameter("embed_tokens.weight"), Is.SameAs(own));
    }

    [Test]
    public void TrainableTokens_NamedForBoth_AreTrainedOnce()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var peft = model.AddLora(o => (o.TargetModules, o.EnsureWeightTying, o.TrainableTokens) = (["other"], true, TokenIndices.Of(new() { ["embed_tokens"] = [2, 5], ["lm_head"] = [2, 5] })));

        Assert.That(peft.AdapterStateDict().Keys.Where(k => k.Contains("tokens_delta", StringComparison.Ordinal)), Is.EqualTo([Prefix + "embed_tokens.token_adapter.trainable_tokens_delta"]));
    }

    [Test]
    public void TrainableTokens_DifferentOnesOfTiedLayers_AreAnErrorOnlyIfTyingIsAskedFor()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        PeftModel Attach(bool tie) => model.AddLora(o => (o.TargetModules, o.EnsureWeightTying, o.TrainableTokens) = (["other"], tie, TokenIndices.Of(new() { ["embed_tokens"] = [2], ["lm_head"] = [5] })));

        Assert.That(() => Attach(tie: true), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lm_head'").And.Message.Contains("different tokens"));
        var (ids, before) = (Ids(), model.call(Ids()));
        var peft = Attach(tie: false);
        using (no_grad())
            peft.AdapterStateDict()[Prefix + "lm_head.token_adapter.trainable_tokens_delta"].add_(1);
        var changed = model.call(ids).ne(before).sum([0, 1]).gt(0);
        Assert.That(Enumerable.Range(0, 8).Where(i => changed[i].item<bool>()), Is.EqualTo([5]));
    }

    [Test]
    public void EnsureWeightTying_WhereNothingIsTied_IsAnErrorAndLeavesTheModel()
    {
        using var model = Create();

        Assert.That(() => Attach(model, "other"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("EnsureWeightTying").And.Message.Contains("shared"));
        Assert.That(PeftModel.For(model).AdapterNames, Is.Empty);
        LeakGuard.NoTensorsLeft(() => Assert.That(() => Attach(model, "other"), Throws.TypeOf<PeftConfigException>()));
    }

    [Test]
    public void EnsureWeightTying_WithDora_IsRefused()
    {
        using var model = Create();

        Assert.That(() => model.AddLora(o => (o.TargetModules, o.EnsureWeightTying, o.UseDora) = (["embed_tokens"], true, true)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lm_head'"));
    }

    [Test]
    public void UsePerRow_TiedLora_GivesEachRowItsOwn()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        var ids = randint(0, 8, [3, 4], ScalarType.Int64);
        var without = model.call(ids);
        var peft = Attach(model, "embed_tokens", "other");
        var with = model.call(ids);
        using var rows = peft.UsePerRow(["default", null, "default"]);
        if (head == Head.SealedAndForward)
            Assert.That(() => model.call(ids), Throws.TypeOf<AdapterStateException>().With.Message.Contains("embed_tokens"));
        else
            TensorAssert.AreClose(model.call(ids), stack([with[0], without[1], with[2]]), 1e-5, 1e-5, "rows");
    }

    [Test]
    public void AttachTrainAndDetach_Repeated_LeaveNoTensors()
    {
        using var model = Create();
        using var folder = new TempFolder();
        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            var peft = model.AddLora(o => (o.TargetModules, o.EnsureWeightTying, o.Init) = (["lm_head", "other"], true, LoraInit.Random));
            model.call(Ids()).sum().backward();
            peft.Merge();
            peft.Unmerge();
            peft.SaveAdapter(folder.Path);
            peft.LoadAdapter(folder.Path, "again");
            peft.HotSwap(folder.Path, "again");
            peft.Detach();
        });
    }

    private static Tensor Ids() => tensor(new long[] { 1, 5, 2, 7 }).unsqueeze(0);

    private static PeftModel Attach(Module model, params string[] targets) =>
        model.AddLora(o => (o.TargetModules, o.Rank, o.Alpha, o.Init, o.EnsureWeightTying) = (ModuleTargets.Names(targets), 2, 4, LoraInit.Random, true));

    private static PeftModel Saving(Module model, params string[] saved) =>
        model.AddLora(o => (o.TargetModules, o.Rank, o.ModulesToSave, o.EnsureWeightTying) = (["other"], 2, saved, true));

    /// <summary>What the output layer is.</summary>
    public enum Head
    {
        Linear,
        OwnLayer,
        SealedAndForward,
    }

    private Module<Tensor, Tensor> Create() => head == Head.SealedAndForward ? new SealedModel() : new TiedModel(head == Head.OwnLayer);

    /// <summary>In fields of sealed types, and invoked through <c>forward</c>.</summary>
    private sealed class SealedModel : Module<Tensor, Tensor>
    {
        private readonly Embedding embed_tokens = Embedding(8, 4);
        private readonly Linear other = Linear(4, 4), lm_head = Linear(4, 8, hasBias: false);

        internal SealedModel()
            : base(nameof(SealedModel))
        {
            lm_head.weight = embed_tokens.weight!;
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids) => lm_head.forward(other.forward(embed_tokens.forward(ids)));
    }

    private sealed class TiedModel : Module<Tensor, Tensor>
    {
        private readonly Embedding embed_tokens = Embedding(8, 4);
        private readonly Module<Tensor, Tensor> other = Linear(4, 4), lm_head;

        internal TiedModel(bool ownLayer)
            : base(nameof(TiedModel))
        {
            var linear = Linear(4, 8, hasBias: false);
            linear.weight = embed_tokens.weight!;
            lm_head = ownLayer ? new TiedOutput(embed_tokens) : linear;
            RegisterComponents();
        }

        public override Tensor forward(Tensor ids) => lm_head.call(other.call(embed_tokens.call(ids)));
    }
}
