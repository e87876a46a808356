using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Binding.Tests;

/// <summary>Layers that compute in native code register objects of the scope they are made in; what they compute with is theirs.</summary>
[TestFixture]
public sealed class NativeLayerTests
{
    private static readonly (string Name, Func<nn.Module> Create, Func<nn.Module, Tensor> Run)[] s_layers =
    [
        ("Embedding", () => nn.Embedding(3, 4), m => ((Embedding)m).call(tensor([2L]))),
        ("LSTM", () => nn.LSTM(3, 4), m => ((LSTM)m).call(ones(2, 1, 3)).Item1),
        ("GRU", () => nn.GRU(3, 4), m => ((GRU)m).call(ones(2, 1, 3)).Item1),
        ("RNN", () => nn.RNN(3, 4), m => ((RNN)m).call(ones(2, 1, 3)).Item1),
        ("LSTMCell", () => nn.LSTMCell(3, 4), m => ((LSTMCell)m).call(ones(2, 3), (zeros(2, 4), zeros(2, 4))).Item1),
        ("MultiheadAttention", () => nn.MultiheadAttention(4, 2), m => ((MultiheadAttention)m).call(ones(2, 1, 4), ones(2, 1, 4), ones(2, 1, 4)).Item1),
    ];

    private static IEnumerable<TestCaseData> Layers => s_layers.Select(layer => new TestCaseData(layer.Create, layer.Run).SetArgDisplayNames(layer.Name));

    [TestCaseSource(nameof(Layers))]
    public void Parameters_LayerMadeInAScopeThatEnded_AreNoneAndTheLayerComputes(Func<nn.Module> create, Func<nn.Module, Tensor> run)
    {
        using var scope = NewDisposeScope();
        nn.Module layer;
        using (NewDisposeScope())
        {
            layer = create();
            Assert.That(layer.parameters(), Is.Not.Empty);
        }
        using (layer)
        {
            Assert.That(layer.parameters(), Is.Empty);
            Assert.That(run(layer).isfinite().all().item<bool>());
        }
    }

    [TestCaseSource(nameof(Layers))]
    public void Parameters_DetachedFromTheScope_AreWhatTheLayerComputesWith(Func<nn.Module> create, Func<nn.Module, Tensor> run)
    {
        using var scope = NewDisposeScope();
        nn.Module layer;
        using (NewDisposeScope())
        {
            layer = create();
            foreach (var parameter in layer.parameters())
                parameter.DetachFromDisposeScope();
        }
        using (layer)
        using (no_grad())
        {
            layer.to(ScalarType.Float64).to(ScalarType.Float32);
            foreach (var parameter in layer.parameters())
                parameter.zero_();
            Assert.That(run(layer).count_nonzero().item<long>(), Is.Zero);
        }
    }

    [Test]
    public void EmbeddingWeight_SetInAScope_IsRegisteredAsLongAsItsObjectLives()
    {
        using var table = nn.Embedding(3, 4);
        using var ids = tensor([1L]);
        using (NewDisposeScope())
        {
            var weight = nn.Parameter(ones(5, 2));
            table.weight = weight;
            Assert.That(table.get_parameter("weight"), Is.SameAs(weight));
        }

        using var weightNow = table.weight!;
        using var vector = table.call(ids);
        Assert.That(vector.shape, Is.EqualTo([1, 2]));
        Assert.That(weightNow.shape, Is.EqualTo([5, 2]));
        Assert.That(table.parameters(), Is.Empty);
    }

    [Test]
    public void EmbeddingWeight_Read_IsAnotherObjectForTheSameTensor()
    {
        using var table = nn.Embedding(3, 4);
        using var first = table.weight!;
        using var second = table.weight!;

        Assert.That(first, Is.Not.SameAs(second));
        Assert.That(Marshal.ReadIntPtr(first.Handle), Is.EqualTo(Marshal.ReadIntPtr(second.Handle)));
        Assert.That(Marshal.ReadIntPtr(table.get_parameter("weight")!.Handle), Is.EqualTo(Marshal.ReadIntPtr(second.Handle)));
    }
}
