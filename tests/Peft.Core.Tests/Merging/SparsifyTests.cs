using Peft.Merging;
using Peft.TestUtils;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Merging;

[TestFixture]
public sealed class SparsifyTests
{
    private static readonly double[] s_densities = [0, 0.01, 0.3, 0.5, 0.999, 1];
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Magnitude_AnyDensity_KeepsTheLargest([ValueSource(nameof(s_densities))] double density)
    {
        var values = Plain.Random(1, [7, 11])[0];

        var trimmed = Sparsify.Magnitude(values, density);

        TensorAssert.AreClose(trimmed, Plain.Like(Plain.Trim(Plain.Values(values), density), values), 0, 0, "trimmed");
    }

    [Test]
    public void Magnitude_EqualMagnitudes_KeepsExactlyAsManyAsAskedFor()
    {
        var values = tensor([2f, -1f, 1f, -1f, 1f, 0f]);

        TensorAssert.BitEqual(Sparsify.Magnitude(values, 0.5), tensor([2f, -1f, 1f, -0f, 0f, 0f]), "trimmed");
    }

    [TestCase(ScalarType.BFloat16)]
    [TestCase(ScalarType.Float16)]
    [TestCase(ScalarType.Float64)]
    public void Magnitude_OtherFloats_KeepTheirType(ScalarType type)
    {
        var values = Plain.Random(1, [50], type)[0];

        var trimmed = Sparsify.Magnitude(values, 0.2);

        Assert.That(trimmed.dtype, Is.EqualTo(type));
        Assert.That(Plain.Values(trimmed), Is.EqualTo(Plain.Trim(Plain.Values(values), 0.2)));
    }

    [Test]
    public void Sparsify_EmptyOrScalarTensor_KeepsItsShape()
    {
        Assert.That(Sparsify.Magnitude(zeros(0, 3), 0.5).shape, Is.EqualTo(new long[] { 0, 3 }));
        Assert.That(Sparsify.Random(zeros(0, 3), 0.5, rescaling: Rescaling.Norm).shape, Is.EqualTo(new long[] { 0, 3 }));
        Assert.That(Sparsify.Magnitude(tensor(3f), 1).shape, Is.Empty);
    }

    [Test]
    public void Sparsify_NaN_IsNotHidden()
    {
        var values = tensor([float.NaN, 1f, 2f, 3f]);
        using Generator generator = new(1);

        Assert.That(Sparsify.Magnitude(values, 0).isnan().any().ToBoolean());
        Assert.That(Sparsify.Magnitude(values, 0.5).isnan().any().ToBoolean());
        Assert.That(Sparsify.Random(values, 0, generator).isnan().any().ToBoolean());
    }

    [Test]
    public void Random_SameSeed_GivesTheSameAndAnotherDoesNot()
    {
        var values = ones(1000);

        TensorAssert.BitEqual(Drop(values, 3), Drop(values, 3), "same seed");
        Assert.That(Drop(values, 3).eq(Drop(values, 4)).all().ToBoolean(), Is.False);
    }

    [Test]
    public void Random_SameSeed_DropsTheSameInEveryType()
    {
        var values = ones(1000);

        TensorAssert.AreClose(Drop(values.to_type(ScalarType.BFloat16), 3), Drop(values, 3), 1e-2, 0, "bfloat16");
    }

    [TestCase(0.1)]
    [TestCase(0.75)]
    public void Random_ManyValues_KeepsTheDensityAndTheMean(double density)
    {
        using Generator generator = new(5);

        var dropped = Sparsify.Random(ones(100_000), density, generator);

        double deviation = 4 * Math.Sqrt(density * (1 - density) / 100_000);
        Assert.That(dropped.count_nonzero().ToInt64() / 100_000.0, Is.EqualTo(density).Within(deviation));
        Assert.That(dropped.mean().ToDouble(), Is.EqualTo(1).Within(deviation / density));
        Assert.That(dropped.max().ToDouble(), Is.EqualTo(1 / density).Within(1e-6));
    }

    [Test]
    public void Random_KnownMask_IsRescaledAsSaid()
    {
        var values = tensor([1f, -2f, 3f, -4f]);
        var mask = tensor([true, false, false, true]);

        Tensor Dropped(Rescaling rescaling) => Sparsify.Random(values, 0.25, (_, _) => mask, rescaling);

        TensorAssert.BitEqual(Dropped(Rescaling.None), tensor([1f, -0f, 0f, -4f]), "none");
        TensorAssert.BitEqual(Dropped(Rescaling.Density), tensor([4f, -0f, 0f, -16f]), "density");
        TensorAssert.BitEqual(Dropped(Rescaling.Norm), tensor([2f, -0f, 0f, -8f]), "norm");
    }

    [Test]
    public void Random_NormOfNothingKept_IsZero() =>
        TensorAssert.AreClose(Sparsify.Random(ones(3), 0.5, (_, _) => zeros(3, ScalarType.Bool), Rescaling.Norm), zeros(3), 0, 0, "dropped");

    [TestCase(0)]
    [TestCase(1)]
    public void Random_DensityAtItsEnds_IsZeroOrTheWhole(double density)
    {
        var values = Plain.Random(1, [9])[0];

        TensorAssert.AreClose(Sparsify.Random(values, density), values * density, 0, 0, "dropped");
    }

    [Test]
    public void Sparsify_BadInput_IsRefused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => Sparsify.Magnitude(ones(3), 1.5), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("help:"));
            Assert.That(() => Sparsify.Random(ones(3), double.NaN), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => Sparsify.Magnitude(ones(3, ScalarType.Int32), 0.5), Throws.ArgumentException.With.Message.Contains("Int32"));
            Assert.That(() => Sparsify.Random(ones(3), 0.5, rescaling: (Rescaling)9), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void Sparsify_Repeated_LeavesNoTensors()
    {
        using Generator generator = new(1);
        var values = ones(5, 5, ScalarType.BFloat16);
        LeakGuard.NoTensorsLeft(() =>
        {
            Sparsify.Magnitude(values, 0.5).Dispose();
            Sparsify.Random(values, 0.5, generator, Rescaling.Norm).Dispose();
        });
    }

    private static Tensor Drop(Tensor values, ulong seed)
    {
        using Generator generator = new(seed);
        return Sparsify.Random(values, 0.5, generator);
    }
}
