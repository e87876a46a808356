using Peft.Transformers.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Makes layers from a source of weights, below a path such as <c>model.layers.0.</c></summary>
internal sealed class LayerFactory
{
    private readonly IWeightSource _source;
    private readonly string _path;
    private readonly List<string> _names;

    public LayerFactory(IWeightSource source)
        : this(source, "", [])
    {
    }

    private LayerFactory(IWeightSource source, string path, List<string> names) => (_source, _path, _names) = (source, path, names);

    /// <summary>The names of all weights taken so far, by this factory and those for other parts of the model.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The factory for a part of the model.</summary>
    public LayerFactory this[string name] => new(_source, $"{_path}{name}.", _names);

    public Parameter Parameter(string name, params long[] shape)
    {
        var parameter = new Parameter(Take(name, shape));
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>A linear layer; 16-bit weights on a CPU are widened for each product, which is faster there and more exact.</summary>
    public nn.Module<Tensor, Tensor> Linear(string name, long inputs, long outputs, bool hasBias)
    {
        var weight = this[name].Parameter("weight", outputs, inputs);
        var bias = hasBias ? this[name].Parameter("bias", outputs) : null;
        bool isHalf = weight.dtype is ScalarType.Float16 or ScalarType.BFloat16;
        return isHalf && weight.device_type == DeviceType.CPU ? new HalfLinear(weight, bias) : nn.Linear(weight, bias!);
    }

    public Embedding Embedding(string name, long rows, long columns)
    {
        using var weight = this[name].Take("weight", rows, columns);
        return nn.Embedding_from_pretrained(weight, freeze: false);
    }

    private Tensor Take(string name, params long[] shape)
    {
        _names.Add(_path + name);
        return _source.Get(_path + name, shape);
    }
}
