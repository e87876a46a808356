using Peft.Adapters;
using Peft.Attachment;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Quantization;

/// <summary>Puts quantised layers in the places of a model's linear layers.</summary>
internal sealed class ModelQuantizer
{
    private const int MostNamed = 3;

    private readonly QuantizationOptions _options;
    private readonly IReadOnlyList<ModuleNode> _tree;
    private readonly Module? _output;

    internal ModelQuantizer(Module model, QuantizationOptions options)
    {
        options.Validate();
        (_options, _tree) = (options, ModuleTree.Walk(model));
        _output = options.Skip is null ? (model as ILanguageModel)?.OutputEmbeddings : null;
    }

    internal QuantizationReport Run()
    {
        CheckNoAdapters(_tree);
        var targets = _tree.Skip(1).Select(n => (n.Path, Layer: BaseLayer.TryCreate(n.Module))).Where(t => Targets(t.Path, t.Layer)).Select(t => (t.Path, Layer: t.Layer!)).ToList();
        var slots = SlotFinder.Find(_tree);
        Check(targets, slots);
        long before = 0, after = 0;
        foreach (var (path, layer) in targets)
        {
            using var scope = NewDisposeScope();
            before += layer.Weight.NumberOfElements * layer.Weight.ElementSize;
            after += Replace(path, layer, slots[layer.Module]);
        }
        return new QuantizationReport([.. targets.Select(t => t.Path)], before, after);
    }

    internal static void CheckNoAdapters(IReadOnlyList<ModuleNode> tree)
    {
        if (tree.FirstOrDefault(n => n.Module is AdaptedLayer or AdapterStack) is { } adapted)
            throw new QuantizationException($"There is an adapter at '{adapted.Path}'.", "Quantise the model before adapters are attached; detach them first.");
    }

    private bool Targets(string path, BaseLayer? layer) =>
        layer is { Kind: LayerKind.Linear, IsQuantized: false } && layer.Module is not ITiedLayer && layer.Module != _output && !_options.Skips(path);

    private void Check(List<(string Path, BaseLayer Layer)> targets, IReadOnlyDictionary<Module, List<Slot>> slots)
    {
        if (targets.Count == 0)
        {
            var linear = _tree.Skip(1).Where(n => BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Linear }).Select(n => n.Path).ToList();
            throw new QuantizationException(
                linear.Count == 0 ? "The model has no linear layer below it." : $"Of the model's {linear.Count} linear layers, such as {Names(linear)}, none is to be quantised.",
                "Shorten Skip; a layer that is quantised already is left as it is.");
        }
        var shared = new SharedParameters(_tree);
        foreach (var (path, layer) in targets)
        {
            if (shared.OtherUser(layer.Store.Parameter, path) is { } other)
                throw new QuantizationException($"'{other}' uses the weight of '{path}' too. Nothing was changed.", $"Name '{path}' in Skip.");
            if (!FloatTypes.IsKnown(layer.WeightType))
                throw new QuantizationException($"The weight of '{path}' is {layer.WeightType}; expected one of {FloatTypes.Names}. Nothing was changed.", "Convert the model first, or name the layer in Skip.");
        }
        Type type = _options.Type == QuantizationType.Int8 ? typeof(Linear8bit) : typeof(Linear4bit);
        var fixedPlaces = targets.SelectMany(t => slots[t.Layer.Module].Where(s => !s.Admits(type)).Select(s => $"'{t.Path}', held by {s.Description}")).ToList();
        if (fixedPlaces.Count > 0)
        {
            throw new QuantizationException($"No other layer can stand in the places of {fixedPlaces.Count}: {Names(fixedPlaces)}. Nothing was changed.",
                "Declare the fields as Module<Tensor, Tensor>, or name the layers in Skip.");
        }
    }

    private long Replace(string path, BaseLayer layer, List<Slot> slots)
    {
        var (weight, bias) = (layer.Weight, layer.Bias as Parameter);
        IQuantizedWeight quantized;
        try
        {
            quantized = _options.Quantize(layer.ToMatrix(weight.detach()));
        }
        catch (ArgumentException e)
        {
            throw new QuantizationException($"'{path}' cannot be quantised, and neither were those after it: {e.Message}", "Mend the weight, or name the layer in Skip; then go on.", e);
        }
        var replacement = _options.CreateLinear(quantized, bias);
        replacement.train(layer.Module.training);
        foreach (var slot in slots)
            slot.Exchange(layer.Module, replacement);
        weight.Dispose();
        return quantized.ByteCount;
    }

    private static string Names(IReadOnlyList<string> names) => string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
}
