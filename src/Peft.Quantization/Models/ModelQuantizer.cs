using Peft.Adapters;
using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Quantization;

/// <summary>Puts quantised layers in the places of a model's linear layers, and of its embeddings if asked to.</summary>
internal sealed class ModelQuantizer
{
    private readonly QuantizationOptions _options;
    private readonly IReadOnlyList<ModuleNode> _tree;
    private readonly LayerPlaces _places;
    private readonly string? _output;

    internal ModelQuantizer(Module model, QuantizationOptions options)
    {
        options.Validate();
        (_options, _tree) = (options, ModuleTree.Walk(model));
        _places = new LayerPlaces(_tree);
        _output = options.Skip is null && model is ILanguageModel { OutputEmbeddings: var output } ? _tree.First(n => n.Module == output).Path : null;
    }

    internal QuantizationReport Run()
    {
        var targets = Targets();
        Check(targets);
        long before = 0, after = 0;
        foreach (var (path, layer) in targets)
        {
            using var scope = NewDisposeScope();
            before += layer.Weight.NumberOfElements * layer.Weight.ElementSize;
            after += Replace(path, layer);
        }
        return new QuantizationReport([.. targets.Select(t => t.Path)], before, after);
    }

    /// <summary>The layers that are to be quantised.</summary>
    internal List<(string Path, BaseLayer Layer)> Targets() =>
        [.. _tree.Skip(1).Select(n => (n.Path, Layer: BaseLayer.TryCreate(n.Module))).Where(t => Targets(t.Path, t.Layer)).Select(t => (t.Path, Layer: t.Layer!))];

    private bool Targets(string path, BaseLayer? layer) =>
        layer is { IsQuantized: false } && (layer.Kind == LayerKind.Linear || (_options.Embeddings && layer.Kind == LayerKind.Embedding)) && layer.Module is not ITiedLayer
        && path != _output && !path.StartsWith(_output + ".", StringComparison.Ordinal) && !_options.Skips(path);

    private void Check(List<(string Path, BaseLayer Layer)> targets)
    {
        if (targets.Count == 0)
        {
            var layers = _tree.Skip(1).Where(n => BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Linear }).Select(n => n.Path).ToList();
            throw new QuantizationException(
                layers.Count == 0 ? "The model has no linear layer below it." : $"Of the model's {layers.Count} linear layers, such as {LayerPlaces.Names(layers)}, none is to be quantised.",
                "Shorten Skip; a layer that is quantised already is left as it is.");
        }
        _options.CheckSkip("The model", [.. _tree.Select(n => n.Path)]);
        var shared = new SharedParameters(_tree);
        foreach (var (path, layer) in targets)
        {
            if (shared.OtherUsers(layer.Store.Parameter, path).FirstOrDefault() is { } other)
                throw new QuantizationException($"'{other}' uses the weight of '{path}' too. Nothing was changed.", $"Name '{path}' in Skip.");
            if (!FloatTypes.IsKnown(layer.WeightType))
                throw new QuantizationException($"The weight of '{path}' is {layer.WeightType}; expected one of {FloatTypes.Names}. Nothing was changed.", "Convert the model first, or name the layer in Skip.");
        }
        Type linear = _options.Type == QuantizationType.Int8 ? typeof(Linear8bit) : typeof(Linear4bit);
        _places.Check(targets.Select(t => (t.Path, t.Layer.Module, t.Layer.Kind == LayerKind.Embedding ? typeof(Embedding4bit) : linear)));
    }

    private long Replace(string path, BaseLayer layer)
    {
        bool isTable = layer.Kind == LayerKind.Embedding;
        var (weight, bias) = (layer.Weight, layer.Bias as Parameter);
        IQuantizedWeight quantized;
        try
        {
            quantized = _options.Quantize(isTable ? weight.detach() : layer.ToMatrix(weight.detach()));
        }
        catch (ArgumentException e)
        {
            throw new QuantizationException($"'{path}' cannot be quantised, and neither were those after it: {e.Message}", "Mend the weight, or name the layer in Skip; then go on.", e);
        }
        _places.Exchange(layer.Module, isTable ? _options.CreateEmbedding(quantized) : _options.CreateLinear(quantized, bias));
        weight.Dispose();
        return quantized.ByteCount;
    }
}
