using TorchSharp;

namespace Peft.Binding.Tests;

[TestFixture]
public sealed class CreationTests
{
    [Test]
    public void Tensor_FromArray_CopiesTheValues()
    {
        float[] values = [1, 2, 3, 4];
        using var tensor = torch.tensor(values, [2, 2]);

        values[0] = 9;

        Assert.That(tensor.shape, Is.EqualTo(new long[] { 2, 2 }));
        Assert.That(tensor.data<float>().ToArray(), Is.EqualTo(new float[] { 1, 2, 3, 4 }));
    }

    [Test]
    public void Tensor_FromArrayWithType_Converts()
    {
        using var tensor = torch.tensor(new[] { 1, 2, 3 }, torch.float64);

        Assert.That(tensor.dtype, Is.EqualTo(torch.ScalarType.Float64));
        Assert.That(tensor.data<double>().ToArray(), Is.EqualTo(new[] { 1.0, 2, 3 }));
    }

    [Test]
    public void Tensor_FromMultiDimensionalArray_KeepsTheShape()
    {
        using var tensor = torch.tensor(new[,] { { 1L, 2 }, { 3, 4 }, { 5, 6 } });

        Assert.That(tensor.shape, Is.EqualTo(new long[] { 3, 2 }));
        Assert.That(tensor.data<long>()[2, 0], Is.EqualTo(5));
    }

    [Test]
    public void Tensor_TooFewValuesForTheShape_Throws() =>
        Assert.That(() => torch.tensor(new float[3], [2, 2]), Throws.ArgumentException.With.Message.Contains("4 vs. 3"));

    [Test]
    public void Arange_OfIntegers_IsInt64()
    {
        using var tensor = torch.arange(1, 7, 2);

        Assert.That(tensor.dtype, Is.EqualTo(torch.ScalarType.Int64));
        Assert.That(tensor.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 3, 5 }));
    }

    [Test]
    public void Full_OfAnInteger_IsInt64UnlessATypeIsGiven()
    {
        using var whole = torch.full(2, 3, 7);
        using var real = torch.full([2], 0.5);

        Assert.That(whole.dtype, Is.EqualTo(torch.ScalarType.Int64));
        Assert.That(real.dtype, Is.EqualTo(torch.ScalarType.Float32));
        Assert.That(real.data<float>().ToArray(), Is.EqualTo(new[] { 0.5f, 0.5f }));
    }

    [Test]
    public void FromArray_SharesTheArray()
    {
        float[,] values = { { 1, 2 }, { 3, 4 } };
        using var tensor = torch.from_array(values);

        values[1, 0] = 9;

        Assert.That(tensor.shape, Is.EqualTo(new long[] { 2, 2 }));
        Assert.That(tensor.data<float>()[1, 0], Is.EqualTo(9f));
    }

    [Test]
    public void FromArray_AfterGarbageCollections_StillPointsAtTheArray()
    {
        int[] values = [.. Enumerable.Range(0, 10_000)];
        using var tensor = torch.from_array(values);

        for (int i = 0; i < 3; i++)
            GC.Collect(2, GCCollectionMode.Forced, true, true);
        values[9_999] = -1;

        Assert.That(tensor.data<int>()[9_999], Is.EqualTo(-1));
    }

    [Test]
    public void FrombufferWithOffsetAndCount_IsThatPart()
    {
        using var tensor = torch.frombuffer(new short[] { 1, 2, 3, 4, 5 }, torch.int16, count: 3, offset: 1);

        Assert.That(tensor.data<short>().ToArray(), Is.EqualTo(new short[] { 2, 3, 4 }));
    }

    [Test]
    public void Frombuffer_OfAnotherType_ConvertsTheValues()
    {
        using var tensor = torch.frombuffer(new byte[] { 1, 2 }, torch.float32);

        Assert.That(tensor.data<float>().ToArray(), Is.EqualTo(new[] { 1f, 2f }));
    }

    [Test]
    public void FromFileShared_WritesThrough()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[16]);
            using (var mapped = torch.from_file(path, shared: true, size: 4, dtype: torch.float32))
                mapped.fill_(1.5f);
            Assert.That(File.ReadAllBytes(path).AsSpan(12).ToArray(), Is.EqualTo(BitConverter.GetBytes(1.5f)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void LikeAndNewForms_TakeTypeAndShapeFromTheTensor()
    {
        using var scope = torch.NewDisposeScope();
        var half = torch.zeros(2, 3, torch.float16);

        Assert.That(half.ones_like().dtype, Is.EqualTo(torch.ScalarType.Float16));
        Assert.That(half.new_zeros(4).dtype, Is.EqualTo(torch.ScalarType.Float16));
        Assert.That(half.new_full(2, 2, 5, torch.int64).data<long>().ToArray(), Is.All.EqualTo(5));
    }

    [Test]
    public void TrilIndices_AreRowsAndColumnsBelowTheDiagonal()
    {
        using var indices = torch.tril_indices(3, 3, -1);

        Assert.That(indices.data<long>().ToArray(), Is.EqualTo(new long[] { 1, 2, 2, 0, 0, 1 }));
    }

    [Test]
    [Category("SystemBinding")]
    public void Names_AreRefused() => Assert.That(() => torch.zeros([2], names: ["rows"]), Throws.TypeOf<NotSupportedException>());

    [Test]
    public void Randint_OutOfTheTypesRange_Throws() =>
        Assert.That(() => torch.randint(300, [2L], torch.uint8), Throws.TypeOf<ArgumentOutOfRangeException>());
}
