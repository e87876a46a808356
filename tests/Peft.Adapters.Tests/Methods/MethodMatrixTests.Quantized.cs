using Peft.Quantization;
using Peft.TestUtils;
using static TorchSharp.torch;

namespace Peft.Adapters.Tests.Methods;

/// <summary>On quantised layers every method does what it does on their dequantised weights.</summary>
public sealed partial class MethodMatrixTests
{
    private static IEnumerable<TestCaseData> QuantizedRows =>
        from row in All
        where row.On == ReferenceModel.Mlp || HasEmbedding(row)
        from type in new[] { QuantizationType.NF4, HasEmbedding(row) ? QuantizationType.FP4 : QuantizationType.Int8 }
        select new TestCaseData(row, type).SetArgDisplayNames(row.Name, type.ToString());

    [TestCaseSource(nameof(QuantizedRows))]
    public void ForwardAndBackward_QuantizedBase_AreThoseOfItsDequantizedWeights(MethodRow row, QuantizationType type)
    {
        using var scope = NewDisposeScope();
        using var reference = new Trial(row);
        using var dense = new Trial(row, reference);
        // Every input of an int8 layer is an outlier, so that none is rounded.
        reference.Model.Quantize(o => (o.Type, o.Threshold, o.Skip, o.Embeddings) = (type, 1e-30, row.On.NotQuantized, HasEmbedding(row)));
        using (no_grad())
        {
            foreach (var (name, layer) in reference.Model.named_modules().Where(m => m.module is IQuantizedLayer))
            {
                var plain = BaseLayer.TryCreate(dense.Model.named_modules().Single(m => m.name == name).module)!;
                plain.ToMatrix(plain.Weight).copy_(BaseLayer.TryCreate(layer)!.ToMatrix(((IQuantizedLayer)layer).QuantizedWeight.Dequantize()));
            }
        }
        var before = reference.Output();
        using var folder = new TempFolder();
        dense.Input = reference.Input;
        dense.AttachChanged();
        dense.Peft.SaveAdapter(folder.Path);
        row.AddUsed(reference.Peft);
        var peft = PeftModel.Load(reference.Model, folder.Path, trainable: true);

        TensorAssert.AreClose(reference.Output(), dense.Output(), 1e-4, 1e-4, "output");
        foreach (var trial in new[] { reference, dense })
            trial.Model.call(trial.Input).square().sum().backward();
        var trained = dense.Peft.AdapterStateDict().Where(t => t.Value.grad is not null).ToList();
        Assert.That(trained, Is.Not.Empty);
        foreach (var (key, tensor) in trained)
            TensorAssert.AreClose(peft.AdapterStateDict()[key].grad!, tensor.grad!, 1e-3, 1e-3, key);
        var adapted = reference.Output();
        if (row.Merges)
        {
            peft.Merge();
            peft.Unmerge();
            TensorAssert.BitEqual(reference.Output(), adapted, "unmerged");
        }
        peft.Detach();
        TensorAssert.BitEqual(reference.Output(), before, "detached");
    }

    private static bool HasEmbedding(MethodRow row) => row.On.Create == ReferenceModel.Embeddings.Create;
}
