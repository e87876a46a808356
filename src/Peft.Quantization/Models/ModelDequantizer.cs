using Peft.Adapters;
using Peft.Attachment;
using Peft.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Quantization;

/// <summary>Puts plain layers in the places of a model's quantised ones.</summary>
internal static class ModelDequantizer
{
    /// <returns>The paths of the layers.</returns>
    internal static IReadOnlyList<string> Run(Module model, ScalarType? dtype)
    {
        var tree = ModuleTree.Walk(model);
        var places = new LayerPlaces(tree);
        var maker = model as ILinearMaker ?? new PlainLinear();
        var targets = tree.Skip(1).Where(n => n.Module is IQuantizedLayer).Select(n => (n.Path, n.Module, Layer: (IQuantizedLayer)n.Module)).ToList();
        if (targets.Count == 0)
            throw new QuantizationException("The model has no quantised layer below it.", "Load a quantised model, or call Quantize first.");
        places.Check(targets.Select(t => (t.Path, t.Module, t.Layer.Kind == LayerKind.Embedding ? typeof(Embedding) : typeof(Linear))));
        foreach (var (path, module, layer) in targets)
        {
            using var scope = NewDisposeScope();
            var weight = layer.QuantizedWeight.Dequantize(dtype);
            var bias = BiasOf(module, weight.dtype);
            var plain = layer.Kind == LayerKind.Embedding ? EmbeddingWeight.CreateLayer(new Parameter(weight)) : maker.MakeLinear(path, new Parameter(weight), bias);
            scope.Detach(plain.parameters());
            places.Exchange(module, plain);
            module.Dispose();
        }
        return [.. targets.Select(t => t.Path)];
    }

    private static Parameter? BiasOf(Module module, ScalarType type) => module.get_parameter("bias") is { } bias ? new Parameter(bias.detach().to(type, copy: true), bias.requires_grad) : null;

    private sealed class PlainLinear : ILinearMaker
    {
        public Module<Tensor, Tensor> MakeLinear(string path, Parameter weight, Parameter? bias) => Linear(weight, bias!);
    }
}
