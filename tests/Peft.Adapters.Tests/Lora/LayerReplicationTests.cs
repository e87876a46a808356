using Peft.TestUtils;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Lora;

/// <summary>Models grown in depth by repeating layers.</summary>
[TestFixture]
public sealed class LayerReplicationTests
{
    private static LoraConfig Config => new() { TargetModules = ["q_proj"], Rank = 2, LayerReplication = [[0, 2], [1, 3]] };

    [Test]
    public void AddLora_RepeatedLayers_ComputeAsADeeperModelWithTheSameWeights()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create(3);
        using var deep = SmallLlama.Create(4);
        var weights = model.state_dict();
        int[] order = [0, 1, 1, 2];
        foreach (var (name, parameter) in deep.named_parameters())
        {
            var match = System.Text.RegularExpressions.Regex.Match(name, @"^model\.layers\.(\d+)(.*)$");
            parameter.copy_(weights[match.Success ? $"model.layers.{order[int.Parse(match.Groups[1].Value, null)]}{match.Groups[2].Value}" : name]);
        }
        var ids = randint(0, 12, [2, 5]);
        var before = model.call(ids);
        long own = model.parameters().Count();
        var peft = model.AddLora(Config);
        model.eval();

        TensorAssert.AreClose(model.call(ids), deep.call(ids), 1e-5, 1e-6, "deeper");
        Assert.That(peft.Sites.Select(s => s.Path), Is.EqualTo(Enumerable.Range(0, 4).Select(i => $"model.layers.{i}.self_attn.q_proj")));
        peft.Detach();
        TensorAssert.BitEqual(model.call(ids), before, "detached");
        Assert.That(model.parameters().Count(), Is.EqualTo(own));
    }

    [Test]
    public void To_RepeatedLayers_ConvertsSharedParametersOnceAndThoseKeptAsideToo()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create(3);
        var ids = randint(0, 12, [2, 5]);
        var before = model.call(ids);
        var peft = model.AddLora(Config);
        var repeated = model.call(ids);
        model.to(ScalarType.Float64);

        TensorAssert.AreClose(model.call(ids), repeated, 1e-4, 1e-4, "converted");
        Assert.That(model.get_parameter("model.layers.1.mlp.up_proj.weight"), Is.SameAs(model.get_parameter("model.layers.2.mlp.up_proj.weight")));
        peft.Detach();
        TensorAssert.AreClose(model.call(ids), before, 1e-4, 1e-4, "detached");
        Assert.That(model.parameters().Select(p => p.dtype), Is.All.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Backward_RepeatedLayers_EachHaveAnAdapterOfTheirOwn()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create(3);
        var config = Config;
        config.Init = LoraInit.Random;
        var peft = model.AddLora(config);
        model.call(randint(0, 12, [2, 5])).square().sum().backward();

        Assert.That(peft.TrainableParameters(), Has.Count.EqualTo(8));
        Assert.That(peft.TrainableParameters().All(p => p.grad!.abs().sum().item<float>() > 0));
    }

    [Test]
    public void Merge_RepeatedLayers_IsRefusedAndChangesNothing()
    {
        using var scope = NewDisposeScope();
        using var model = SmallLlama.Create(3);
        var weights = model.state_dict().ToDictionary(w => w.Key, w => w.Value.clone());
        var peft = model.AddLora(Config);

        Assert.That(() => peft.Merge(), Throws.TypeOf<AdapterStateException>().With.Message.Contains("uses the weight"));
        peft.Detach();
        foreach (var (name, weight) in weights)
            TensorAssert.BitEqual(model.state_dict()[name], weight, name);
    }

    [Test]
    public void NextLogits_RepeatedLayers_UseTheCacheOfTheirOwnPlace()
    {
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        using var model = SmallLlama.Create(3);
        model.AddLora(Config);
        model.eval();
        var ids = randint(0, 12, [1, 5]);
        using var cache = new Generation.KvCache();
        model.NextLogits(ids.narrow(1, 0, 4), null, cache);

        TensorAssert.AreClose(model.NextLogits(ids.narrow(1, 4, 1), null, cache), model.call(ids).select(1, 4), 1e-4, 1e-5, "logits");
    }

    [Test]
    public void AddLora_ImpossibleOrder_IsRefusedAndLeavesTheModel()
    {
        using var model = SmallLlama.Create(3);
        var config = Config;
        config.LayerReplication = [[0, 4]];
        Assert.That(() => model.AddLora(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains("has 3"));
        config = Config;
        config.TargetModules = ["nowhere"];
        Assert.That(() => model.AddLora(config), Throws.InstanceOf<PeftException>());

        Assert.That(model.Model.named_children().Single(c => c.name == "layers").module.named_children().Count(), Is.EqualTo(3));
        using var mlp = new OpenMlp();
        config = Config;
        config.TargetModules = ["lin0"];
        Assert.That(() => mlp.AddLora(config), Throws.TypeOf<AdapterStateException>().With.Message.Contains("OpenMlp"));
    }

    [Test]
    public void AddAdapter_ASecondOneThatRepeatsLayers_IsRefused()
    {
        using var model = SmallLlama.Create(3);
        var peft = model.AddLora(o => o.TargetModules = ["q_proj"]);

        Assert.That(() => peft.AddAdapter(Config, "second"), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'second'"));
    }
}
