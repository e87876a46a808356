using Peft.Adapters;
using Peft.Attachment;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The quantised layers of a model that is to be saved.</summary>
internal sealed class QuantizedLayers
{
    private readonly Dictionary<string, IQuantizedLayer> _layers;
    private readonly List<string> _dense;

    private QuantizedLayers(Dictionary<string, IQuantizedLayer> layers, List<string> dense) => (_layers, _dense) = (layers, dense);

    public static QuantizedLayers Find(nn.Module model)
    {
        var tree = ModuleTree.Walk(model);
        var linear = tree.Skip(1).Where(n => BaseLayer.TryCreate(n.Module) is { Kind: LayerKind.Linear, IsQuantized: false }).Select(n => n.Path);
        return new(tree.Where(n => n.Module is IQuantizedLayer).ToDictionary(n => n.Path, n => (IQuantizedLayer)n.Module), [.. linear]);
    }

    /// <summary>The name of the weight that a tensor of the state dict is a part of; the name itself if it is none.</summary>
    public string WeightOf(string name)
    {
        string path = name;
        while (path.LastIndexOf('.') is var end and >= 0)
        {
            path = path[..end];
            if (_layers.ContainsKey(path))
                return path + ".weight";
        }
        return name;
    }

    /// <summary>How they are quantised, for the configuration: as it says already, or as the first of them is.</summary>
    public QuantizationOptions? Options(QuantizationOptions? known)
    {
        if (_layers.Count == 0)
            return null;
        return known ?? _layers.Values.First() switch
        {
            FourBitLayer { QuantizedWeight: var weight } layer => new()
            {
                Type = weight is NF4Tensor ? QuantizationType.NF4 : QuantizationType.FP4,
                BlockSize = weight.BlockSize,
                DoubleQuantize = weight.IsDoubleQuantized,
                StorageType = weight.StorageType,
                ComputeType = layer.ComputeType,
                Skip = _dense,
            },
            Linear8bit layer => new() { Type = QuantizationType.Int8, Threshold = layer.Threshold, Skip = _dense },
            _ => null,
        };
    }
}
