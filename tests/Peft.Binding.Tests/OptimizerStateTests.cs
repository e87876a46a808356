using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class OptimizerStateTests
{
    private static IEnumerable<TestCaseData> All() => OptimizerKinds.All();

    [TestCaseSource(nameof(All))]
    public void LoadStateDict_File_ContinuesAsBefore(Func<IEnumerable<Parameter>, OptimizerHelper> create)
    {
        using var folder = new TempFolder();
        string file = folder.File("state.dat");

        Continues(create, (from, to) =>
        {
            from.save_state_dict(file);
            to.load_state_dict(file);
        });
    }

    [TestCaseSource(nameof(All))]
    public void LoadStateDict_DictionaryOfAnother_ContinuesAsBeforeWithCopies(Func<IEnumerable<Parameter>, OptimizerHelper> create) =>
        Continues(create, (from, to) => to.load_state_dict(from.state_dict()));

    [TestCaseSource(nameof(All))]
    [Category("SystemBinding")]
    public void To_ItsOwnDevice_ContinuesAsBefore(Func<IEnumerable<Parameter>, OptimizerHelper> create) =>
        Continues(create, (from, to) =>
        {
            to.load_state_dict(from.state_dict());
            to.to(CPU);
        });

    /// <summary>Trains one, carries its state over to a second, and trains both: they must stay equal.</summary>
    private static void Continues(Func<IEnumerable<Parameter>, OptimizerHelper> create, Action<OptimizerHelper, OptimizerHelper> carry)
    {
        using var first = OptimizerKinds.Parameter(1, -2, 0.5);
        using var optimizer = create([first]);
        OptimizerKinds.Train(optimizer, first, 0, 3);
        using var second = new Parameter(first.detach().clone());
        using var resumed = create([second]);
        resumed.ParamGroups.Single().LearningRate = 7;
        long before = LeakGuard.LiveTensors();

        carry(optimizer, resumed);

        Assert.That(LeakGuard.LiveTensors() - before, Is.LessThanOrEqualTo(1), "at most a momentum buffer is new");
        Assert.That(resumed.state_dict().State[0].ApproximatelyEquals(optimizer.state_dict().State[0]), Is.True);
        Assert.That(resumed.ParamGroups.Single().LearningRate, Is.EqualTo(0.1));
        OptimizerKinds.Train(optimizer, first, 3, 5);
        OptimizerKinds.Train(resumed, second, 3, 5);
        TensorAssert.BitEqual(second, first, "the parameter");
    }

    [Test]
    public void StateDict_Groups_ListsStatesByPosition()
    {
        using var first = OptimizerKinds.Parameter(1);
        using var second = OptimizerKinds.Parameter(2);
        using var third = OptimizerKinds.Parameter(3);
        using var optimizer = optim.Adam([new Adam.ParamGroup([first, second]), new Adam.ParamGroup([third], lr: 0.5)]);

        var dictionary = optimizer.state_dict();

        Assert.That(dictionary.Options.Select(o => o.LearningRate), Is.EqualTo(new[] { 0.001, 0.5 }));
        Assert.That(dictionary.State, Has.Count.EqualTo(3));
        Assert.That(dictionary.StateIndexRef, Is.EqualTo(new[] { new[] { 0, 1 }, new[] { 2 } }));
    }

    [Test]
    public void ApproximatelyEquals_OtherNumberOfSteps_IsFalse()
    {
        using var first = OptimizerKinds.Parameter(1);
        using var second = OptimizerKinds.Parameter(1);
        using var optimizer = optim.Adam([first, second]);
        OptimizerKinds.Train(optimizer, first, 0, 1);
        var states = optimizer.state_dict().State;

        Assert.That(states[0].ApproximatelyEquals(states[1]), Is.False);
        Assert.That(states[0].ApproximatelyEquals(states[0]), Is.True);
    }

    [Test]
    public void LoadStateDict_FileOfAnotherOptimizer_Throws()
    {
        using var folder = new TempFolder();
        using var parameter = OptimizerKinds.Parameter(1);
        using var adam = optim.Adam([parameter]);
        using var adamw = optim.AdamW([parameter]);
        adam.save_state_dict(folder.File("adam.dat"));

        Assert.That(() => adamw.load_state_dict(folder.File("adam.dat")), Throws.TypeOf<InvalidDataException>().With.Message.Contain("'AdamW'").And.Message.Contain("'Adam'"));
    }

    [Test]
    public void LoadStateDict_OtherNumberOfParameters_Throws()
    {
        using var folder = new TempFolder();
        using var first = OptimizerKinds.Parameter(1);
        using var second = OptimizerKinds.Parameter(1);
        using var one = optim.Adam([first]);
        using var two = optim.Adam([first, second]);
        one.save_state_dict(folder.File("one.dat"));

        Assert.That(() => two.load_state_dict(folder.File("one.dat")), Throws.ArgumentException);
        Assert.That(() => two.load_state_dict(one.state_dict()), Throws.ArgumentException);
    }

    private static IEnumerable<TestCaseData> Samples()
    {
        yield return Sample("adadelta", 2, p => optim.Adadelta(p.Select(x => new Adadelta.ParamGroup(x))));
        yield return Sample("adagrad", 1, p => optim.Adagrad(p.Select(x => new Adagrad.ParamGroup(x))));
        yield return Sample("adam", 2, p => optim.Adam(p.Select(x => new Adam.ParamGroup(x))));
        yield return Sample("adamax", 2, p => optim.Adamax(p.Select(x => new Adamax.ParamGroup(x))));
        yield return Sample("adamw", 2, p => optim.AdamW(p.Select(x => new AdamW.ParamGroup(x))));
        yield return Sample("nadam", 2, p => optim.NAdam(p.Select(x => new NAdam.ParamGroup(x))));
        yield return Sample("radam", 2, p => optim.RAdam(p.Select(x => new RAdam.ParamGroup(x))));
        yield return Sample("rmsprop", 2, p => optim.RMSProp(p.Select(x => new RMSProp.ParamGroup(x))));
        yield return Sample("sgd", 1, p => optim.SGD(p.Select(x => new SGD.ParamGroup(x)), 0.1));
    }

    [TestCaseSource(nameof(Samples))]
    public void SaveStateDict_OfALoadedSampleFile_WritesTheSameBytes(string file, int groups, Func<IEnumerable<Parameter[]>, OptimizerHelper> create)
    {
        using var folder = new TempFolder();
        using var scope = NewDisposeScope();
        byte[] sample = File.ReadAllBytes(Repository.Fixture($"torchsharp/{file}1.dat"));
        using var optimizer = create(Enumerable.Range(0, groups).Select(_ => new[] { new Parameter(zeros(10, 10)), new Parameter(zeros(10)) }).ToList());

        optimizer.load_state_dict(Repository.Fixture($"torchsharp/{file}1.dat"));
        optimizer.save_state_dict(folder.File("again.dat"));

        Assert.That(File.ReadAllBytes(folder.File("again.dat")), Is.EqualTo(sample));
        Assert.That(optimizer.ParamGroups.Select(group => group.LearningRate), Is.EqualTo(new[] { 0.001, 0.01 }.Take(groups)));
    }

    [Test]
    public void LoadStateDict_SampleOfAdam_HasItsValues()
    {
        using var scope = NewDisposeScope();
        using var optimizer = optim.Adam(Enumerable.Range(0, 2).Select(_ => new Adam.ParamGroup([new Parameter(zeros(10, 10)), new Parameter(zeros(10))])).ToList());

        optimizer.load_state_dict(Repository.Fixture("torchsharp/adam1.dat"));

        var options = optimizer.state_dict().Options.Cast<Adam.Options>().ToList();
        Assert.That(options.Select(o => (o.beta1, o.beta2, o.amsgrad)), Is.EqualTo(new (double?, double?, bool?)[] { (0.8, 0.9, false), (0.7, 0.79, true) }));
        var states = optimizer.state_dict().State.Cast<Adam.State>().ToList();
        Assert.That(states.Select(s => s.step), Is.All.EqualTo(1));
        Assert.That(states.Select(s => s.max_exp_avg_sq is null), Is.EqualTo(new[] { true, true, false, false }));
        Assert.That(states[0].exp_avg_sq.min().item<float>(), Is.Not.Negative);
    }

    private static TestCaseData Sample(string file, int groups, Func<IEnumerable<Parameter[]>, OptimizerHelper> create) => new TestCaseData(file, groups, create).SetArgDisplayNames(file);
}
