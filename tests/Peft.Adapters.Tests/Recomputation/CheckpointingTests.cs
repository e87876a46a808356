using Peft.Adapters.Tests.Attachment;
using Peft.Adapters.Tests.Lora;
using Peft.Adapters.Tests.MultiAdapter;
using Peft.Attachment;
using Peft.Quantization;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Recomputation;

/// <summary>Segments with adapters: computed again, they compute what they did.</summary>
[TestFixture, NonParallelizable]
public sealed class CheckpointingTests
{
    private DisposeScope _scope = null!;

    private static IEnumerable<(string Name, Action<PeftModel> Change)> Changes =>
    [
        ("another is active", peft => peft.SetActive("b")),
        ("it is deleted", peft => peft.DeleteAdapter("a")),
        ("it is renamed", peft => peft.RenameAdapter("a", "z")),
        ("one more is added", peft => peft.AddAdapter(Mlps.Config(), "c")),
    ];

    private static IEnumerable<TestCaseData> ChangesByStrategy => from strategy in Mlps.Strategies
                                                                  from change in Changes
                                                                  select new TestCaseData(strategy, change.Change).SetArgDisplayNames($"{strategy}: {change.Name}");

    [SetUp]
    public void OpenScope()
    {
        _scope = NewDisposeScope();
        manual_seed(2);
    }

    [TearDown]
    public void CloseScope()
    {
        _scope.Dispose();
        Assert.That(BackwardException.ThrowIfPending, Throws.Nothing, "a failure was left behind");
    }

    [TestCaseSource(typeof(Shape), nameof(Shape.All))]
    public void Backward_WholeModel_GivesTheSameBitsFromTheFirstPassOn(Shape shape)
    {
        using var model = shape.Create();
        var peft = model.AddLora(o => (o.Rank, o.Init, o.TargetModules) = (2, LoraInit.Random, ModuleTargets.AllLinear));
        peft.AllowUnreached = true;
        var x = randn(3, 4);

        var first = GradientsOf(peft, () => GradientCheckpointing.Run(model, x));
        var expected = GradientsOf(peft, () => model.call(x));
        var later = GradientsOf(peft, () => GradientCheckpointing.Run(model, x));

        AreBitEqual(first, expected, "first pass");
        AreBitEqual(later, expected, "later pass");
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void Backward_SegmentInsideTheForward_GivesTheSameBitsFromTheFirstPassOn(SiteStrategy strategy)
    {
        using var model = new SegmentedMlp(strategy);
        var peft = model.AddLora(o => (o.Rank, o.Init, o.TargetModules) = (2, LoraInit.Random, ["lin0", "lin1"]));
        var x = randn(3, 12);
        Dictionary<string, Tensor> Gradients(bool checkpoints)
        {
            model.Checkpoints = checkpoints;
            return GradientsOf(peft, () => model.call(x));
        }

        var first = Gradients(checkpoints: true);
        var expected = Gradients(checkpoints: false);

        AreBitEqual(first, expected, "first pass");
        AreBitEqual(Gradients(checkpoints: true), expected, "later pass");
        Assert.That(peft.Sites.Select(s => s.Strategy), Is.All.EqualTo(strategy));
    }

    [TestCaseSource(nameof(ChangesByStrategy))]
    public void Backward_AdaptersHaveChangedSince_ComputesAsForwardDid(SiteStrategy strategy, Action<PeftModel> change)
    {
        using var model = new SegmentedMlp(strategy);
        var peft = model.WithAdapters("b", "a");
        var x = randn(3, 12).requires_grad_();
        Tensor Gradient(bool checkpoints, Action<PeftModel> then)
        {
            model.Checkpoints = checkpoints;
            x.grad = null;
            var y = model.call(x);
            then(peft);
            y.square().sum().backward();
            return x.grad!.clone();
        }
        var expected = Gradient(checkpoints: false, _ => { });

        TensorAssert.BitEqual(Gradient(checkpoints: true, change), expected, "gradient of the input");
    }

    [Test]
    public void Backward_AfterAPassOfADisposedModelFailed_ComputesAsForwardDid()
    {
        using (var failed = new SealedForwardMlp())
        {
            failed.AddAdapter(new Ia3Config { TargetModules = ["lin0", "lin1"], FeedforwardModules = ["lin1"] });
            Assert.That(() => failed.call(randn(3, 12)), Throws.TypeOf<AdapterStateException>());
        }
        using var model = new OpenMlp();
        model.WithAdapters("a");
        var x = randn(3, 12).requires_grad_();
        model.call(x).square().sum().backward();
        var expected = x.grad!.clone();
        x.grad = null;
        GradientCheckpointing.Run(model, x).square().sum().backward();

        TensorAssert.BitEqual(x.grad!, expected, "gradient of the input");
    }

    [TestCaseSource(nameof(ChangesByStrategy))]
    public void Backward_WholeModelAndAdaptersHaveChangedSince_ComputesAsForwardDid(SiteStrategy strategy, Action<PeftModel> change)
    {
        using var model = Mlps.Create(strategy);
        var peft = model.WithAdapters("b", "a");
        var x = randn(3, 12).requires_grad_();
        model.call(x).square().sum().backward();
        var expected = x.grad!.clone();
        x.grad = null;

        var y = GradientCheckpointing.Run(model, x);
        change(peft);
        y.square().sum().backward();

        TensorAssert.BitEqual(x.grad!, expected, "gradient of the input");
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.Strategies))]
    public void Backward_PassesWithOtherChoices_EachComputesWithItsOwn(SiteStrategy strategy)
    {
        using var model = new SegmentedMlp(strategy);
        var peft = model.WithAdapters("a", "b");
        peft.SetActive("a", "b");
        var x = randn(3, 12);
        Tensor With(params string[] names)
        {
            using var _ = peft.Use(names);
            return model.call(x).square().sum();
        }
        Dictionary<string, Tensor> Gradients(bool checkpoints)
        {
            model.Checkpoints = checkpoints;
            return GradientsOf(peft, () => With("a").add(With("b")).add(With("b", "a")).add(With()));
        }

        // Three passes use a parameter, and add to its gradient in another order.
        AreClose(Gradients(checkpoints: true), Gradients(checkpoints: false));
    }

    [TestCaseSource(typeof(Mlps), nameof(Mlps.PerRowStrategies))]
    public void Backward_RowsWithAdaptersOfTheirOwn_GivesTheSameBits(SiteStrategy strategy)
    {
        using var model = new SegmentedMlp(strategy);
        var peft = model.WithAdapters("a", "b");
        peft.SetActive("a", "b");
        var x = randn(5, 12);
        Dictionary<string, Tensor> Gradients(bool checkpoints)
        {
            model.Checkpoints = checkpoints;
            return GradientsOf(peft, () =>
            {
                using var _ = peft.UsePerRow(["b", "a", null, "b", "a"]);
                return model.call(x);
            });
        }

        AreBitEqual(Gradients(checkpoints: true), Gradients(checkpoints: false), "rows");
    }

    [TestCaseSource(typeof(LoraVariantTests), nameof(LoraVariantTests.Variants))]
    public void Backward_VariantWithDropout_GivesTheSameBits(Action<LoraConfig> choose)
    {
        using var model = LoraVariantTests.Model();
        var peft = LoraVariantTests.Attach(model, o =>
        {
            choose(o);
            o.Dropout = o.Velora is null && o.MonteClora is null && o.BdLora is null && o.Kasa is null ? 0.3 : 0;
        });
        model.train();
        var x = randn(3, 12);

        AreBitEqual(GradientsOf(peft, () => GradientCheckpointing.Run(model, x)), GradientsOf(peft, () => model.call(x)), "variant");
    }

    [Test]
    public void Backward_LlamaAndTokensOfSeveralPasses_GivesTheSame()
    {
        using var model = SmallLlama.Create();
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.ActivatedLoraTokens) = (["q_proj", "v_proj"], 2, LoraInit.Random, [7L, 8L]));
        model.train();
        Tensor[] batches = [tensor([1L, 2, 7, 8, 3, 4]).unsqueeze(0), tensor([7L, 8, 1, 2, 3, 4]).unsqueeze(0)];
        Tensor Run() => model.call(batches[0]).square().sum().add(model.call(batches[1]).square().sum());
        var expected = GradientsOf(peft, Run);

        model.EnableGradientCheckpointing();

        AreClose(GradientsOf(peft, Run), expected);
    }

    [TestCase(QuantizationType.NF4)]
    [TestCase(QuantizationType.Int8)]
    public void Backward_QuantizedLlama_GivesTheSameBits(QuantizationType type)
    {
        using var model = SmallLlama.Create();
        model.Quantize(o => o.Type = type);
        model.PrepareForKBitTraining(useGradientCheckpointing: false);
        var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Init, o.Dropout) = (ModuleTargets.AllLinear, 2, LoraInit.Random, 0.2));
        model.train();
        var ids = randint(12, [2, 9], ScalarType.Int64);
        var expected = GradientsOf(peft, () => model.call(ids));

        model.EnableGradientCheckpointing();

        AreBitEqual(GradientsOf(peft, () => model.call(ids)), expected, type.ToString());
    }

    [Test]
    public void Train_LlamaWithDropout_HasTheSameLossesBitForBit()
    {
        Assert.That(Losses(checkpoints: true), Is.EqualTo(Losses(checkpoints: false)));

        static List<float> Losses(bool checkpoints)
        {
            using var scope = NewDisposeScope();
            using var model = SmallLlama.Create(layers: 3);
            if (checkpoints)
                model.EnableGradientCheckpointing();
            var peft = model.AddLora(o => (o.TargetModules, o.Rank, o.Dropout) = (ModuleTargets.AllLinear, 4, 0.1));
            model.train();
            using var optimizer = optim.AdamW(peft.TrainableParameters(), lr: 1e-2);
            var losses = new List<float>();
            for (int step = 0; step < 20; step++)
            {
                using var inside = NewDisposeScope();
                var ids = randint(12, [2, 16], ScalarType.Int64);
                optimizer.zero_grad();
                var loss = Transformers.LlamaForCausalLM.Loss(model.call(ids), ids);
                loss.backward();
                optimizer.step();
                losses.Add(loss.item<float>());
            }
            return losses;
        }
    }

    [Test]
    public void Run_SegmentCatchesAnException_LeavesTheChoiceOfTheThread()
    {
        using var model = new SegmentedMlp(SiteStrategy.Hook) { Checkpoints = true };
        var peft = model.WithAdapters("a", "b");
        var x = randn(3, 12);
        using var choice = peft.Use("a");
        var expected = model.call(x);

        model.Throws = true;
        model.call(x).sum().backward();
        model.Throws = false;

        TensorAssert.BitEqual(model.call(x), expected, "output");
    }

    [Test]
    public void DeleteAdapter_AfterBackward_FreesIt()
    {
        using var model = new SegmentedMlp(SiteStrategy.Replace) { Checkpoints = true };
        var peft = model.WithAdapters("a");

        LeakGuard.NoTensorsLeft(() =>
        {
            using var scope = NewDisposeScope();
            peft.AddAdapter(Mlps.Config(), "b");
            var y = model.call(randn(3, 12));
            peft.DeleteAdapter("b");
            y.sum().backward();
        });
    }

    private static Dictionary<string, Tensor> GradientsOf(PeftModel peft, Func<Tensor> run)
    {
        manual_seed(4);
        foreach (var parameter in peft.TrainableParameters())
            parameter.grad = null;
        run().square().sum().backward();
        return peft.ActiveAdapters.SelectMany(name => peft.AdapterStateDict(name).Select(t => (Key: $"{name}.{t.Key}", t.Value)))
            .Where(t => t.Value.grad is not null).ToDictionary(t => t.Key, t => t.Value.grad!.clone());
    }

    private static void AreBitEqual(Dictionary<string, Tensor> actual, Dictionary<string, Tensor> expected, string what)
    {
        Assert.That(actual.Keys, Is.Not.Empty.And.EquivalentTo(expected.Keys), what);
        foreach (var (name, gradient) in expected)
            TensorAssert.BitEqual(actual[name], gradient, $"{what}: {name}");
    }

    private static void AreClose(Dictionary<string, Tensor> actual, Dictionary<string, Tensor> expected)
    {
        Assert.That(actual.Keys, Is.Not.Empty.And.EquivalentTo(expected.Keys));
        foreach (var (name, gradient) in expected)
            TensorAssert.AreClose(actual[name], gradient, 1e-5, 1e-5, name);
    }

    /// <summary>lin0 - relu - lin1 - relu - lin2, of which all but the last is a segment, in a forward of its own.</summary>
    private sealed class SegmentedMlp : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor>? open0, open1;
        private readonly TorchSharp.Modules.Linear? lin0, lin1;
        private readonly Module<Tensor, Tensor> lin2 = Linear(20, 6);
        private readonly SiteStrategy _strategy;

        internal SegmentedMlp(SiteStrategy strategy)
            : base(nameof(SegmentedMlp))
        {
            _strategy = strategy;
            if (strategy == SiteStrategy.Replace)
            {
                (open0, open1) = (Linear(12, 20), Linear(20, 20));
                register_module("lin0", open0);
                register_module("lin1", open1);
            }
            else
                (lin0, lin1) = (Linear(12, 20), Linear(20, 20));
            RegisterComponents();
        }

        internal bool Checkpoints { get; set; }

        /// <summary>Whether the segment throws something and catches it.</summary>
        internal bool Throws { get; set; }

        public override Tensor forward(Tensor x) => lin2.call(Checkpoints ? GradientCheckpointing.Run(Segment, x) : Segment(x));

        private Tensor Segment(Tensor x)
        {
            try
            {
                if (Throws)
                    throw new FormatException();
            }
            catch (FormatException)
            {
            }
            return _strategy switch
            {
                SiteStrategy.Replace => functional.relu(open1!.call(functional.relu(open0!.call(x)))),
                SiteStrategy.Hook => functional.relu(lin1!.call(functional.relu(lin0!.call(x)))),
                _ => functional.relu(lin1!.forward(functional.relu(lin0!.forward(x)))),
            };
        }
    }
}
