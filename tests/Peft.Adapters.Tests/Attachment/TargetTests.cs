using Peft.Attachment;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Adapters.Tests.Attachment;

/// <summary>Which modules a configuration reaches.</summary>
[TestFixture]
public sealed class TargetTests
{
    private static readonly TestCaseData[] s_selections =
    [
        Select("a name", c => c.TargetModules = ["q_proj"], "layers.0.q_proj", "layers.1.q_proj", "layers.2.q_proj"),
        Select("a longer end of a path", c => c.TargetModules = ["1.q_proj", "head"], "layers.1.q_proj", "head"),
        Select("a regular expression", c => c.TargetModules = ModuleTargets.Regex(@"layers\.[02]\.(q|v)_proj"), "layers.0.q_proj", "layers.0.v_proj", "layers.2.q_proj", "layers.2.v_proj"),
        Select("a regular expression matches whole paths", c => c.TargetModules = ModuleTargets.Regex(@".*v_proj|hea"), "layers.0.v_proj", "layers.1.v_proj", "layers.2.v_proj"),
        Select("all linear layers but the head", c => c.TargetModules = ModuleTargets.AllLinear, "layers.0.q_proj", "layers.0.v_proj", "layers.1.q_proj", "layers.1.v_proj", "layers.2.q_proj", "layers.2.v_proj"),
        Select("excluded names", c => (c.TargetModules, c.ExcludeModules) = (ModuleTargets.AllLinear, ["q_proj", "layers.1.v_proj"]), "layers.0.v_proj", "layers.2.v_proj"),
        Select("some layers", c => (c.TargetModules, c.LayersToTransform) = (["v_proj"], [0, 2]), "layers.0.v_proj", "layers.2.v_proj"),
        Select("a glob for one name", c => c.TargetModules = ModuleTargets.Glob("layers.*.q_proj"), "layers.0.q_proj", "layers.1.q_proj", "layers.2.q_proj"),
        Select("a glob for any part of a path", c => c.TargetModules = ModuleTargets.Glob("l**v_proj"), "layers.0.v_proj", "layers.1.v_proj", "layers.2.v_proj"),
        Select("a glob with single characters", c => c.TargetModules = ModuleTargets.Glob("1.?_proj"), "layers.1.q_proj", "layers.1.v_proj"),
        Select("a condition", c => c.TargetModules = ModuleTargets.Where(n => n.Path.Contains("1.", StringComparison.Ordinal) && n.Module is TorchSharp.Modules.Linear), "layers.1.q_proj", "layers.1.v_proj"),
        Select("excluded by a condition", c => (c.TargetModules, c.ExcludeModules) = (["q_proj"], ModuleTargets.Where(n => n.Path.StartsWith("layers.0", StringComparison.Ordinal))), "layers.1.q_proj", "layers.2.q_proj"),
        Select("what is trained whole is not adapted", c => (c.TargetModules, c.ModulesToSave) = (["v_proj", "head"], ["head", "layers.1"]), "layers.0.v_proj", "layers.2.v_proj"),
        Select("a whole path is meant whatever the layer", c => (c.TargetModules, c.LayersToTransform) = (["v_proj", "layers.2.q_proj"], [0]), "layers.0.v_proj", "layers.2.q_proj"),
        Select("some layers by pattern", c => (c.TargetModules, c.LayersToTransform, c.LayersPattern) = (["v_proj"], [1], ["layers"]), "layers.1.v_proj"),
    ];

    [TestCaseSource(nameof(s_selections))]
    public void AddLora_Targets_ReachesExactly(Action<LoraConfig> configure, string[] expected)
    {
        using var model = new Stack();
        var peft = model.AddLora(o =>
        {
            o.Rank = 2;
            configure(o);
        });

        Assert.That(peft.Sites.Select(s => s.Path), Is.EquivalentTo(expected));
    }

    [Test]
    public void AddLora_MistypedName_SuggestsTheNearest()
    {
        using var model = new Stack();
        var error = Assert.Throws<TargetModulesNotFoundException>(() => model.AddLora(o => o.TargetModules = ["q_projj"]))!;

        Assert.That(error.Suggestions[0], Is.EqualTo("q_proj"));
        Assert.That(error.Message, Does.Contain("'q_projj'").And.Contain("q_proj (3 x)").And.Contain("TargetModules = [\"q_proj\"]"));
    }

    [Test]
    public void AddLora_NoRegularExpression_IsShownAsItWasGiven()
    {
        using var model = new Stack();

        Assert.That(() => model.AddLora(o => o.TargetModules = ModuleTargets.Regex("(q_proj")), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'(q_proj' is not a regular expression"));
    }

    [Test]
    public void AddLora_OneOfSeveralNamesUnknown_IsAnError()
    {
        using var model = new Stack();

        Assert.That(() => model.AddLora(o => o.TargetModules = ["q_proj", "k_proj"]), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("'k_proj'"));
    }

    [Test]
    public void AddLora_ACondition_IsSavedAsTheListOfPaths()
    {
        using var model = new Stack();
        using var folder = new Peft.TestUtils.TempFolder();
        var config = new LoraConfig { Rank = 2, TargetModules = ModuleTargets.Where(n => n.Path.EndsWith("1.q_proj", StringComparison.Ordinal)) };
        Assert.That(() => PeftConfigFile.ToJson(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains("condition"));
        var peft = model.AddLora(config);
        peft.SaveAdapter(folder.Path);

        Assert.That(PeftConfigFile.Read(folder.Path).TargetModules, Is.EqualTo(ModuleTargets.Names(["layers.1.q_proj"])));
        Assert.That(() => model.AddLora(new LoraConfig { TargetModules = ModuleTargets.Where(_ => false) }, "none"), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("the condition"));
    }

    [Test]
    public void AddLora_AGlob_IsSavedAsAnExpressionThatPythonHasToo() =>
        Assert.That(ModuleTargets.Glob("layers.*.**.?_proj").Pattern, Is.EqualTo(@"(?:.*\.)?layers\.[^.]*\..*\.[^.]_proj"));

    [TestCase("RankPattern")]
    [TestCase("AlphaPattern")]
    public void AddLora_APatternThatChoosesNoLayer_IsAnError(string field)
    {
        using var model = new Stack();
        var config = new LoraConfig { Rank = 2, TargetModules = ["q_proj"] };
        if (field == "RankPattern")
            config.RankPattern = new Dictionary<string, int> { ["v_proj"] = 4 };
        else
            config.AlphaPattern = new Dictionary<string, double> { ["v_proj"] = 4 };

        Assert.That(() => model.AddLora(config), Throws.TypeOf<PeftConfigException>().With.Message.Contains("'v_proj'").And.Message.Contains(field).And.Message.Contains("layers.0.q_proj"));
        Assert.That(PeftModel.For(model).Sites, Is.Empty);
    }

    [Test]
    public void AddLora_ALayersPatternThatIsOnlyTheEndOfAName_MatchesNothing()
    {
        using var model = new Stack();

        Assert.That(() => model.AddLora(c => (c.TargetModules, c.LayersToTransform, c.LayersPattern) = (["q_proj"], [1], ["ayers"])), Throws.TypeOf<TargetModulesNotFoundException>());
    }

    [Test]
    public void AddLora_WhereOtherFieldsLeaveNothing_SaysThatTheNamesMatch()
    {
        using var model = new Stack();
        Action<LoraConfig>[] leaving = [c => c.LayersToTransform = [7], c => c.ExcludeModules = ["q_proj"], c => c.ModulesToSave = ["q_proj"]];
        foreach (var leave in leaving)
        {
            Assert.That(() => model.AddLora(c =>
            {
                c.TargetModules = ["q_proj"];
                leave(c);
            }), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("layers.0.q_proj").And.Message.Contains("leave all of them out"));
        }
    }

    [Test]
    public void AddLora_AnExcludedNameThatIsNowhere_IsAnErrorWithTheNearest()
    {
        using var model = new Stack();

        Assert.That(() => model.AddLora(c => (c.TargetModules, c.ExcludeModules) = (ModuleTargets.AllLinear, ["q_porj"])), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("In ExcludeModules").And.Message.Contains("Name 'q_proj'"));
    }

    [Test]
    public void AddLora_ALayerThatNobodyRegistered_IsNamed()
    {
        using var model = new Forgetful();

        Assert.That(() => model.AddLora(o => o.TargetModules = ["late"]), Throws.TypeOf<TargetModulesNotFoundException>()
            .With.Message.Contains("Forgetful.late (Module<Tensor, Tensor>) is not registered").And.Message.Contains("RegisterComponents"));
    }

    [TestCase("3", "\"h\"")]
    [TestCase("[3]", "[\"h\"]")]
    [TestCase("[1, 2]", "[\"h\", \"layers\"]")]
    public void ToJson_LayersReadInEitherForm_WritesThemInThatForm(string layers, string pattern)
    {
        var config = PeftConfigFile.Parse($$"""{"peft_type": "LORA", "target_modules": ["q"], "layers_to_transform": {{layers}}, "layers_pattern": {{pattern}}}""");
        string json = string.Concat(PeftConfigFile.ToJson(config).Where(c => !char.IsWhiteSpace(c)));

        Assert.That(json, Does.Contain($"\"layers_to_transform\":{layers.Replace(" ", "", StringComparison.Ordinal)}").And.Contain($"\"layers_pattern\":{pattern.Replace(" ", "", StringComparison.Ordinal)}"));
    }

    [Test]
    public void AddLora_ANameOfALayerThatIsNotLinear_IsAnErrorAndLeavesTheModel()
    {
        using var model = new Stack();
        Assert.That(() => model.AddLora(o => o.TargetModules = ["norm"]), Throws.TypeOf<AdapterStateException>().With.Message.Contains("'norm'").And.Message.Contains("LayerNorm"));
        Assert.That(() => model.AddLora(o => (o.TargetModules, o.ModulesToSave) = (["q_proj"], ["heed"])), Throws.TypeOf<TargetModulesNotFoundException>().With.Message.Contains("In ModulesToSave").And.Message.Contains("Name 'head'"));
        Assert.That(PeftModel.For(model).Sites, Is.Empty);
        Assert.That(model.parameters().All(p => p.requires_grad));
    }

    [Test]
    public void AddLora_ABrokenExpression_IsAConfigurationError()
    {
        using var model = new Stack();

        Assert.That(() => model.AddLora(o => o.TargetModules = ModuleTargets.Regex("(q_proj")), Throws.TypeOf<PeftConfigException>().With.Message.Contains("(q_proj"));
    }

    [Test]
    public void AddLora_AnExpressionThatBacktracksForEver_IsStopped()
    {
        using var model = new Stack(new string('a', 40) + "!");

        Assert.That(() => model.AddLora(o => o.TargetModules = ModuleTargets.Regex("(a+)+b")), Throws.TypeOf<PeftConfigException>());
    }

    [Test]
    public void AddLora_RankAndAlphaPatterns_ChooseByThePathsEnd()
    {
        using var model = new Stack();
        var peft = model.AddLora(o =>
        {
            o.TargetModules = ["q_proj", "v_proj"];
            o.Rank = 2;
            o.RankPattern = new Dictionary<string, int> { ["v_proj"] = 5, ["^layers.0.q_proj"] = 3 };
        });
        var ranks = peft.AdapterStateDict().Where(t => t.Key.Contains("lora_A", StringComparison.Ordinal)).Select(t => t.Value.shape[0]);

        Assert.That(ranks, Is.EqualTo(new long[] { 3, 5, 2, 5, 2, 5 }));
    }

    private static TestCaseData Select(string name, Action<LoraConfig> configure, params string[] expected) => new TestCaseData(configure, expected).SetArgDisplayNames(name);

    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> early = Linear(4, 4);
        private readonly Module<Tensor, Tensor> late;

        internal Forgetful()
            : base(nameof(Forgetful))
        {
            RegisterComponents();
            late = Linear(4, 4);
        }

        public override Tensor forward(Tensor x) => late.call(early.call(x));
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> q_proj = Linear(4, 4), v_proj = Linear(4, 4);

        internal Block()
            : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor x) => v_proj.call(q_proj.call(x));
    }

    private sealed class Stack : Module<Tensor, Tensor>, ILanguageModel
    {
        private readonly TorchSharp.Modules.ModuleList<Block> layers = ModuleList(new Block(), new Block(), new Block());
        private readonly Module<Tensor, Tensor> norm = LayerNorm(4), head = Linear(4, 4);

        internal Stack(string? extra = null)
            : base(nameof(Stack))
        {
            RegisterComponents();
            if (extra is not null)
                register_module(extra, Linear(4, 4));
        }

        public Module? InputEmbeddings => null;

        public Module? OutputEmbeddings => head;

        public override Tensor forward(Tensor x) => head.call(norm.call(layers.Aggregate(x, (y, block) => block.call(y))));
    }
}
