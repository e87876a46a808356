using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Methods;

/// <summary>What is particular to methods that turn a layer's input.</summary>
[TestFixture]
public sealed class RotationTests
{
    private const int Features = 16;

    private static readonly TestCaseData[] s_orthogonal =
    [
        new TestCaseData(new OftConfig { BlockSize = 4, UseCayleyNeumann = false, InitWeights = false }).SetArgDisplayNames("OFT"),
        new TestCaseData(new HraConfig { Rank = 4, InitWeights = false }).SetArgDisplayNames("HRA"),
        new TestCaseData(new BoftConfig { ButterflyFactors = 3 }).SetArgDisplayNames("BOFT"),
    ];

    [TestCaseSource(nameof(s_orthogonal))]
    public void Merge_OfTheIdentity_GivesAnOrthogonalMatrix(PeftConfig config)
    {
        using var scope = NewDisposeScope();
        var rotation = RotationOf(config, peft => Randomize(peft, "_R"));

        TensorAssert.AreClose(rotation.mm(rotation.t()), eye(Features), 0, 1e-5, "R times its transpose");
        Assert.That(rotation.allclose(eye(Features)), Is.False);
    }

    [TestCase(1, 4)]
    [TestCase(2, 8)]
    [TestCase(3, 16)]
    public void Butterfly_SeveralFactors_ConnectAllBlocks(int factors, int connected)
    {
        using var scope = NewDisposeScope();
        var rotation = RotationOf(new BoftConfig { BlockSize = 4, ButterflyFactors = factors }, peft => Randomize(peft, "_R"));

        Assert.That(rotation.ne(0).sum(1).to(ScalarType.Float32).max().item<float>(), Is.EqualTo(connected));
    }

    [Test]
    public void ModuleDropout_InTraining_LeavesSomeBlocksAlone()
    {
        using var scope = NewDisposeScope();
        using var model = Model();
        var peft = model.AddAdapter(new OftConfig { BlockSize = 4, ModuleDropout = 0.5, TargetModules = ["fc"] });
        Randomize(peft, "_R");
        var x = randn(5, Features);
        model.train();
        var y = model.call(x).view(5, 4, 4);

        // The weight is the identity: a block that is left alone shows its input.
        Assert.That(y.sub(x.view(5, 4, 4)).abs().amax([0, 2]).lt(1e-6).sum().item<long>(), Is.EqualTo(2));
    }

    [Test]
    public void AddAdapter_BlocksThatDoNotFit_AreRefusedOrAdjusted()
    {
        using var model = Model();
        var peft = model.AddAdapter(new OftConfig { BlockSize = 5, TargetModules = ["fc"] });

        Assert.That(peft.AdapterStateDict()["base_model.model.fc.oft_R.weight"].shape, Is.EqualTo(new long[] { 4, 6 }));
        Assert.That(() => peft.AddAdapter(new BoftConfig { BlockSize = 5, TargetModules = ["fc"] }, "boft"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("16 inputs"));
        Assert.That(() => peft.AddAdapter(new BoftConfig { ButterflyFactors = 4, TargetModules = ["fc"] }, "boft"), Throws.TypeOf<PeftConfigException>().With.Message.Contains("4 factors"));
    }

    private static Tensor RotationOf(PeftConfig config, Action<PeftModel> change)
    {
        using var model = Model();
        config.TargetModules = ["fc"];
        var peft = model.AddAdapter(config);
        change(peft);
        peft.MergeAndUnload();
        return model.get_parameter("fc.weight")!.detach().clone();
    }

    private static void Randomize(PeftModel peft, string key)
    {
        using var _ = no_grad();
        foreach (var (_, tensor) in peft.AdapterStateDict().Where(t => t.Key.Contains(key, StringComparison.Ordinal)))
            tensor.normal_();
    }

    private static Module<Tensor, Tensor> Model()
    {
        var model = Sequential(("fc", Linear(Features, Features, hasBias: false)));
        using var one = eye(Features);
        using var _ = no_grad();
        model.get_parameter("fc.weight")!.copy_(one);
        return model;
    }
}
