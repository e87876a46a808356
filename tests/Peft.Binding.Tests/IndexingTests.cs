using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Expected values are worked out by hand on 0, 1, 2, … in the shape (2, 3, 4).</summary>
[TestFixture]
public sealed class IndexingTests
{
    private DisposeScope _scope = null!;
    private Tensor _x = null!;

    [SetUp]
    public void SetUp()
    {
        _scope = NewDisposeScope();
        _x = arange(24).reshape(2, 3, 4);
    }

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Get_Numbers_SelectFromTheFirstDimensions()
    {
        Assert.That(Values(_x[1, 2]), Is.EqualTo(new long[] { 20, 21, 22, 23 }));
        Assert.That(_x[1, 2, 3].item<long>(), Is.EqualTo(23));
        Assert.That(_x[-1, -1, -1].item<long>(), Is.EqualTo(23));
        Assert.That(_x[0].shape, Is.EqualTo(new long[] { 3, 4 }));
    }

    [Test]
    public void Get_Ranges_Slice()
    {
        Assert.That(Values(_x[.., 1.., ^2..]), Is.EqualTo(new long[] { 6, 7, 10, 11, 18, 19, 22, 23 }));
        Assert.That(Values(_x[1, 0, TensorIndex.Slice(step: 2)]), Is.EqualTo(new long[] { 12, 14 }));
        Assert.That(Values(_x[0, 0, ..^1]), Is.EqualTo(new long[] { 0, 1, 2 }));
        Assert.That(Values(_x[^1, ^1, (1, 3)]), Is.EqualTo(new long[] { 21, 22 }));
    }

    [Test]
    public void Get_Ellipsis_StandsForTheDimensionsLeft()
    {
        Assert.That(Values(_x[TensorIndex.Ellipsis, 0]), Is.EqualTo(new long[] { 0, 4, 8, 12, 16, 20 }));
        Assert.That(Values(_x[1, TensorIndex.Ellipsis, 0]), Is.EqualTo(new long[] { 12, 16, 20 }));
        Assert.That(_x[TensorIndex.Ellipsis].shape, Is.EqualTo(_x.shape));
    }

    [Test]
    public void Get_NoneAndTrue_AddADimension()
    {
        Assert.That(_x[TensorIndex.None, 1].shape, Is.EqualTo(new long[] { 1, 3, 4 }));
        Assert.That(_x[.., TensorIndex.Null, 1].shape, Is.EqualTo(new long[] { 2, 1, 4 }));
        Assert.That(_x[TensorIndex.Bool(true)].shape, Is.EqualTo(new long[] { 1, 2, 3, 4 }));
        Assert.That(_x[TensorIndex.Bool(false)].shape, Is.EqualTo(new long[] { 0, 2, 3, 4 }));
    }

    [Test]
    public void Get_Tensors_Gather()
    {
        var rows = tensor(new long[] { 1, 0 });
        var columns = tensor(new long[] { 2, 1 });

        Assert.That(Values(_x[TensorIndex.Tensor(rows), TensorIndex.Tensor(columns), 0]), Is.EqualTo(new long[] { 20, 4 }));
        Assert.That(Values(_x[rows, columns]), Is.EqualTo(new long[] { 20, 21, 22, 23, 4, 5, 6, 7 }));
        Assert.That(Values(_x[0, .., TensorIndex.Tensor(columns)]), Is.EqualTo(new long[] { 2, 1, 6, 5, 10, 9 }));
    }

    [Test]
    public void Get_ScalarTensor_Selects() =>
        Assert.That(Values(_x[TensorIndex.Tensor(tensor(1L)), 0]), Is.EqualTo(new long[] { 12, 13, 14, 15 }));

    [Test]
    public void Get_Mask_KeepsWhatIsTrue()
    {
        Assert.That(Values(_x[_x.gt(20)]), Is.EqualTo(new long[] { 21, 22, 23 }));
        var corners = tensor(new[,] { { true, false, false }, { false, false, true } });
        Assert.That(Values(_x[TensorIndex.Tensor(corners), 1]), Is.EqualTo(new long[] { 1, 21 }));
    }

    [Test]
    public void Get_WithoutTensors_IsAView()
    {
        _x[1, .., 0].fill_(-1);

        Assert.That(Values(_x[1, 1]), Is.EqualTo(new long[] { -1, 17, 18, 19 }));
    }

    [Test]
    public void Get_TooManyIndices_Throws() => Assert.That(() => _x[0, 0, 0, 0], Throws.TypeOf<ExternalException>());

    [Test]
    public void Set_NumberAndRange_Assigns()
    {
        _x[0, 1] = 7L;
        _x[1, .., 3] = tensor(new long[] { -1, -2, -3 });

        Assert.That(Values(_x[0, 1]), Is.All.EqualTo(7));
        Assert.That(Values(_x[1, TensorIndex.Ellipsis, 3]), Is.EqualTo(new long[] { -1, -2, -3 }));
        Assert.That(_x[0, 0, 3].item<long>(), Is.EqualTo(3));
    }

    [Test]
    [Category("SystemBinding")]
    public void Set_ValueWithLeadingOnes_Broadcasts()
    {
        _x[0, 0] = ones([1, 1, 4], int64);

        Assert.That(Values(_x[0, 0]), Is.All.EqualTo(1));
    }

    [Test]
    public void Set_Mask_AssignsWhereTrue()
    {
        _x[_x.lt(22)] = 0L;

        Assert.That(_x.sum().item<long>(), Is.EqualTo(45));
    }

    [Test]
    public void IndexPut_Accumulating_CountsRepeatedPositions()
    {
        var counts = zeros(3);
        counts.index_put_(ones(4), [tensor(new long[] { 0, 2, 2, 2 })], accumulate: true);

        Assert.That(counts.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 0, 3 }));
    }

    [Test]
    public void IndexPut_Scalar_FillsThePlace()
    {
        _x.index_put_((Scalar)5, 1, 2, TensorIndex.Slice(1, 3));

        Assert.That(Values(_x[1, 2]), Is.EqualTo(new long[] { 20, 5, 5, 23 }));
    }

    [Test]
    public void Get_LeavesNothingInTheScope()
    {
        int before = _scope.DisposablesCount;
        using var picked = _x[TensorIndex.None, 1, 1.., TensorIndex.Tensor(_x[0, 0, ..2])];

        Assert.That(_scope.DisposablesCount, Is.EqualTo(before + 2), "the picked values and the positions");
    }

    private static long[] Values(Tensor tensor) => tensor.data<long>().ToArray();
}
