using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Representative operators of every group against numbers computed by hand.</summary>
[TestFixture]
public sealed class OperatorTests
{
    private static readonly double[] s_unsorted = [3, 1, 2];
    private DisposeScope _scope = null!;

    [SetUp]
    public void OpenScope() => _scope = NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope.Dispose();

    [Test, Category("SystemBinding")]
    public void Arithmetic_WithAlphaScalarsAndModes_GivesExpectedValues()
    {
        var x = Row(7, -7);

        Expect(x.add(Row(1, 2), 10), 17, 13);
        Expect(x.add(1), 8, -6);
        Expect(x.sub(Row(1, 1)), 6, -8);
        Expect(x.div(2), 3.5, -3.5);
        Expect(x.div(2, RoundingMode.floor), 3, -4);
        Expect(div(x, 2, RoundingMode.trunc), 3, -3);
        Expect(x.remainder(4), 3, 1);
        Expect(x.fmod(4), 3, -3);
        Expect(x.pow(2), 49, 49);
        Expect(Row(1, 2).addcmul(Row(3, 4), Row(5, 6), 2), 31, 50);
        Expect(Row(0, 10).lerp(Row(10, 20), Row(0.5, 0.1)), 5, 11);
    }

    [Test]
    public void ArithmeticOperators_BothOrders_GiveExpectedValues()
    {
        var x = Row(4, -2);

        Expect(x + x, 8, -4);
        Expect(1 + x, 5, -1);
        Expect(x - 1.5, 2.5, -3.5);
        Expect(1 - x, -3, 3);
        Expect(2f * x, 8, -4);
        Expect(x / 2L, 2, -1);
        Expect(1 / x, 0.25, -0.5);
        Expect(x % 3, 1, 1);
        Expect(-x, -4, 2);
    }

    [Test]
    public void ComparisonOperators_BothOrders_AreElementwise()
    {
        var x = Row(1, 2, 3);

        Expect(x == 2, false, true, false);
        Expect(x != Row(1, 0, 3), false, true, false);
        Expect(x < 2, true, false, false);
        Expect(2 <= x, false, true, true);
        Expect(2 > x, true, false, false);
        Expect(x >= Row(2, 2, 2), false, true, true);
        Expect(~(x > 1) | (x == 3), true, false, true);
        Expect((x > 1) & (x < 3), false, true, false);
        Expect((x > 1) ^ (x > 2), false, true, false);
        Assert.That(x.Equals(Row(1, 2, 3)), Is.True);
        Assert.That(x.allclose(Row(1, 2, 3.1)), Is.False);
        Assert.That(x.allclose(Row(1, 2, 3.1), atol: 0.2), Is.True);
    }

    [Test, Category("SystemBinding")]
    public void InPlace_EachKind_ChangesAndReturnsTheTensorItself()
    {
        var x = Row(1, 4);

        Assert.That(x.add_(1).mul_(2).sub_(Row(0, 2)).div_(2).neg_().abs_(), Is.SameAs(x));
        Expect(x, 2, 4);
        Assert.That(x.sub_(3).relu_(), Is.SameAs(x));
        Expect(x, 0, 1);
        Assert.That(x.masked_fill_(x == 0, 9).clamp_(max: 5).unsqueeze_(0).t().shape, Is.EqualTo(new long[] { 2, 1 }));
        Expect(x, 5, 1);
        Assert.That(x.tril_(), Is.SameAs(x));
    }

    [Test, Category("SystemBinding")]
    public void Elementwise_TrigonometryAndExponentials_GiveExpectedValues()
    {
        Expect(Row(0, Math.PI / 2).sin(), 0, 1);
        Expect(Row(1).atan2(Row(1)), Math.PI / 4);
        Expect(Row(0.5).arctanh(), 0.5493061443);
        Expect(Row(180).deg2rad(), Math.PI);
        Expect(Row(0, 1).exp(), 1, Math.E);
        Expect(Row(8).log2(), 3);
        Expect(Row(0).logaddexp(Row(0)), Math.Log(2));
        Expect(Row(0.25).logit(), -Math.Log(3));
        Expect(Row(5).lgamma(), Math.Log(24));
        Expect(erfinv(Row(0.5).erf()), 0.5);
        Expect(special.entr(Row(1, Math.E)), 0, -Math.E);
    }

    [Test]
    public void Rounding_HalvesAndLimits_GiveExpectedValues()
    {
        Expect(Row(0.5, 1.5, -1.5).round(), 0, 2, -2);
        Expect(Row(1.256).round(2), 1.26);
        Expect(Row(-1.5, 1.5).floor(), -2, 1);
        Expect(Row(-1.5, 1.5).trunc(), -1, 1);
        Expect(Row(-2, 0, 2).clamp(-1, 1), -1, 0, 1);
        Expect(Row(-2, 0, 2).clamp(min: Row(0, 1, 2)), 0, 1, 2);
        Expect(Row(double.NaN, double.PositiveInfinity).nan_to_num(1, posinf: 5), 1, 5);
        Expect(Row(-3, 0, 3).sign(), -1, 0, 1);
    }

    [Test]
    public void Bitwise_OnIntegers_GivesExpectedValues()
    {
        var x = tensor(new long[] { 6, 12 });

        Assert.That(Longs(x.bitwise_and(tensor(new long[] { 3, 4 }))), Is.EqualTo(new long[] { 2, 4 }));
        Assert.That(Longs(x.bitwise_left_shift(tensor(new long[] { 1, 2 }))), Is.EqualTo(new long[] { 12, 48 }));
        Assert.That(Longs(x.bitwise_right_shift_(tensor(new long[] { 1, 2 }))), Is.EqualTo(new long[] { 3, 3 }));
        Assert.That(Longs(~x), Is.EqualTo(new long[] { -4, -4 }));
    }

    [Test, Category("SystemBinding")]
    public void Activations_AtKnownPoints_GiveExpectedValues()
    {
        var x = Row(-2, 0, 2);

        Expect(x.relu(), 0, 0, 2);
        Expect(x.leaky_relu(0.1), -0.2, 0, 2);
        Expect(x.elu(), Math.Exp(-2) - 1, 0, 2);
        Expect(x.hardtanh(-1, 1), -1, 0, 1);
        Expect(x.sigmoid(), 0.1192029220, 0.5, 0.8807970780);
        Expect(x.silu(), -0.2384058440, 0, 1.7615941560);
        Expect(x.gelu(), -0.0455002639, 0, 1.9544997361);
        Expect(x.gelu(TorchSharp.Modules.GELU.Approximate.tanh), -0.0454023059, 0, 1.9545976941);
        Expect(x.softplus(), 0.1269280110, 0.6931471806, 2.1269280110);
        Expect(Row(0, Math.Log(3)).softmax(0), 0.25, 0.75);
        Expect(Row(0, Math.Log(3)).log_softmax(-1), Math.Log(0.25), Math.Log(0.75));
        Assert.That(softmax(Row(1, 2), 0, float32).dtype, Is.EqualTo(float32));
    }

    [Test, Category("SystemBinding")]
    public void Reductions_WithAndWithoutDimensions_GiveExpectedValues()
    {
        var x = Row(1, 2, 3, 4, 5, 6).view(2, 3);

        Expect(x.sum(), 21);
        Expect(x.sum(dim: 0), 5, 7, 9);
        Expect(x.sum(0, 1), 21);
        Expect(x.mean([1]), 2, 5);
        Assert.That(x.mean([0, 1], keepdim: true).shape, Is.EqualTo(new long[] { 1, 1 }));
        Assert.That(x.sum(ScalarType.Float32).dtype, Is.EqualTo(float32));
        Expect(x.prod(1), 6, 120);
        Expect(Row(3, 4).norm(), 5);
        Expect(x.norm(1, p: 1), 6, 15);
        Expect(x.var(1), 1, 1);
        Expect(x.std(0, unbiased: false), 1.5, 1.5, 1.5);
        Expect(std_mean(x, (0, 1)).mean, 3.5);
        Expect(x.cumsum(1), 1, 3, 6, 4, 9, 15);
        Expect(Row(0, 0).logsumexp(0), Math.Log(2));
        Expect(x.gt(2).any(1), true, true);
        Expect(x.gt(2).all(1), false, true);
        Assert.That(x.count_nonzero().ToInt64(), Is.EqualTo(6));
        Expect(Row(1, double.NaN, 3).nanmean(), 2);
        Assert.That(Longs(tensor(new long[] { 0, 2, 2 }).bincount(null)), Is.EqualTo(new long[] { 1, 0, 2 }));
    }

    [Test]
    public void Ordering_OfUnsortedValues_GivesExpectedValues()
    {
        var x = tensor(s_unsorted);

        Expect(x.max(), 3);
        Expect(x.amin(0), 1);
        Assert.That(x.argmax().ToInt64(), Is.EqualTo(0));
        Expect(x.aminmax().max, 3);
        var (values, indexes) = x.topk(2);
        Expect(values, 3, 2);
        Assert.That(Longs(indexes), Is.EqualTo(new long[] { 0, 2 }));
        Expect(x.sort(descending: true).Values, 3, 2, 1);
        Assert.That(Longs(x.argsort()), Is.EqualTo(new long[] { 1, 2, 0 }));
        Expect(x.kthvalue(2, null).values, 2);
        Expect(x.median(), 2);
        Expect(x.quantile(tensor(0.5)), 2);
        Assert.That(Longs(searchsorted(Row(1, 2, 3), Row(2, 2.5))), Is.EqualTo(new long[] { 1, 2 }));
    }

    [Test]
    public void Unique_WithCountsOnly_LeavesTheInverseOut()
    {
        var (output, inverse, counts) = Row(2, 1, 2).unique(return_counts: true);

        Expect(output, 1, 2);
        Assert.That(inverse, Is.Null);
        Assert.That(Longs(counts!), Is.EqualTo(new long[] { 1, 2 }));
    }

    [Test]
    public void Shapes_OfViewsAndCopies_AreAsExpected()
    {
        var x = arange(24, ScalarType.Float64).view(2, 3, 4);

        Assert.That(x.flatten(1).shape, Is.EqualTo(new long[] { 2, 12 }));
        Assert.That(x.T.shape, Is.EqualTo(new long[] { 4, 3, 2 }));
        Assert.That(x.mT.shape, Is.EqualTo(new long[] { 2, 4, 3 }));
        Assert.That(x.permute(2, 0, 1).shape, Is.EqualTo(new long[] { 4, 2, 3 }));
        Assert.That(x.transpose(0, -1).shape, Is.EqualTo(new long[] { 4, 3, 2 }));
        Assert.That(x.movedim([0], [2]).shape, Is.EqualTo(new long[] { 3, 4, 2 }));
        Assert.That(x.unsqueeze(1).squeeze().shape, Is.EqualTo(new long[] { 2, 3, 4 }));
        Assert.That(x.unflatten(2, 2, 2).shape, Is.EqualTo(new long[] { 2, 3, 2, 2 }));
        Assert.That(() => x.unflatten(-1, 2, 2), Throws.ArgumentException);
        Assert.That(Row(1, 2).expand(3, -1).shape, Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(x.reshape(-1).unfold(0, 8, 8).shape, Is.EqualTo(new long[] { 3, 8 }));
        Expect(Row(1, 2).repeat(2), 1, 2, 1, 2);
        Expect(Row(1, 2).repeat_interleave(2), 1, 1, 2, 2);
        Expect(Row(1, 2, 3).roll(1), 3, 1, 2);
        Expect(Row(1, 2, 3).flip(0), 3, 2, 1);
        Expect(Row(1, 2, 3, 4).view(2, 2).tril(), 1, 0, 3, 4);
        Expect(Row(1, 2).diag(), 1, 0, 0, 2);
    }

    [Test]
    public void Splitting_EveryForm_GivesExpectedParts()
    {
        var x = Row(1, 2, 3, 4, 5);

        Assert.That(x.split(2).Select(p => p.shape[0]), Is.EqualTo(new long[] { 2, 2, 1 }));
        Assert.That(x.split([1, 4]).Select(p => p.shape[0]), Is.EqualTo(new long[] { 1, 4 }));
        Assert.That(x.chunk(2).Select(p => p.shape[0]), Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(x.tensor_split(2).Select(p => p.shape[0]), Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(x.tensor_split([1, 3]).Select(p => p.shape[0]), Is.EqualTo(new long[] { 1, 2, 2 }));
        Assert.That(x.unbind(), Has.Length.EqualTo(5));
        Expect(x.narrow(0, 1, 2), 2, 3);
        Expect(x.slice(0, 0, 5, 2), 1, 3, 5);
        Expect(x.select(0, -1), 5);
    }

    [Test]
    public void Joining_EveryForm_GivesExpectedValues()
    {
        Tensor a = Row(1, 2), b = Row(3, 4);

        Expect(cat([a, b]), 1, 2, 3, 4);
        Expect(cat(new List<Tensor> { a, b }, 0), 1, 2, 3, 4);
        Expect(stack([a, b], 1), 1, 3, 2, 4);
        Assert.That(vstack([a, b]).shape, Is.EqualTo(new long[] { 2, 2 }));
        Expect(hstack(a, b), 1, 2, 3, 4);
        Expect(column_stack(a, b), 1, 3, 2, 4);
        Expect(block_diag(Row(5).view(1, 1), Row(6).view(1, 1)), 5, 0, 0, 6);
        Expect(meshgrid([a, b])[0], 1, 1, 2, 2);
        Expect(where(a > 1, a, b), 3, 2);
        Assert.That(Longs(where(a > 1)[0]), Is.EqualTo(new long[] { 1 }));
        Assert.That(() => cat([a, null!]), Throws.InstanceOf<SystemException>());
    }

    [Test]
    public void Gathering_AndScattering_GiveExpectedValues()
    {
        var x = Row(10, 20, 30);
        var index = tensor(new long[] { 2, 0 });

        Expect(x.gather(0, index), 30, 10);
        Expect(x.index_select(0, index), 30, 10);
        Expect(x.take_along_dim(new List<long> { 1 }), 20);
        Expect(x.scatter(0, index, Row(1, 2)), 2, 20, 1);
        Expect(x.scatter_add(0, index, Row(1, 2)), 12, 20, 31);
        Expect(x.index_add(0, index, Row(1, 2), 10), 30, 20, 40);
        Expect(x.index_fill(0, index, 0), 0, 20, 0);
        Expect(x.masked_select(x > 15), 20, 30);
        Expect(x.masked_fill(x > 15, -1), 10, -1, -1);
        Assert.That(Longs(x.gt(15).nonzero()), Is.EqualTo(new long[] { 1, 2 }));
        Expect(x.index_put_(Row(7, 8), index), 8, 20, 7);
        Expect(x.index_put_(1, index), 1, 20, 1);
    }

    [Test, Category("SystemBinding")]
    public void Matrices_ProductsAndSolutions_GiveExpectedValues()
    {
        var m = Row(1, 2, 3, 4).view(2, 2);
        var v = Row(1, 1);

        Expect(m.matmul(v), 3, 7);
        Expect(m.mm(m), 7, 10, 15, 22);
        Expect(v.dot(Row(2, 3)), 5);
        Expect(v.outer(Row(2, 3)), 2, 3, 2, 3);
        Expect(m.addmm(m, m, beta: 0, alpha: 2), 14, 20, 30, 44);
        Expect(einsum("ij,kj->ik", m, m), 5, 11, 11, 25);
        Expect(m.tensordot(m, 1), 7, 10, 15, 22);
        Expect(m.det(), -2);
        Expect(m.trace(), 5);
        Expect(m.inverse(), -2, 1, 1.5, -0.5);
        Expect(m.matrix_power(2), 7, 10, 15, 22);
        Expect(linalg.solve(m, v), -1, 1);
        Expect(linalg.norm(m), Math.Sqrt(30));
        Expect(linalg.vector_norm(m, 1), 10);
        Expect(linalg.matrix_norm(m, "fro"), Math.Sqrt(30));
        Expect(linalg.multi_dot([m, m]), 7, 10, 15, 22);
        Expect(linalg.eigvalsh(Row(2, 1, 1, 2).view(2, 2)), 1, 3);
        Expect(linalg.cholesky(Row(4, 2, 2, 5).view(2, 2)), 2, 0, 1, 2);
        Assert.That(linalg.matrix_rank(m).ToInt64(), Is.EqualTo(2));
    }

    [Test]
    public void Decompositions_Recomposed_GiveTheMatrixAgain()
    {
        var m = Row(1, 2, 3, 4, 5, 7).view(3, 2);

        var (u, s, vh) = linalg.svd(m, fullMatrices: false);
        Expect((u * s).matmul(vh), 1, 2, 3, 4, 5, 7);
        var (q, r) = linalg.qr(m);
        Expect(q.matmul(r), 1, 2, 3, 4, 5, 7);
        Expect(linalg.pinv(m).matmul(m), 1, 0, 0, 1);
    }

    [Test]
    public void Fourier_ForthAndBack_GivesTheSignalAgain()
    {
        var x = Row(1, 2, 3, 4);
        var spectrum = fft.rfft(x);

        Expect(spectrum.real, 10, -2, -2);
        Expect(fft.irfft(spectrum), 1, 2, 3, 4);
        Expect(fft.ifft2(fft.fft2(x.view(2, 2))).real, 1, 2, 3, 4);
        Expect(fft.fft_(x, norm: FFTNormType.Ortho).real, 5, -1, -1, -1);
        Expect(fft.fftshift(x), 3, 4, 1, 2);
        Expect(fft.fftfreq(4, dtype: ScalarType.Float64), 0, 0.25, -0.5, -0.25);
    }

    [Test]
    public void Complex_Parts_AreAsExpected()
    {
        var z = complex(Row(3), Row(4));

        Expect(z.abs(), 5);
        Expect(z.conj().imag.resolve_neg(), -4);
        Expect(z.view_as_real(), 3, 4);
        Assert.That(z.view_as_real().view_as_complex().ToComplex64(), Is.EqualTo(new Complex(3, 4)));
    }

    [Test]
    public void Sparse_ToDenseAndBack_KeepsTheValues()
    {
        var sparse = sparse_coo_tensor(tensor(new long[] { 0, 2 }).view(1, 2), Row(5, 6), [3]);

        Assert.That(sparse.is_sparse, Is.True);
        Expect(sparse.to_dense(), 5, 0, 6);
        Expect(sparse.to_dense().to_sparse().SparseValues, 5, 6);
    }

    [Test]
    public void ResultType_OfMixedTypes_IsPromoted()
    {
        Assert.That(result_type(tensor(1L), Row(1)), Is.EqualTo(ScalarType.Float64));
        Assert.That(promote_types(ScalarType.Int32, ScalarType.Float32), Is.EqualTo(ScalarType.Float32));
        Assert.That(can_cast(ScalarType.Float32, ScalarType.Int32), Is.False);
    }

    [Test]
    public void Implicit_NumbersAndArrays_BecomeTensors()
    {
        Tensor number = 2.5, array = new[] { 1.0, 2.0 };

        Expect(number, 2.5);
        Expect(array.mul(2), 2, 4);
        Expect(array.clamp(max: number).add(number), 3.5, 4.5);
    }

    [Test, Category("SystemBinding")]
    public void BroadcastShapes_OfDifferentRanks_AlignsTheLastDimensions()
    {
        Assert.That(broadcast_shapes([3, 1], [4], [1, 1, 1]).Shape, Is.EqualTo(new long[] { 1, 3, 4 }));
        Assert.That(() => broadcast_shapes([3], [4]), Throws.ArgumentException);
    }

    [TestCase(ScalarType.Float32, 1.1920928955078125e-07, 3.4028234663852886e+38, 1.1754943508222875e-38, 1e-6)]
    [TestCase(ScalarType.BFloat16, 0.0078125, 3.3895313892515355e+38, 1.1754943508222875e-38, 0.01)]
    [TestCase(ScalarType.Float16, 0.0009765625, 65504, 6.103515625e-05, 0.001)]
    [TestCase(ScalarType.Float64, 2.220446049250313e-16, double.MaxValue, 2.2250738585072014e-308, 1e-15)]
    public void FInfo_OfType_GivesItsLimits(ScalarType type, double eps, double max, double tiny, double resolution)
    {
        var info = finfo(type);

        Assert.That(new[] { info.eps, info.max, info.min, info.tiny, info.resolution }, Is.EqualTo(new[] { eps, max, -max, tiny, resolution }).Within(1).Ulps);
    }

    private static Tensor Row(params double[] values) => tensor(values);

    private static long[] Longs(Tensor tensor) => [.. tensor.data<long>()];

    private static void Expect(Tensor actual, params double[] expected) => Assert.That(actual.data<double>(), Is.EqualTo(expected).Within(1e-9));

    private static void Expect(Tensor actual, params bool[] expected) => Assert.That(actual.data<bool>(), Is.EqualTo(expected));
}
