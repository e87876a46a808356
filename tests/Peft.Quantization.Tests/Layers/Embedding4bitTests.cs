using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Quantization.Tests;

[TestFixture]
public sealed class Embedding4bitTests
{
    // Vectors of whole blocks, of parts of blocks, and across blocks, down to an odd number of elements.
    [TestCase(10, 128)]
    [TestCase(11, 16)]
    [TestCase(7, 45)]
    public void Forward_Ids_GivesTheirDequantizedVectors(long count, long width)
    {
        using var scope = NewDisposeScope();
        using var layer = new Embedding4bit(NF4Tensor.Quantize(randn(count, width), new FourBitOptions { DoubleQuantize = true }));
        var ids = tensor(new long[] { 0, count - 1, 3, 3, 1, 2 }).view(2, 3);
        var expected = layer.QuantizedWeight.Dequantize().index_select(0, ids.flatten()).view(2, 3, width);

        TensorAssert.BitEqual(layer.call(ids), expected, "vectors");
        TensorAssert.BitEqual(layer.call(ids.to_type(ScalarType.Int32)), expected, "vectors of Int32");
    }

    [Test]
    public void Forward_ComputeType_IsThatOfTheVectors()
    {
        using var scope = NewDisposeScope();
        using var layer = new Embedding4bit(NF4Tensor.Quantize(randn(10, 64)), ScalarType.BFloat16);
        Assert.That(layer.call(tensor(new long[] { 1, 2 })).dtype, Is.EqualTo(ScalarType.BFloat16));
    }

    [TestCase(-1)]
    [TestCase(10)]
    public void Forward_UnknownId_IsRefused(long id)
    {
        using var scope = NewDisposeScope();
        using var layer = new Embedding4bit(NF4Tensor.Quantize(randn(10, 64)));
        Assert.That(() => layer.call(tensor(new[] { 1, id })), Throws.ArgumentException.With.Message.Contains($"id {id}"));
        Assert.That(() => layer.call(randn(2)), Throws.ArgumentException.With.Message.Contains("Int64"));
    }
}
