using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Lora;

/// <summary>What holds for every initialisation that computes where A and B start.</summary>
[TestFixture]
public sealed class LoraStartTests
{
    private static readonly LoraInit[] s_all = [.. Enum.GetValues<LoraInit>().Except([LoraInit.Random])];
    private static readonly LoraInit[] s_unchanged = [.. s_all.Except([LoraInit.LoftQ])];
    private static readonly LoraInit[] s_shifting = [LoraInit.Pissa, LoraInit.FastPissa, LoraInit.Olora, LoraInit.Corda, LoraInit.LoraGA];

    [TestCaseSource(nameof(s_unchanged))]
    public void Forward_AtTheStart_IsTheBases(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var before = model.call(x);
        Add(model, init);

        TensorAssert.AreClose(model.call(x), before, 1e-5, 1e-5, "output");
    }

    [TestCaseSource(nameof(s_all))]
    public void DisableAndDetach_AnyStart_GiveTheBaseBitForBit(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var (before, weights) = (model.call(x), Weights(model));
        var peft = Add(model, init);
        Train(model, peft);
        using (peft.DisableAdapters())
            TensorAssert.BitEqual(model.call(x), before, "disabled");
        peft.Merge();
        peft.Detach();

        TensorAssert.BitEqual(model.call(x), before, "detached");
        foreach (var (name, weight) in Weights(model))
            TensorAssert.BitEqual(weight, weights[name], name);
    }

    [TestCaseSource(nameof(s_all))]
    public void Merge_ATrainedAdapter_GivesTheSameOutput(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var peft = Add(model, init);
        Train(model, peft);
        model.eval();
        var unmerged = model.call(x);
        peft.Merge();

        TensorAssert.AreClose(model.call(x), unmerged, 1e-4, 1e-5, "merged");
    }

    [TestCaseSource(nameof(s_all))]
    public void SaveAndLoad_ATrainedAdapter_GivesTheSameOutputOnTheSameBase(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var fresh = new OpenMlp();
        fresh.load_state_dict(model.state_dict());
        var x = randn(5, 12);
        var peft = Add(model, init);
        Train(model, peft);
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(fresh, folder.Path);

        TensorAssert.AreClose(fresh.call(x), model.call(x), 1e-5, 1e-5, "output");
    }

    [TestCaseSource(nameof(s_shifting))]
    public void SaveAsPlainLora_ATrainedAdapter_IsLoraOfTwiceTheRankWithTheSameOutput(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var fresh = new OpenMlp();
        fresh.load_state_dict(model.state_dict());
        var x = randn(5, 12);
        var peft = Add(model, init, o => (o.SaveAsPlainLora, o.UseRsLora, o.RankPattern, o.AlphaPattern) = (true, true, new Dictionary<string, int> { ["lin1"] = 2 }, new Dictionary<string, double> { ["lin1"] = 5 }));
        Train(model, peft);
        peft.SaveAdapter(folder.Path);
        var saved = (LoraConfig)PeftConfigFile.Read(folder.Path);
        var tensors = PeftModel.Load(fresh, folder.Path).AdapterStateDict();

        Assert.That((saved.Init, saved.Rank), Is.EqualTo((LoraInit.Default, 6)));
        Assert.That(tensors["base_model.model.lin1.lora_A.weight"].shape[0], Is.EqualTo(4));
        TensorAssert.AreClose(fresh.call(x), model.call(x), 1e-5, 1e-5, "output");
    }

    [TestCaseSource(nameof(s_shifting))]
    public void UseDora_WithAShiftedWeight_StartsAsTheBaseMergesAndSavesTheSame(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        using var fresh = new OpenMlp();
        fresh.load_state_dict(model.state_dict());
        var x = randn(5, 12);
        var before = model.call(x);
        var peft = Add(model, init, o => (o.UseDora, o.SaveAsPlainLora) = (true, true));
        TensorAssert.AreClose(model.call(x), before, 1e-5, 1e-5, "start");
        Train(model, peft);
        var trained = model.call(x);
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(fresh, folder.Path);
        TensorAssert.AreClose(fresh.call(x), trained, 1e-5, 1e-5, "saved and loaded");
        peft.Merge();

        TensorAssert.AreClose(model.call(x), trained, 1e-4, 1e-5, "merged");
    }

    [TestCase(LoraInit.Pissa)]
    [TestCase(LoraInit.Olora)]
    public void AddAdapter_ASecondThatStartsFromTheWeight_LeavesTheFirst(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var x = randn(5, 12);
        var baseOutput = model.call(x);
        var peft = Add(model, init, name: "one");
        Train(model, peft);
        var one = model.call(x);
        Add(model, init, name: "two");
        TensorAssert.AreClose(model.call(x), baseOutput, 1e-5, 1e-5, "the second alone");
        peft.SetActive("one", "two");
        TensorAssert.AreClose(model.call(x), one, 1e-5, 1e-5, "both, the second untrained");
        peft.SetActive("one");

        TensorAssert.BitEqual(model.call(x), one, "the first again");
    }

    [TestCaseSource(nameof(s_all))]
    public void TrainableParameters_AnyStart_AreTheFactorsThatTheMethodTrains(LoraInit init)
    {
        using var model = new OpenMlp();
        var tensors = Add(model, init).AdapterStateDict();
        var trained = tensors.Where(t => t.Value.requires_grad).Select(t => t.Key.Contains("lora_B") ? 'B' : 'A').Distinct();

        Assert.That(tensors, Has.Count.EqualTo(4));
        Assert.That(trained, Is.EquivalentTo(init == LoraInit.Mica ? "A" : "AB"));
    }

    [Test]
    public void FreezeA_OfLoraFA_TrainsBAlone()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        var peft = Add(model, LoraInit.Default, o => o.FreezeA = true);
        string first = "base_model.model.lin0.lora_A.weight";
        var before = peft.AdapterStateDict()[first].clone();
        Train(model, peft);

        TensorAssert.BitEqual(peft.AdapterStateDict()[first], before, "A");
        Assert.That(peft.TrainableParameters().Select(p => p.shape[1]), Is.All.EqualTo(3));
    }

    [TestCase(4)]
    [TestCase(8)]
    public void LoftQ_AtTheStart_IsNearerToTheWeightThanQuantisationAlone(int bits)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp(64, 96);
        var weight = model.get_parameter("lin1.weight")!.detach().clone();
        var peft = Add(model, LoraInit.LoftQ, o => (o.LoftQ, o.Rank, o.Alpha, o.TargetModules) = (new LoftQConfig { Bits = bits, Iterations = 3 }, 8, 16, ["lin1"]));
        var tensors = peft.AdapterStateDict();
        var update = tensors["base_model.model.lin1.lora_B.weight"].mm(tensors["base_model.model.lin1.lora_A.weight"]) * 2;
        peft.Merge();
        var merged = model.named_parameters().First(p => p.name.EndsWith("lin1.base_layer.weight", StringComparison.Ordinal)).parameter;

        Assert.That((merged - weight).norm().item<float>(), Is.LessThan(0.9 * (merged - update - weight).norm().item<float>()));
    }

    [Test]
    public void Eva_WithRho_MovesRanksAndFilesHaveThem()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        using var model = new OpenMlp();
        // One direction explains nearly all of the first layer's inputs; behind the ReLU there are more.
        var direction = randn(1, 12);
        var batches = Enumerable.Range(0, 20).Select(_ => randn(40, 1).mm(direction) + (randn(40, 12) * 0.1)).ToList();
        var config = Config(LoraInit.Eva);
        config.Eva = new EvaConfig { Rho = 2, Tau = 0.7 };
        var peft = model.AddLora(config, batches, x => model.call(x));
        peft.SaveAdapter(folder.Path);
        var saved = (LoraConfig)PeftConfigFile.Read(folder.Path);
        var ranks = peft.AdapterStateDict().Where(t => t.Key.Contains("lora_A")).Select(t => t.Value.shape[0]).ToList();

        Assert.That(ranks.Sum(), Is.EqualTo(6), "the sum of the ranks");
        Assert.That(ranks[0], Is.LessThan(3));
        Assert.That(config.RankPattern, Is.Empty, "what the caller has");
        Assert.That(saved.RankPattern.Values, Is.EquivalentTo(ranks));
        Assert.That(saved.AlphaPattern.Values, Is.EquivalentTo(ranks.Select(r => 8.0 * r / 3)));
    }

    [TestCase(LoraInit.Eva)]
    [TestCase(LoraInit.Corda)]
    [TestCase(LoraInit.LoraGA)]
    public void AddLora_NeedsDataAndGetsNone_SaysHowToGiveIt(LoraInit init)
    {
        using var model = new OpenMlp();

        Assert.That(() => model.AddLora(Config(init)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("batches"));
        Assert.That(() => model.AddLora(Config(init), new[] { 0 }, _ => { }), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lin0'"));
        Assert.That(PeftModel.For(model).AdapterNames, Is.Empty);
        Assert.That(model.parameters().All(p => p.requires_grad && p.grad is null));
    }

    [TestCase(LoraInit.Eva)]
    [TestCase(LoraInit.Corda)]
    [TestCase(LoraInit.LoraGA)]
    public void AddLora_OnSealedLayers_WorksOrSaysWhatWasNotSeen(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var called = new SealedCallMlp();
        using var forwarded = new SealedForwardMlp();
        var x = randn(5, 12);
        foreach (var model in new Module<Tensor, Tensor>[] { called, forwarded })
        {
            var before = model.call(x);
            PeftModel AddTo() => model.AddLora(Config(init), Enumerable.Range(0, 4).Select(_ => randn(40, 12)), batch =>
            {
                var loss = model.call(batch).square().mean();
                if (init == LoraInit.LoraGA)
                    loss.backward();
            });
            if (model == forwarded && init != LoraInit.LoraGA)
            {
                // No hook runs in forward; the gradient of a weight is there all the same.
                Assert.That(AddTo, Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lin0'").And.Message.Contains("call"));
                continue;
            }
            AddTo();
            TensorAssert.AreClose(model.call(x), before, 1e-5, 1e-5, model.GetName());
        }
    }

    [Test]
    public void AddLora_WithData_LeavesModesAndGradientsAsTheyWere()
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp();
        model.train();
        model.get_parameter("lin2.bias")!.requires_grad = false;
        var peft = Add(model, LoraInit.LoraGA);

        Assert.That(model.training);
        Assert.That(model.named_parameters().Where(p => !p.name.Contains("lora")).Select(p => p.parameter), Is.All.Matches<Tensor>(p => p!.grad is null));
        peft.Detach();
        Assert.That(model.named_parameters().Where(p => !p.parameter.requires_grad).Select(p => p.name), Is.EqualTo(new[] { "lin2.bias" }));
    }

    [TestCaseSource(nameof(s_all))]
    public void AddLora_MoreRankThanTheLayerHas_IsAnErrorOrWorks(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var model = new OpenMlp(12, 20, 2);
        void AddToLast() => Add(model, init, o => (o.TargetModules, o.Rank) = (["lin2"], 4));

        if (init is LoraInit.Default or LoraInit.Gaussian or LoraInit.Orthogonal or LoraInit.Eva)
            Assert.That(AddToLast, Throws.Nothing);
        else
            Assert.That(AddToLast, Throws.TypeOf<PeftConfigException>().With.Message.Contains("'lin2'").And.Message.Contains("at most"));
    }

    [Test]
    public void AddLora_AStartForLinearLayersOnAConvolution_NamesTheLayer()
    {
        using var model = new Cnn1d(3, 4, 2);

        Assert.That(() => model.AddLora(o => (o.TargetModules, o.Init) = (["conv0"], LoraInit.Pissa)), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'conv0'"));
    }

    [TestCase(LoraInit.Pissa)]
    [TestCase(LoraInit.Olora)]
    public void AddLora_AStartFromAQuantisedWeight_IsExactAndSavesAsPlainLora(LoraInit init)
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        var weight = randn(48, 64);
        using var model = Quantised(weight);
        using var fresh = Quantised(weight);
        var x = randn(5, 64);
        var before = model.call(x);
        var config = new LoraConfig { Init = init, Rank = 4, TargetModules = ["lin0"] };
        Assert.That(() => model.AddLora(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains("SaveAsPlainLora"));
        config.SaveAsPlainLora = true;
        var peft = model.AddLora(config);
        TensorAssert.AreClose(model.call(x), before, 1e-4, 1e-4, "start");
        using (no_grad())
            peft.AdapterStateDict()["base_model.model.lin0.lora_A.weight"].mul_(1.5);
        peft.SaveAdapter(folder.Path);
        PeftModel.Load(fresh, folder.Path);

        TensorAssert.AreClose(fresh.call(x), model.call(x), 1e-4, 1e-4, "saved and loaded");
    }

    [Test]
    public void Load_PeftsOloraOnAQuantisedWeight_QuantisesTheShiftedWeightAsPeftDoes()
    {
        using var scope = NewDisposeScope();
        using var folder = new TempFolder();
        var weight = randn(48, 64);
        using var dense = Sequential(("lin0", Linear(64, 48, hasBias: false)));
        dense.AddLora(o => (o.Init, o.Rank, o.TargetModules) = (LoraInit.Olora, 4, ["lin0"])).SaveAdapter(folder.Path);
        var (a, b) = (PeftModel.For(dense).AdapterStateDict()["base_model.model.lin0.lora_A.weight"], PeftModel.For(dense).AdapterStateDict()["base_model.model.lin0.lora_B.weight"]);
        using var model = Quantised(weight);
        PeftModel.Load(model, folder.Path);
        using var packed = NF4Tensor.Quantize(weight);
        var (q, r) = linalg.qr(packed.Dequantize());
        double s = 8.0 / 4;
        using var changed = NF4Tensor.Quantize(packed.Dequantize() - (q.narrow(1, 0, 4).mm(r.narrow(0, 0, 4)) * s));
        var x = randn(5, 64);

        TensorAssert.AreClose(model.call(x), x.mm((changed.Dequantize() + (b.mm(a) * s)).t()), 1e-4, 1e-4, "output");
    }

    private static Module<Tensor, Tensor> Quantised(Tensor weight) => Sequential(("lin0", new Linear4bit(NF4Tensor.Quantize(weight))));

    [TestCaseSource(nameof(s_all))]
    public void AddAndDelete_AnyStart_LeavesNoTensors(LoraInit init)
    {
        using var model = new OpenMlp();
        LeakGuard.NoTensorsLeft(() => Add(model, init).Detach());
    }

    private static LoraConfig Config(LoraInit init) => new() { Init = init, Rank = 3, Alpha = 8, TargetModules = ["lin0", "lin1"], LoftQ = new LoftQConfig(), Eva = new EvaConfig { Tau = 0.8 } };

    private static PeftModel Add(OpenMlp model, LoraInit init, Action<LoraConfig>? configure = null, string name = PeftModel.DefaultAdapter)
    {
        var config = Config(init);
        if (init == LoraInit.Orthogonal)
            config.Rank = 4;
        configure?.Invoke(config);
        if (init is not (LoraInit.Eva or LoraInit.Corda or LoraInit.LoraGA))
            return model.AddLora(config, name);
        manual_seed(1);
        long features = model.get_parameter("lin0.weight")!.shape[1];
        using var scope = NewDisposeScope();
        var batches = Enumerable.Range(0, 4).Select(_ => randn(40, features)).ToList();
        return model.AddLora(config, batches, x =>
        {
            var y = model.call(x);
            if (init == LoraInit.LoraGA)
                y.square().mean().backward();
        }, name: name);
    }

    private static void Train(OpenMlp model, PeftModel peft)
    {
        model.train();
        using var optimizer = optim.SGD(peft.TrainableParameters(), 0.1);
        for (int i = 0; i < 3; i++)
        {
            optimizer.zero_grad();
            model.call(randn(7, 12)).square().mean().backward();
            optimizer.step();
        }
    }

    private static Dictionary<string, Tensor> Weights(Module model) => model.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone());
}
