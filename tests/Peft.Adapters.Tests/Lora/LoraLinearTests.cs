using Peft.Checkpoints;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

[TestFixture]
public sealed class LoraLinearTests
{
    [TestCase(LoraInit.Default)]
    [TestCase(LoraInit.Gaussian)]
    [TestCase(LoraInit.Orthogonal)]
    public void AddLora_NewAdapter_LeavesTheOutput(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var before = model.call(x);
        model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0", "lin1"], 4, init));

        TensorAssert.AreClose(model.call(x), before, 1e-5, 1e-6, "output");
    }

    [Test]
    public void AddLora_Orthogonal_HasFactorsThatCancel()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var tensors = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0"], 6, LoraInit.Orthogonal)).AdapterStateDict();
        var a = tensors["base_model.model.lin0.lora_A.weight"];
        var b = tensors["base_model.model.lin0.lora_B.weight"];

        Assert.That(a.abs().max().item<float>(), Is.GreaterThan(0.01));
        Assert.That(b.abs().max().item<float>(), Is.GreaterThan(0.01));
        Assert.That(b.mm(a).abs().max().item<float>(), Is.LessThan(1e-6));
    }

    [TestCase(ScalarType.BFloat16)]
    [TestCase(ScalarType.Float64)]
    public void Forward_OtherBaseTypes_KeepTheOutputsType(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        model.to(type);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0", "lin1"], 4, LoraInit.Random));
        var y = model.call(randn(5, 12, dtype: type));
        y.sum().backward();

        Assert.That(y.dtype, Is.EqualTo(type));
        Assert.That(peft.TrainableParameters().Select(p => p.dtype), Is.All.EqualTo(type == ScalarType.BFloat16 ? ScalarType.Float32 : type));
        Assert.That(peft.TrainableParameters().All(p => p.grad is not null));
    }

    [TestCase(ScalarType.Float32)]
    [TestCase(ScalarType.BFloat16)]
    [TestCase(ScalarType.Float16)]
    public void Unmerge_AfterManyCycles_IsBitExact(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        model.to(type);
        var before = model.get_parameter("lin0.weight")!.detach().clone();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0"], 4, LoraInit.Random));
        for (int i = 0; i < 1000; i++)
        {
            peft.Merge();
            Assert.That(peft.IsMerged);
            peft.Unmerge();
        }
        peft.Detach();

        TensorAssert.BitEqual(model.get_parameter("lin0.weight")!, before, "weight");
    }

    [Test]
    public void Merge_AnInfiniteAdapter_IsRefusedBeforeAnythingChanges()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init) = (["lin0", "lin1"], 4, LoraInit.Random));
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.lin1.lora_B.weight"].fill_(float.PositiveInfinity);

        Assert.That(() => peft.Merge(checkFinite: true), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'lin1'"));
        Assert.That(peft.IsMerged, Is.False);
    }

    [Test]
    public void SeveralAdapters_SwitchAddUpAndDelete()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var linear = new LoraConfig { TargetModules = ["lin2"], Rank = 2, Init = LoraInit.Random };
        var baseOutput = model.call(x);
        var peft = model.AddLora(linear, "one");
        var one = model.call(x);
        peft.AddAdapter(linear, "two");
        var two = model.call(x);
        peft.SetActive("one", "two");
        var both = model.call(x);

        TensorAssert.AreClose(both - baseOutput, (one - baseOutput) + (two - baseOutput), 1e-4, 1e-5, "sum");
        Assert.That(() => peft.AddAdapter(linear, "two"), Throws.TypeOf<AdapterStateException>());
        Assert.That(() => peft.SetActive("three"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("one, two"));
        peft.DeleteAdapter("two");
        TensorAssert.AreClose(model.call(x), one, 1e-6, 1e-6, "after deleting");
        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "one" }));
    }

    [Test]
    public void CountParameters_RankTwoOnOneLayer_CountsBothFactors()
    {
        using var model = new OpenMlp();
        var count = model.AddLora(o => (o.TargetModules, o.Rank) = (["lin0"], 2)).CountParameters();

        Assert.That(count.Trainable, Is.EqualTo(2 * (12 + 20)));
        Assert.That(count.All, Is.EqualTo((12 * 20) + 20 + (20 * 20) + 20 + (20 * 6) + 6 + 64));
        Assert.That(count.ToString(), Is.EqualTo("trainable params: 64 || all params: 870 || trainable%: 7.3563"));
    }

    [Test]
    public void Load_KeysOrShapesThatDoNotFit_AreNamedAndNothingIsAttached()
    {
        using var folder = new TempFolder();
        using (var model = new OpenMlp())
            model.AddLora(o => (o.TargetModules, o.Rank) = (["lin0"], 2)).SaveAdapter(folder.Path);
        string file = folder.File("adapter_model.safetensors");

        Rewrite(file, tensors => tensors.Select(t => KeyValuePair.Create(t.Key.Replace("lora_A", "lora_a"), t.Value)));
        AssertRefused("'base_model.model.lin0.lora_A.weight'", "'base_model.model.lin0.lora_a.weight'");
        Rewrite(file, tensors => tensors.Select(t => KeyValuePair.Create(t.Key.Replace("lora_a", "lora_A"), t.Value.narrow(0, 0, 1).contiguous())));
        AssertRefused("[1, 12]", "[2, 12]");

        void AssertRefused(params string[] words)
        {
            using var model = new OpenMlp();
            var error = Assert.Throws<CheckpointFormatException>(() => PeftModel.Load(model, folder.Path))!;
            foreach (string word in words)
                Assert.That(error.Message, Does.Contain(word));
            Assert.That(PeftModel.For(model).AdapterNames, Is.Empty);
            Assert.That(model.named_modules().Select(m => m.name), Is.EqualTo(new[] { "lin0", "lin1", "lin2" }));
            Assert.That(model.parameters().All(p => p.requires_grad));
        }
    }

    [Test]
    public void LoadAdapter_ThatFails_LeavesTheOthersActingAsBefore()
    {
        using var folder = new TempFolder();
        using (var other = new OpenMlp(input: 8))
            other.AddLora(o => (o.TargetModules, o.Rank) = (["lin0"], 2)).SaveAdapter(folder.Path);
        using var model = new OpenMlp();
        var config = new LoraConfig { TargetModules = ["lin1"], Rank = 2 };
        var peft = model.AddLora(config, "one");
        peft.AddAdapter(config, "two");
        peft.SetActive("two", "one");

        Assert.That(() => peft.LoadAdapter(folder.Path, "three"), Throws.TypeOf<CheckpointFormatException>());
        Assert.That(peft.ActiveAdapters, Is.EqualTo(new[] { "two", "one" }));
        Assert.That(peft.AdapterNames, Is.EqualTo(new[] { "one", "two" }));
    }

    [Test]
    public void SaveAndLoad_ATrainedAdapter_GivesIdenticalOutputs()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var fresh = new OpenMlp();
        fresh.load_state_dict(model.state_dict());
        var x = randn(5, 12);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.ModulesToSave) = (["lin0", "lin1"], 3, LoraInit.Random, ["lin2"]));
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.lin2.weight"].mul_(2);
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(fresh, folder.Path);

        TensorAssert.BitEqual(fresh.call(x), model.call(x), "output");
    }

    private static void Rewrite(string file, Func<Dictionary<string, Tensor>, IEnumerable<KeyValuePair<string, Tensor>>> change)
    {
        Dictionary<string, Tensor> tensors;
        using (var old = SafetensorsFile.Open(file))
            tensors = old.ReadAll();
        SafetensorsFile.Save(file, change(tensors));
    }
}
