using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>Methods of different shapes that act together on one model.</summary>
[TestFixture]
public sealed class MixtureTests
{
    private static readonly (string Name, Func<PeftConfig> Create)[] s_mergeable =
    [
        ("lora", () => new LoraConfig { Rank = 3 }),
        ("ia3", () => new Ia3Config { TargetModules = ["lin0", "lin1"], FeedforwardModules = ["lin1"] }),
        ("oft", () => new OftConfig { BlockSize = 4 }),
        ("boft", () => new BoftConfig()),
        ("shira", () => new ShiraConfig { Rank = 2 }),
        ("hira", () => new HiraConfig { Rank = 2 }),
        ("dora", () => new LoraConfig { Rank = 2, UseDora = true }),
    ];

    [TestCase("lora", "ia3", "oft")]
    [TestCase("oft", "lora", "boft")]
    [TestCase("shira", "oft", "hira")]
    [TestCase("ia3", "shira", "boft")]
    [TestCase("boft", "dora", "ia3")]
    [TestCase("hira", "ia3", "shira", "oft", "lora", "boft")]
    public void Merge_SeveralShapes_ComputesAsTheyDoOneAfterAnother(params string[] names)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(4, 12);
        var before = model.call(x);
        var peft = Attach(model, names);
        var together = Output(model, x);
        peft.Merge();

        TensorAssert.AreClose(Output(model, x), together, 1e-4, 1e-5, "merged");
        peft.Unmerge();
        peft.SetActive([.. names.Reverse()]);
        Assert.That(Output(model, x).allclose(together), Is.False, "the order counts");
        peft.Detach();
        TensorAssert.BitEqual(model.call(x), before, "detached");
    }

    // As UniPELT and MAM do: low-rank updates in one place, bottlenecks in another, all trained at once.
    [Test]
    public void Training_AUnionOfMethods_TrainsAllOfThem()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Attach(model, "lora", "ia3");
        peft.AddAdapter(new BottleneckConfig { TargetModules = ["lin1"], IsParallel = true, ReductionFactor = 4 }, "bottleneck");
        peft.SetActive("lora", "ia3", "bottleneck");
        model.train();
        model.call(randn(4, 12)).square().sum().backward();

        foreach (string name in peft.ActiveAdapters)
            Assert.That(peft.AdapterStateDict(name).Values.Select(t => t.grad), Is.All.Not.Null, name);
    }

    private static PeftModel Attach(OpenMlp model, params string[] names)
    {
        var peft = PeftModel.For(model);
        foreach (string name in names)
        {
            var config = s_mergeable.Single(m => m.Name == name).Create();
            config.TargetModules ??= ["lin0", "lin1"];
            peft.AddAdapter(config, name);
            using var _ = no_grad();
            foreach (var parameter in peft.TrainableParameters())
                parameter.add_(randn_like(parameter), 0.2);
        }
        peft.SetActive(names);
        return peft;
    }

    private static Tensor Output(OpenMlp model, Tensor x)
    {
        model.eval();
        using var _ = no_grad();
        return model.call(x);
    }
}
