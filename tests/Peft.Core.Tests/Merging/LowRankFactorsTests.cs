using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

[TestFixture]
public sealed class LowRankFactorsTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [TestCase(6, 4)]
    [TestCase(4, 6)]
    public void Factorize_FullRank_GivesTheMatrixBack(int rows, int columns)
    {
        var matrix = Plain.Random(1, [rows, columns])[0];

        var factors = LowRankFactors.Factorize(matrix, 4);

        TensorAssert.AreClose(factors.Delta(), matrix, 1e-5, 1e-5, "product");
        TensorAssert.AreClose(factors.A.mm(factors.A.t()), eye(4), 0, 1e-5, "rows of A are orthonormal");
    }

    [Test]
    public void Factorize_LowerRank_MissesTheRemainingSingularValues()
    {
        var matrix = Plain.Random(1, [8, 6], ScalarType.Float64)[0];

        var factors = LowRankFactors.Factorize(matrix, 2);

        double missed = linalg.svdvals(matrix).narrow(0, 2, 4).norm().ToDouble();
        Assert.That(factors.Rank, Is.EqualTo(2));
        Assert.That((factors.Delta() - matrix).norm().ToDouble(), Is.EqualTo(missed).Within(1e-10));
    }

    [Test]
    public void Factorize_RankBeyondTheMatrix_FillsWithZeros()
    {
        var matrix = Plain.Random(1, [2, 5])[0];

        var factors = LowRankFactors.Factorize(matrix, 4);

        Assert.That(factors.A.shape, Is.EqualTo(new long[] { 4, 5 }));
        Assert.That(factors.B.shape, Is.EqualTo(new long[] { 2, 4 }));
        TensorAssert.AreClose(factors.Delta(), matrix, 1e-5, 1e-5, "product");
    }

    [TestCase(6, 4)]
    [TestCase(4, 6)]
    public void Factorize_AnyMatrix_ChoosesTheSignsWithWhichColumnsArePositiveAtTheirLargest(int rows, int columns)
    {
        var matrix = Plain.Random(1, [rows, columns], ScalarType.Float64)[0];
        foreach (var given in new[] { matrix, -matrix })
        {
            var (_, b, _) = LowRankFactors.Factorize(given, 4);
            Assert.That(b.gather(0, b.abs().argmax(0, keepdim: true)).gt(0).all().item<bool>());
        }
        // The other sign of a matrix is in A alone, whatever LAPACK gives.
        TensorAssert.AreClose(LowRankFactors.Factorize(-matrix, 4).A, -LowRankFactors.Factorize(matrix, 4).A, 1e-10, 1e-10, "A");
    }

    [TestCase(1.0)]
    [TestCase(0.9)]
    [TestCase(0.33)]
    public void Factorize_Clamp_LimitsBothFactorsAtTheQuantile(double quantile)
    {
        var matrix = Plain.Random(1, [7, 9])[0];
        var free = LowRankFactors.Factorize(matrix, 3);

        var clamped = LowRankFactors.Factorize(matrix, 3, quantile);

        double limit = Math.Abs(cat([free.B.flatten(), free.A.flatten()]).quantile(tensor((float)quantile)).ToDouble());
        TensorAssert.AreClose(clamped.A, free.A.clamp(-limit, limit), 0, 1e-6, "A");
        TensorAssert.AreClose(clamped.B, free.B.clamp(-limit, limit), 0, 1e-6, "B");
    }

    [Test]
    public void Factorize_BadInput_IsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => LowRankFactors.Factorize(ones(2, 2, 2), 1), Throws.ArgumentException.With.Message.Contains("[2, 2, 2]"));
            Assert.That(() => LowRankFactors.Factorize(ones(2, 2), 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => LowRankFactors.Factorize(ones(2, 2), 1, 1.1), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => LowRankFactors.Factorize(ones(2, 2, ScalarType.Int64), 1), Throws.ArgumentException.With.Message.Contains("Int64"));
        });
    }

    [Test]
    public void Factorize_Repeated_LeavesNoTensors()
    {
        var matrix = ones(4, 4, ScalarType.BFloat16);
        LeakGuard.NoTensorsLeft(() =>
        {
            using var factors = LowRankFactors.Factorize(matrix, 2, 0.9);
            factors.Delta().Dispose();
        });
    }
}
