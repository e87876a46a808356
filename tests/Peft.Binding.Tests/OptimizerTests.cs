using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class OptimizerTests
{
    private static IEnumerable<TestCaseData> All() => OptimizerKinds.All();

    [TestCaseSource(nameof(All))]
    public void Step_ParameterWithoutGradient_StaysAsItIs(Func<IEnumerable<Parameter>, OptimizerHelper> create)
    {
        using var trained = OptimizerKinds.Parameter(1, 2);
        using var other = OptimizerKinds.Parameter(1, 2);
        using var optimizer = create([trained, other]);

        OptimizerKinds.Train(optimizer, trained, 0, 2);

        Assert.That(trained.data<double>().ToArray(), Is.Not.EqualTo(new double[] { 1, 2 }));
        Assert.That(other.data<double>().ToArray(), Is.EqualTo(new double[] { 1, 2 }));
    }

    [TestCaseSource(nameof(All))]
    public void Step_ManyTimes_LeavesNoTensors(Func<IEnumerable<Parameter>, OptimizerHelper> create)
    {
        using var parameter = OptimizerKinds.Parameter(1, 2, 3);
        using var optimizer = create([parameter]);
        OptimizerKinds.Train(optimizer, parameter, 0, 1);

        LeakGuard.NoTensorsLeft(() => OptimizerKinds.Train(optimizer, parameter, 1, 4));
    }

    [TestCaseSource(nameof(All))]
    public void Step_InADisposeScope_KeepsTheStateAlive(Func<IEnumerable<Parameter>, OptimizerHelper> create)
    {
        using var parameter = OptimizerKinds.Parameter(1, 2, 3);
        OptimizerHelper optimizer;
        using (NewDisposeScope())
        {
            optimizer = create([parameter]);
            OptimizerKinds.Train(optimizer, parameter, 0, 1);
        }

        Assert.That(() => OptimizerKinds.Train(optimizer, parameter, 1, 2), Throws.Nothing);
        optimizer.Dispose();
    }

    [TestCaseSource(nameof(All))]
    public void Dispose_OfTheOptimizer_FreesItsState(Func<IEnumerable<Parameter>, OptimizerHelper> create)
    {
        using var parameter = OptimizerKinds.Parameter(1, 2, 3);

        LeakGuard.NoTensorsLeft(() =>
        {
            using var optimizer = create([parameter]);
            OptimizerKinds.Train(optimizer, parameter, 0, 2);
        });
    }

    [Test]
    public void Constructor_Factories_TakeParametersNamedParametersAndGroups()
    {
        using var parameter = OptimizerKinds.Parameter(1);
        using var plain = optim.AdamW([parameter], lr: 0.5);
        using var named = optim.AdamW([("weight", parameter)], lr: 0.5);
        using var grouped = optim.AdamW([new AdamW.ParamGroup([parameter], lr: 0.25)], lr: 0.5);

        Assert.That(plain.ParamGroups.Single().LearningRate, Is.EqualTo(0.5));
        Assert.That(named.parameters().Single(), Is.SameAs(parameter));
        Assert.That(grouped.ParamGroups.Single().LearningRate, Is.EqualTo(0.25));
    }

    [Test]
    public void AddParamGroup_MissingOptions_ComeFromTheDefaults()
    {
        using var first = OptimizerKinds.Parameter(1);
        using var second = OptimizerKinds.Parameter(1);
        using var optimizer = optim.AdamW([first], lr: 0.5, beta1: 0.7, weight_decay: 0.1);
        var group = new AdamW.ParamGroup { Parameters = [second], Options = new AdamW.Options { weight_decay = 0 } };

        optimizer.add_param_group(group);

        Assert.That(group.LearningRate, Is.EqualTo(0.5));
        Assert.That(group.InitialLearningRate, Is.EqualTo(0.5));
        Assert.That(group.Betas, Is.EqualTo((0.7, 0.999)));
        Assert.That(group.Options.weight_decay, Is.Zero);
        Assert.That(optimizer.parameters(), Is.EqualTo(new[] { first, second }).Using<Parameter>(ReferenceEquals));
        Assert.That(optimizer.Betas, Is.EqualTo((0.7, 0.999)));
    }

    [Test]
    public void AdamW_Default_HasNoWeightDecay()
    {
        using var parameter = OptimizerKinds.Parameter(1);
        using var optimizer = optim.AdamW([parameter]);

        Assert.That(((AdamW.Options)optimizer.state_dict().Options[0]).weight_decay, Is.Zero);
    }

    [TestCase(-1, 0.9)]
    [TestCase(0.1, 1.0)]
    [TestCase(0.1, -0.1)]
    public void Constructor_InvalidSetting_Throws(double lr, double beta1)
    {
        using var parameter = OptimizerKinds.Parameter(1);

        Assert.That(() => optim.Adam([parameter], lr, beta1), Throws.ArgumentException);
    }

    [Test]
    public void Sgd_NesterovWithoutMomentum_Throws()
    {
        using var parameter = OptimizerKinds.Parameter(1);

        Assert.That(() => optim.SGD([parameter], 0.1, nesterov: true), Throws.ArgumentException);
    }

    [Test]
    public void ZeroGrad_Gradients_AreZeroNotNull()
    {
        using var parameter = OptimizerKinds.Parameter(1, 2);
        using var without = OptimizerKinds.Parameter(1);
        using var optimizer = optim.SGD([parameter, without], 0.1);
        OptimizerKinds.Train(optimizer, parameter, 0, 1);

        optimizer.zero_grad();

        Assert.That(parameter.grad!.data<double>().ToArray(), Is.EqualTo(new double[] { 0, 0 }));
        Assert.That(without.grad, Is.Null);
    }

    [Test]
    public void Step_Closure_RunsWithGradAndItsLossIsReturned()
    {
        using var parameter = OptimizerKinds.Parameter(2);
        using var optimizer = optim.SGD([parameter], 0.1);
        bool recorded = false;
        using var guard = no_grad();

        using var loss = optimizer.step(() =>
        {
            recorded = is_grad_enabled();
            optimizer.zero_grad();
            using var square = parameter.pow(2);
            var sum = square.sum();
            sum.backward();
            return sum;
        });

        Assert.That(recorded, Is.True);
        Assert.That(loss!.item<double>(), Is.EqualTo(4));
        Assert.That(parameter.item<double>(), Is.EqualTo(2 - 0.1 * 4).Within(1e-12));
    }

    [Test]
    public void Step_LazyParametersThatGrew_Throws()
    {
        using var first = OptimizerKinds.Parameter(1);
        using var second = OptimizerKinds.Parameter(1);
        second.requires_grad = false;
        Parameter[] all = [first, second];
        using var optimizer = optim.SGD(all.Where(p => p.requires_grad), 0.1);
        second.requires_grad = true;

        Assert.That(() => OptimizerKinds.Train(optimizer, second, 0, 1), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public void Step_LearningRateOfAGroupChanged_UsesTheNewOne()
    {
        using var parameter = OptimizerKinds.Parameter(1);
        using var optimizer = optim.SGD([parameter], 0.1);
        optimizer.ParamGroups.Single().LearningRate = 0;

        OptimizerKinds.Train(optimizer, parameter, 0, 1);

        Assert.That(parameter.item<double>(), Is.EqualTo(1));
    }

    [Test]
    public void Momentum_Property_IsThatOfTheDefaults()
    {
        using var parameter = OptimizerKinds.Parameter(1);
        using var optimizer = optim.SGD([parameter], 0.1, momentum: 0.9);

        optimizer.Momentum = 0.5;

        Assert.That(optimizer.Momentum, Is.EqualTo(0.5));
        Assert.That(((SGD.Options)optimizer.state_dict().Options[0]).momentum, Is.EqualTo(0.9));
    }

    /// <summary>An optimizer of a user: signs of the gradients, with a count as state.</summary>
    private sealed class SignDescent : OptimizerHelper
    {
        public SignDescent(IEnumerable<Parameter> parameters, double lr)
        {
            _defaults = new OptimizerOptions { LearningRate = lr, InitialLearningRate = lr };
            _parameter_groups = [];
            add_param_group(new ParamGroup { Parameters = parameters, Options = _defaults });
        }

        public override void add_param_group(ParamGroup param_group)
        {
            base.add_param_group(param_group);
            foreach (var parameter in param_group.Parameters)
                _state[parameter.Handle] = new Count(parameter);
        }

        public override Tensor step(Func<Tensor>? closure = null) => _step<ParamGroup>(group =>
        {
            foreach (var parameter in group.Parameters)
            {
                parameter.sub_(parameter.grad!.sign().mul_(group.LearningRate));
                ((Count)_state[parameter.Handle]).Steps++;
            }
        }, closure)!;

        private sealed class Count(Parameter parameter) : OptimizerState(parameter)
        {
            public int Steps { get; set; }

            public override void Initialize(OptimizerOptions options) => Steps = 0;

            public override void SaveStateDict(BinaryWriter writer) => writer.Write(Steps);

            public override void LoadStateDict(BinaryReader reader) => Steps = reader.ReadInt32();

            public override void LoadStateDict(OptimizerState source) => Steps = ((Count)source).Steps;
        }
    }

    [Test]
    public void OptimizerHelper_OptimizerOfAUser_StepsAndIsSaved()
    {
        using var parameter = OptimizerKinds.Parameter(1);
        using var optimizer = new SignDescent([parameter], 0.25);
        using var file = new MemoryStream();

        OptimizerKinds.Train(optimizer, parameter, 0, 1);
        using var scheduler = new BinaryWriter(file);
        optimizer.save_state_dict(scheduler);
        file.Position = 0;
        optimizer.load_state_dict(new BinaryReader(file));

        Assert.That(parameter.item<double>(), Is.EqualTo(1 - 0.25 * Math.Sign(OptimizerKinds.Gradient(0, 0))));
        Assert.That(file.Position, Is.EqualTo(file.Length));
    }
}
