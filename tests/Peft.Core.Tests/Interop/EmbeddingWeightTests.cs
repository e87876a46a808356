using Peft.Attachment;
using Peft.Interop;
using Peft.TestUtils;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Core.Tests.Interop;

[TestFixture]
public sealed class EmbeddingWeightTests
{
    [Test]
    public void CreateLayer_Table_IsTheOnlyParameterAndGivesTheVectors([Values(ScalarType.Float32, ScalarType.BFloat16)] ScalarType type)
    {
        using var scope = NewDisposeScope();
        var table = new Parameter(randn(5, 3).to(type));
        using var layer = EmbeddingWeight.CreateLayer(table);

        Assert.That(layer.parameters().Single(), Is.SameAs(table));
        TensorAssert.BitEqual(layer.call(tensor([4L, 1L])), table.index_select(0, tensor([4L, 1L])), "vectors");
    }

    [Test]
    public void CreateLayer_AnyTable_DrawsNoRandomNumbers()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var expected = randn(4);
        manual_seed(3);
        using var layer = EmbeddingWeight.CreateLayer(new Parameter(zeros(5, 3)));

        TensorAssert.BitEqual(randn(4), expected, "the next numbers");
    }

    [Test]
    public void Registered_LayerOfAScopeThatEnded_HasItsTableAgain()
    {
        using var scope = NewDisposeScope();
        Embedding layer;
        using (NewDisposeScope())
            layer = nn.Embedding(5, 3);

        AssertRegistersItsTable(layer);
    }

    [Test]
    public void Registered_FromPretrained_HasTheGivenTable()
    {
        using var scope = NewDisposeScope();
        AssertRegistersItsTable(nn.Embedding_from_pretrained(randn(5, 3), freeze: false));
    }

    [Test]
    public void Registered_LayerThatHasItsTable_KeepsTheParameter()
    {
        using var layer = nn.Embedding(5, 3);
        var parameter = layer.get_parameter("weight");

        LeakGuard.NoTensorsLeft(() => EmbeddingWeight.Registered(layer));

        Assert.That(layer.get_parameter("weight"), Is.SameAs(parameter));
    }

    private static void AssertRegistersItsTable(Embedding layer)
    {
        var parameter = EmbeddingWeight.Registered(layer).parameters().Single();
        using (no_grad())
            parameter.fill_(7);

        Assert.That(SharedParameters.Identity(parameter), Is.EqualTo(SharedParameters.Identity(layer.weight!)));
        TensorAssert.BitEqual(layer.call(tensor([2L])), full([1, 3], 7f), "vectors");
        layer.Dispose();
    }
}
