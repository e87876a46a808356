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
}
