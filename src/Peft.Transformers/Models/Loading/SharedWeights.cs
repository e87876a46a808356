using Peft.Adapters;
using Peft.Attachment;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>The weights of another module of the same kind, for one that is to share them.</summary>
internal sealed class SharedWeights : IWeightSource
{
    private readonly nn.Module _source;

    private SharedWeights(nn.Module source) => _source = source;

    public Tensor Get(string name, params long[] shape) => (_source.get_parameter(name) ?? throw new InvalidOperationException($"The source has no parameter '{name}'.")).detach();

    /// <summary>A module with the very parameters of another.</summary>
    /// <param name="source">The other.</param>
    /// <param name="create">Makes one of the same kind.</param>
    internal static T Share<T>(nn.Module source, Func<LayerFactory, T> create)
        where T : nn.Module
    {
        if (source.modules().Any(m => m is IQuantizedLayer))
            throw new NotSupportedException("Quantised layers cannot be repeated. help: Load the model without quantisation.");
        var module = create(new LayerFactory(new SharedWeights(source)));
        foreach (var node in ModuleTree.Walk(module))
        {
            foreach (var (name, _) in node.Module.named_parameters(recurse: false).ToList())
            {
                using var own = node.Module.get_parameter(name);
                ParameterSlot.Find(node.Module, name)!.Replace(source.get_parameter(node.Path.Length == 0 ? name : $"{node.Path}.{name}")!);
            }
        }
        return module;
    }
}
