using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

/// <summary>Weighted sums, TIES and SLERP against the same formulas written element by element.</summary>
[TestFixture]
public sealed class FormulaTests
{
    private static readonly double[] s_weights = [0.7, -0.4, 1.1];
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [TestCase(ScalarType.Float32, 1e-6)]
    [TestCase(ScalarType.Float64, 1e-15)]
    [TestCase(ScalarType.BFloat16, 4e-3)]
    [TestCase(ScalarType.Float16, 5e-4)]
    public void WeightedSum_NegativeWeightsAndAnyFloat_IsRoundedOnlyOnce(ScalarType type, double rounding)
    {
        var tensors = Plain.Random(3, [4, 5], type);

        var sum = WeightedSum.Of(tensors, s_weights);

        Assert.That(sum.dtype, Is.EqualTo(type));
        TensorAssert.AreClose(sum, Plain.Like(Plain.WeightedSum([.. tensors.Select(Plain.Values)], s_weights), sum), rounding, 1e-6, "sum");
    }

    [Test]
    public void WeightedSum_OneTensorOrWeightZero_IsExact()
    {
        var x = Plain.Random(2, [6]);

        TensorAssert.BitEqual(WeightedSum.Of([x[0]], [1]), x[0], "one");
        TensorAssert.BitEqual(WeightedSum.Of(x, [1, 0]), x[0], "weight 0");
        Assert.That(WeightedSum.Of([zeros(0, 2)], [3]).shape, Is.EqualTo(new long[] { 0, 2 }));
    }

    [Test]
    public void WeightedSum_Result_IsIndependentOfItsInputs()
    {
        var x = ones(2, requires_grad: true);

        var sum = WeightedSum.Of([x], [1]);
        sum.fill_(9);

        Assert.That(sum.requires_grad, Is.False);
        TensorAssert.BitEqual(x.detach(), ones(2), "input");
    }

    [Test]
    public void RelativeError_KnownDistance_IsTheRatioOfNorms()
    {
        Tensor[] x = [tensor([3f, 0f]), tensor([0f, 2f])];

        Assert.That(WeightedSum.RelativeError(tensor([3f, 4f]), x, [1, 2]), Is.Zero);
        Assert.That(WeightedSum.RelativeError(tensor([3f, 1f]), x, [1, 2]), Is.EqualTo(0.6).Within(1e-7));
        Assert.That(WeightedSum.RelativeError(tensor([0f, 0f]), x, [0, 0]), Is.Zero);
        Assert.That(WeightedSum.RelativeError(tensor([0f, 1f]), x, [0, 0]), Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Ties_AnyElectionAndDensity_FollowsTheFormula([Values] SignElection election, [Values(0, 0.4, 1)] double density)
    {
        var tensors = Plain.Random(3, [8, 9]);

        var merged = Ties.Merge(tensors, s_weights, density, election);

        double[] expected = Plain.Ties([.. tensors.Select(Plain.Values)], s_weights, density, election == SignElection.Frequency);
        TensorAssert.AreClose(merged, Plain.Like(expected, merged), 1e-5, 1e-7, "merged");
    }

    [Test]
    public void Ties_Elections_DisagreeWhereOneLargeValueStandsAgainstTwo()
    {
        Tensor[] x = [tensor([5f]), tensor([-1f]), tensor([-2f])];

        TensorAssert.BitEqual(Ties.ElectSigns(x), tensor([1f]), "total");
        TensorAssert.BitEqual(Ties.ElectSigns(x, SignElection.Frequency), tensor([-1f]), "frequency");
        TensorAssert.BitEqual(Ties.Merge(x, [1, 1, 1], 1), tensor([5f]), "mean by total");
        TensorAssert.BitEqual(Ties.Merge(x, [1, 1, 1], 1, SignElection.Frequency), tensor([-1.5f]), "mean by frequency");
    }

    [Test]
    public void Ties_ZerosAndDraws_ElectPlus() =>
        TensorAssert.BitEqual(Ties.ElectSigns([tensor([0f, 1f]), tensor([0f, -1f])]), tensor([1f, 1f]), "signs");

    [Test]
    public void Ties_OneTensor_IsTrimmedAndWeighted()
    {
        var x = Plain.Random(1, [30])[0];

        TensorAssert.AreClose(Ties.Merge([x], [0.5], 0.3), Sparsify.Magnitude(x, 0.3) * 0.5, 0, 0, "merged");
        Assert.That(Ties.Merge([zeros(0)], [1], 0.5).shape, Is.EqualTo(new long[] { 0 }));
    }

    [Test]
    public void Ties_HalfPrecision_IsComputedInSingle()
    {
        var tensors = Plain.Random(3, [40], ScalarType.BFloat16);

        var merged = Ties.Merge(tensors, s_weights, 0.5);

        Assert.That(merged.dtype, Is.EqualTo(ScalarType.BFloat16));
        var single = Ties.Merge([.. tensors.Select(t => t.to_type(ScalarType.Float32))], s_weights, 0.5);
        TensorAssert.BitEqual(merged, single.to_type(ScalarType.BFloat16), "merged");
    }

    [TestCase(0.3)]
    [TestCase(-0.5)]
    [TestCase(1.5)]
    public void Slerp_AnyT_FollowsTheFormula(double t)
    {
        var x = Plain.Random(2, [3, 4]);

        var between = Slerp.Interpolate(x[0], x[1], t);

        TensorAssert.AreClose(between, Plain.Like(Plain.Slerp(Plain.Values(x[0]), Plain.Values(x[1]), t), between), 1e-5, 1e-6, "between");
    }

    [Test]
    public void Slerp_Ends_AreTheTensors()
    {
        var x = Plain.Random(2, [12]);

        TensorAssert.AreClose(Slerp.Interpolate(x[0], x[1], 0), x[0], 0, 0, "t = 0");
        TensorAssert.AreClose(Slerp.Interpolate(x[0], x[1], 1), x[1], 0, 0, "t = 1");
    }

    [Test]
    public void Slerp_UnitVectors_StayOnTheSphere()
    {
        var between = Slerp.Interpolate(tensor([1f, 0f]), tensor([0f, 1f]), 0.5);

        TensorAssert.AreClose(between, tensor([0.5f, 0.5f]).sqrt(), 1e-6, 0, "between");
    }

    [Test]
    public void Slerp_ParallelOppositeAndZeroVectors_AreFinite()
    {
        var x = tensor([1f, 2f]);

        TensorAssert.AreClose(Slerp.Interpolate(x, x * 3, 0.5), x * 2, 1e-6, 0, "parallel");
        TensorAssert.AreClose(Slerp.Interpolate(x, x * -1, 0.25), x * 0.5, 1e-6, 0, "opposite");
        TensorAssert.AreClose(Slerp.Interpolate(zeros(2), x, 1.0 / 3), x * 0.5, 1e-6, 0, "zero");
        TensorAssert.AreClose(Slerp.Interpolate(zeros(2), zeros(2), 0.5), zeros(2), 0, 0, "both zero");
        Assert.That(Slerp.Interpolate(zeros(0), zeros(0), 0.5).shape, Is.EqualTo(new long[] { 0 }));
        Assert.That(Slerp.Interpolate(tensor([float.NaN, 1f]), x, 0.5).isnan().any().ToBoolean());
    }

    [Test]
    public void Formulas_BadInput_IsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => WeightedSum.Of([], []), Throws.ArgumentException.With.Message.Contains("no tensor"));
            Assert.That(() => WeightedSum.Of([ones(2)], [1, 2]), Throws.ArgumentException.With.Message.Contains("2 weights"));
            Assert.That(() => WeightedSum.Of([ones(2)], [double.NaN]), Throws.ArgumentException.With.Message.Contains("finite"));
            Assert.That(() => WeightedSum.Of([ones(2), ones(2, 1)], [1, 2]), Throws.ArgumentException.With.Message.Contains("[2] and [2, 1]"));
            Assert.That(() => Ties.Merge([ones(2), ones(3)], [1, 2], 0.5), Throws.ArgumentException);
            Assert.That(() => Ties.DisjointMean([ones(2)], [1], ones(1)), Throws.ArgumentException);
            Assert.That(() => Slerp.Interpolate(ones(2), ones(3), 0.5), Throws.ArgumentException);
            Assert.That(() => Slerp.Interpolate(ones(2), ones(2), double.NaN), Throws.ArgumentException);
        });
    }

    [Test]
    public void Formulas_Repeated_LeaveNoTensors()
    {
        var x = Plain.Random(3, [3, 3], ScalarType.BFloat16);
        LeakGuard.NoTensorsLeft(() =>
        {
            WeightedSum.Of(x, s_weights).Dispose();
            WeightedSum.RelativeError(x[0], x, s_weights);
            Ties.Merge(x, s_weights, 0.5).Dispose();
            Slerp.Interpolate(x[0], x[1], 0.5).Dispose();
        });
    }
}
