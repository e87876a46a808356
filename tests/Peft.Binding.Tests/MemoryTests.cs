using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class MemoryTests
{
    private DisposeScope _scope = null!;

    [SetUp]
    public void SetUp() => _scope = NewDisposeScope();

    [TearDown]
    public void TearDown() => _scope.Dispose();

    [Test]
    public void Bytes_AreTheMemoryItself()
    {
        var x = tensor(new[] { 1f, 2f });

        BitConverter.TryWriteBytes(x.bytes[4..], 7f);

        Assert.That(x.data<float>()[1], Is.EqualTo(7f));
    }

    [Test]
    public void Bytes_Set_NeedsTheSameSize()
    {
        var x = zeros(2, int32);
        x.bytes = new byte[] { 1, 0, 0, 0, 0, 1, 0, 0 };

        Assert.That(x.data<int>().ToArray(), Is.EqualTo(new[] { 1, 256 }));
        Assert.That(() => x.bytes = new byte[7], Throws.ArgumentException);
    }

    [Test]
    public void Bytes_NotContiguous_Throws() => Assert.That(() => zeros(2, 3).t().bytes.Length, Throws.InvalidOperationException);

    [Test]
    public void Data_OfAnotherType_Throws()
    {
        Assert.That(() => zeros(2).data<double>(), Throws.ArgumentException.With.Message.EqualTo("Double is not compatible with Float32"));
        Assert.That(() => tensor(1L).item<int>(), Throws.ArgumentException);
    }

    [Test]
    public void Data_EveryType_ReadsBack()
    {
        Assert.That(tensor(new Half[] { (Half)1.5 }).data<Half>()[0], Is.EqualTo((Half)1.5));
        Assert.That(tensor(new BFloat16[] { new(1.5f) }).data<BFloat16>()[0], Is.EqualTo(new BFloat16(1.5f)));
        Assert.That(tensor(new Complex[] { new(1, 2) }).data<Complex>()[0], Is.EqualTo(new Complex(1, 2)));
        Assert.That(tensor(new (float, float)[] { (1, 2) }).data<(float, float)>()[0], Is.EqualTo((1f, 2f)));
        Assert.That(tensor(new[] { true, false }).data<bool>().ToArray(), Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Data_OfAView_FollowsTheStrides()
    {
        var view = arange(12).reshape(3, 4).t()[1..3];
        var data = view.data<long>();

        Assert.That(data.ToArray(), Is.EqualTo(new long[] { 1, 5, 9, 2, 6, 10 }));
        Assert.That(data, Is.EqualTo(new long[] { 1, 5, 9, 2, 6, 10 }), "enumerated");
        Assert.That(data[4], Is.EqualTo(6));
        Assert.That(data[1, 2], Is.EqualTo(10));
        Assert.That(view.ReadCpuInt64(5), Is.EqualTo(10));
    }

    [Test]
    public void Data_WritesReachTheTensor()
    {
        var x = zeros(2, 2);
        x.t().data<float>().CopyFrom([1, 2, 3, 4]);
        x.data<float>()[1, 1] = 9;

        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 3, 2, 9 }));
    }

    [Test]
    public void Data_CopyToAPart_StopsAtTheShorterEnd()
    {
        var target = new long[4];
        arange(10).data<long>().CopyTo(target, arrayIndex: 2, tensorIndex: 7);

        Assert.That(target, Is.EqualTo(new long[] { 0, 0, 7, 8 }));
    }

    [Test]
    public void Data_ToNDArray_HasTheShape()
    {
        var array = (long[,,])arange(12).reshape(2, 3, 2).data<long>().ToNDArray();

        Assert.That(array[1, 2, 0], Is.EqualTo(10));
        Assert.That(tensor(5L).data<long>().ToNDArray(), Is.EqualTo(new long[] { 5 }));
    }

    [Test]
    public void Data_OutOfRange_Throws()
    {
        var data = zeros(2, 3).data<float>();

        Assert.That(() => data[6], Throws.TypeOf<IndexOutOfRangeException>());
        Assert.That(() => data[0, 3], Throws.TypeOf<IndexOutOfRangeException>());
    }

    [Test]
    public void Item_OfSeveralElements_Throws() => Assert.That(() => zeros(2).item<float>(), Throws.ArgumentException);

    [Test]
    public void ScalarConversions_TakeAnyType()
    {
        Assert.That(tensor(3L).ToSingle(), Is.EqualTo(3f));
        Assert.That(tensor(2.75).ToInt32(), Is.EqualTo(2));
        Assert.That((double)tensor(new Half[] { (Half)0.5 }), Is.EqualTo(0.5));
        Assert.That((bool)tensor(2), Is.True);
        Assert.That(7.ToTensor().dtype, Is.EqualTo(ScalarType.Int32));
    }

    [Test]
    public void To_SameType_IsTheSameTensor_UnlessCopied()
    {
        var x = ones(2);
        x.to(float32).fill_(5);
        x.to(float32, copy: true).fill_(7);

        Assert.That(x.data<float>().ToArray(), Is.EqualTo(new float[] { 5, 5 }));
    }

    [Test]
    public void To_DisposeAfter_EndsTheOriginal()
    {
        var x = ones(2);
        var y = x.to(float64, disposeAfter: true);

        Assert.That(x.IsInvalid);
        Assert.That(y.dtype, Is.EqualTo(ScalarType.Float64));
    }

    [Test]
    public void Cuda_WithoutOne_SaysSo()
    {
        if (cuda.is_available())
            Assert.That(ones(1).cuda().is_cuda);
        else
            Assert.That(() => ones(1).cuda(), Throws.InvalidOperationException.With.Message.Contains("CUDA"));
    }

    [Test]
    public void Detach_SharesDataOutsideTheGraph()
    {
        var x = ones([2], requires_grad: true);
        var detached = x.detach();
        detached.fill_(3);

        Assert.That(detached.requires_grad, Is.False);
        Assert.That(x.data<float>()[0], Is.EqualTo(3f));
    }

    [Test]
    public void Streams_RoundTripWithASmallBuffer()
    {
        using var stream = new MemoryStream();
        var x = arange(1000).to(float32);
        x.WriteBytesToStream(stream, bufferSize: 7);
        stream.Position = 0;
        var y = zeros(1000);
        y.ReadBytesFromStream(stream, bufferSize: 64);

        Assert.That(y.Equals(x));
        Assert.That(() => y.ReadBytesFromStream(stream), Throws.TypeOf<EndOfStreamException>());
    }

    [Test]
    public void Set_TakesTheOtherStorage_KeepingTheHandle()
    {
        var x = ones(2);
        nint handle = x.Handle;
        x.set_(zeros(3));

        Assert.That(x.Handle, Is.EqualTo(handle));
        Assert.That(x.shape, Is.EqualTo(new long[] { 3 }));
    }

    [Test]
    public void DerivedStorage_ReachesTheMemoryOfAnyType()
    {
        var x = tensor(new BFloat16[] { new(1), new(2), new(3) });
        var tail = x[1..];

        Assert.That(Marshal.ReadInt16(new Raw(tail).data_ptr()), Is.EqualTo(0x3F80), "the storage begins at the first element");
        Assert.That(tail.storage_offset(), Is.EqualTo(1));
        Assert.That(new Raw(tail).nbytes(), Is.EqualTo(6UL));
    }

    [Test]
    public void Storage_IsTheMemoryInItsOwnOrder()
    {
        var x = arange(4).reshape(2, 2);
        var storage = x.t().storage<long>();

        Assert.That(storage.ToArray(), Is.EqualTo(new long[] { 0, 1, 2, 3 }));
        storage[1..3] = 9;
        storage[0] = 5;
        Assert.That(x.data<long>().ToArray(), Is.EqualTo(new long[] { 5, 9, 9, 3 }));
        Assert.That(x.storage<float>()[3], Is.EqualTo(3f), "converted");
    }

    [Test]
    public void ToList_NestsScalars()
    {
        var rows = (System.Collections.IList)arange(4).reshape(2, 2).tolist();

        Assert.That(((Scalar)((System.Collections.IList)rows[1]!)[0]!).ToInt64(), Is.EqualTo(2));
    }

    [Test]
    public void BFloat16_RoundsToNearestEven()
    {
        Assert.That(new BFloat16(1.00390625f).ToSingle(), Is.EqualTo(1f), "halfway to even");
        Assert.That(new BFloat16(1.01171875f).ToSingle(), Is.EqualTo(1.015625f), "halfway to even, above");
        Assert.That(BFloat16.IsNaN(new BFloat16(float.NaN)));
        Assert.That(new BFloat16(float.MaxValue), Is.EqualTo(BFloat16.PositiveInfinity));
        Assert.That((float)(new BFloat16(1.5f) + new BFloat16(2f)), Is.EqualTo(3.5f));
    }

    private sealed class Raw(Tensor tensor) : Storage(tensor)
    {
        public override int element_size() => (int)_tensor.ElementSize;
    }
}
