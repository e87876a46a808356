using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

/// <summary>Merging in memory, against the same formulas written element by element.</summary>
[TestFixture]
public sealed class ModelMergeFormulaTests
{
    private const string Name = "model.weight";
    private static readonly double[] s_weights = [0.5, -0.25, 0.875];
    private static readonly double[] s_densities = [0.5, 0.75, 1];

    private DisposeScope _scope = null!;
    private Tensor _origin = null!;
    private Tensor[] _models = null!;

    [SetUp]
    public void SetUp()
    {
        _scope = NewDisposeScope();
        Tensor[] all = Plain.Random(4, [5, 8]);
        (_origin, _models) = (all[0], all[1..]);
    }

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Linear_WithoutSetting_NormalizesTheWeights([Values(null, true, false)] bool? normalize) => AssertMerges(
        new() { Method = MergeMethod.Linear, Models = Sources(), Normalize = normalize },
        PlainMerge.Linear([.. _models.Select(Plain.Values)], s_weights, normalize ?? true));

    [Test]
    public void TaskArithmetic_WithoutSetting_DoesNotNormalize([Values(null, true, false)] bool? normalize, [Values(1, -0.5)] double lambda) => AssertMerges(
        new() { Method = MergeMethod.TaskArithmetic, BaseModel = "b", Models = Sources(), Normalize = normalize, Lambda = lambda },
        PlainMerge.TaskArithmetic(Plain.Values(_origin), [.. _models.Select(Plain.Values)], s_weights, lambda, normalize ?? false));

    [Test]
    public void Ties_WithoutSetting_NormalizesTheWeights([Values(null, true, false)] bool? normalize, [Values(1, 0.3)] double lambda) => AssertMerges(
        new() { Method = MergeMethod.Ties, BaseModel = "b", Models = Sources(s_densities), Normalize = normalize, Lambda = lambda },
        PlainMerge.Ties(Plain.Values(_origin), [.. _models.Select(Plain.Values)], s_weights, s_densities, lambda, normalize ?? true));

    [Test]
    public void Dare_DensityOne_IsTaskArithmeticOrTies()
    {
        double[][] models = [.. _models.Select(Plain.Values)];

        AssertMerges(new() { Method = MergeMethod.DareLinear, BaseModel = "b", Models = Sources() }, PlainMerge.TaskArithmetic(Plain.Values(_origin), models, s_weights, 1, false));
        AssertMerges(new() { Method = MergeMethod.DareTies, BaseModel = "b", Models = Sources() }, PlainMerge.Ties(Plain.Values(_origin), models, s_weights, [1, 1, 1], 1, false));
    }

    [Test]
    public void DareLinear_Rescaling_KeepsTheNormTheMeanOrNothing([Values] Rescaling rescaling)
    {
        var change = ones(10_000);
        ModelMergeOptions options = new() { Method = MergeMethod.DareLinear, BaseModel = "b", Models = [new("a") { Density = 0.25 }], Rescaling = rescaling };

        var merged = ModelMerge.Merge(options, Name, zeros(10_000), [change]);

        double kept = merged.count_nonzero().ToInt64();
        Assert.That(kept / 10_000, Is.EqualTo(0.25).Within(0.02));
        double value = rescaling switch { Rescaling.Norm => 10_000 / kept, Rescaling.Density => 4, _ => 1 };
        Assert.That(merged.max().ToDouble(), Is.EqualTo(value).Within(1e-5));
    }

    [Test]
    public void Dare_Draws_DependOnSeedNameAndModelOnly([Values(MergeMethod.DareLinear, MergeMethod.DareTies)] MergeMethod method)
    {
        Tensor Merged(long seed, string name) => ModelMerge.Merge(new() { Method = method, BaseModel = "b", Models = Sources([0.5, 0.5, 0.5]), Seed = seed }, name, _origin, _models);

        TensorAssert.BitEqual(Merged(1, "a"), Merged(1, "a"), "same");
        Assert.That(Merged(1, "a").eq(Merged(2, "a")).all().ToBoolean(), Is.False, "seed");
        Assert.That(Merged(1, "a").eq(Merged(1, "b")).all().ToBoolean(), Is.False, "name");
    }

    [Test]
    public void Slerp_PerTensorT_UsesTheFirstFilterThatMatches()
    {
        ModelMergeOptions options = new() { Method = MergeMethod.Slerp, BaseModel = "b", Models = [new("a")], T = new([("^model", 0.25)], otherwise: 1) };

        var merged = ModelMerge.Merge(options, Name, _origin, [_models[0]]);
        var other = ModelMerge.Merge(options, "head.weight", _origin, [_models[0]]);

        double[] expected = Plain.Slerp(Plain.Values(_origin), Plain.Values(_models[0]), 0.25);
        TensorAssert.AreClose(merged, Plain.Like(expected, merged), 1e-5, 1e-6, "merged");
        TensorAssert.AreClose(other, _models[0], 0, 0, "other");
    }

    [Test]
    public void Merge_WeightZeroOrNoChange_IsTheBase([Values(MergeMethod.TaskArithmetic, MergeMethod.Ties, MergeMethod.DareLinear, MergeMethod.DareTies)] MergeMethod method)
    {
        ModelMergeOptions zero = new() { Method = method, BaseModel = "b", Models = [new("a") { Weight = 0 }] };
        ModelMergeOptions one = new() { Method = method, BaseModel = "b", Models = [new("a")] };

        TensorAssert.AreClose(ModelMerge.Merge(zero, Name, _origin, [_models[0]]), _origin, 0, 0, "weight 0");
        TensorAssert.AreClose(ModelMerge.Merge(one, Name, _origin, [_origin]), _origin, 0, 0, "no change");
        TensorAssert.AreClose(ModelMerge.Merge(one, Name, _origin, [_models[0]]), _models[0], 1e-6, 1e-6, "one model");
    }

    [Test]
    public void Merge_HalfPrecision_IsRoundedOnlyAtTheEnd([Values] MergeMethod method)
    {
        Tensor[] half = [.. _models.Select(m => m.to_type(ScalarType.BFloat16))];
        var origin = method == MergeMethod.Linear ? null : _origin.to_type(ScalarType.BFloat16);
        if (method == MergeMethod.Slerp)
            half = half[..1];
        ModelMergeOptions Options(ScalarType? type) => new()
        {
            Method = method,
            BaseModel = origin is null ? null : "b",
            Models = [.. half.Select(_ => new MergeSource("a"))],
            T = method == MergeMethod.Slerp ? 0.3 : null,
            OutputType = type,
        };

        var merged = ModelMerge.Merge(Options(null), Name, origin, half);
        var single = ModelMerge.Merge(Options(ScalarType.Float32), Name, origin?.to_type(ScalarType.Float32), [.. half.Select(h => h.to_type(ScalarType.Float32))]);

        Assert.That(merged.dtype, Is.EqualTo(ScalarType.BFloat16));
        TensorAssert.BitEqual(merged, single.to_type(ScalarType.BFloat16), "merged");
    }

    [Test]
    public void Linear_WeightsThatCancel_AreRefusedUnlessNotNormalized()
    {
        MergeSource[] models = [new("a") { Weight = 1 }, new("b") { Weight = -1 }];

        Assert.That(() => ModelMerge.Merge(new() { Method = MergeMethod.Linear, Models = models }, Name, null, _models[..2]),
            Throws.InstanceOf<PeftConfigException>().With.Message.Contains("'model.weight' add up to 0"));
        TensorAssert.AreClose(
            ModelMerge.Merge(new() { Method = MergeMethod.Linear, Models = models, Normalize = false }, Name, null, _models[..2]), _models[0] - _models[1], 1e-6, 1e-6, "difference");
    }

    [Test]
    public void Merge_WrongTensors_AreRefused()
    {
        ModelMergeOptions options = new() { Method = MergeMethod.Ties, BaseModel = "b", Models = Sources() };

        Assert.Multiple(() =>
        {
            Assert.That(() => ModelMerge.Merge(options, Name, null, _models), Throws.ArgumentException.With.Message.Contains("none of the base"));
            Assert.That(() => ModelMerge.Merge(options, Name, _origin, _models[..2]), Throws.ArgumentException.With.Message.Contains("2 tensors"));
            Assert.That(() => ModelMerge.Merge(options, Name, _origin.t(), _models), Throws.ArgumentException.With.Message.Contains("[8, 5]"));
        });
    }

    [Test]
    public void Options_WithoutMeaning_AreRefusedTogether()
    {
        ModelMergeOptions slerp = new() { Method = MergeMethod.Slerp, Models = Sources(s_densities), Lambda = 2, Normalize = true, Rescaling = Rescaling.None, MaxShardBytes = 0 };
        ModelMergeOptions linear = new() { Method = MergeMethod.Linear, BaseModel = "b", Models = [], T = 0.5, OutputType = ScalarType.Int8 };

        Assert.That(slerp.Validate, Throws.InstanceOf<PeftConfigException>().With.Property(nameof(PeftConfigException.Failures)).Count.EqualTo(9));
        Assert.That(linear.Validate, Throws.InstanceOf<PeftConfigException>().With.Property(nameof(PeftConfigException.Failures)).Count.EqualTo(4));
    }

    private static MergeSource[] Sources(double[]? densities = null) => [.. s_weights.Select((w, i) =>
        densities is null ? new MergeSource($"m{i}") { Weight = w } : new MergeSource($"m{i}") { Weight = w, Density = densities[i] })];

    private void AssertMerges(ModelMergeOptions options, double[] expected)
    {
        var merged = ModelMerge.Merge(options, Name, options.BaseModel is null ? null : _origin, _models);

        TensorAssert.AreClose(merged, Plain.Like(expected, merged), 1e-5, 1e-6, options.Method.ToString());
    }
}
