using Peft.Adapters;
using Peft.Interop;
using Peft.Quantization;
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
    private readonly QuantizationOptions _quantization;

    /// <param name="source">Where weights come from.</param>
    /// <param name="quantization">How layers compute whose weights turn out to be quantised; null for bitsandbytes' defaults.</param>
    public LayerFactory(IWeightSource source, QuantizationOptions? quantization = null)
        : this(source, "", [], quantization ?? new() { Threshold = 0 })
    {
    }

    private LayerFactory(IWeightSource source, string path, List<string> names, QuantizationOptions quantization) =>
        (_source, _path, _names, _quantization) = (source, path, names, quantization);

    /// <summary>The factory for a new model: matrices from a normal distribution, biases 0, norms 1.</summary>
    /// <param name="config">The model's shape, which is checked.</param>
    /// <param name="deviation">The standard deviation of the matrix of a name.</param>
    /// <param name="type">The type of the weights.</param>
    /// <param name="device">Where the weights are; null is the CPU.</param>
    public static LayerFactory ForNew(ModelConfig config, Func<string, double> deviation, ScalarType type, Device? device)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        return new(new RandomWeights(deviation, type, device ?? CPU));
    }

    /// <summary>Tells the modules of a model that was made on a device where they are: they take it for the CPU, and a later move there for done.</summary>
    /// <param name="model">The model.</param>
    /// <param name="device">Where its weights were made; null is the CPU.</param>
    public static void Settle(nn.Module model, Device? device)
    {
        if (device is not null)
            model.to(device);
    }

    /// <summary>The names of all weights taken so far, by this factory and those for other parts of the model.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The factory for a part of the model.</summary>
    public LayerFactory this[string name] => new(_source, $"{_path}{name}.", _names, _quantization);

    /// <summary>The factory for a part whose weights come from elsewhere, such as a new output layer.</summary>
    public LayerFactory From(IWeightSource source) => new(source, _path, _names, _quantization);

    public Parameter Parameter(string name, params long[] shape)
    {
        var parameter = new Parameter(Take(name, shape));
        parameter.DetachFromDisposeScope();
        return parameter;
    }

    /// <summary>A linear layer, quantised if its weight is.</summary>
    public nn.Module<Tensor, Tensor> Linear(string name, long inputs, long outputs, bool hasBias)
    {
        if (this[name].QuantizedLinear(outputs, inputs, hasBias, WeightForm.Linear) is { } quantized)
            return quantized;
        var weight = this[name].Parameter("weight", outputs, inputs);
        var bias = hasBias ? this[name].Parameter("bias", outputs) : null;
        return Dense(weight, bias);
    }

    /// <summary>A linear layer that is not quantised; 16-bit weights on a CPU are widened for each product, which is faster there and more exact.</summary>
    public static nn.Module<Tensor, Tensor> Dense(Parameter weight, Parameter? bias) => Precision.IsWidened(weight) ? new HalfLinear(weight, bias) : nn.Linear(weight, bias!);

    /// <summary>A linear layer that stores its weight as (in, out), unless it is quantised.</summary>
    public nn.Module<Tensor, Tensor> Conv1D(string name, long inputs, long outputs) =>
        this[name].QuantizedLinear(outputs, inputs, hasBias: true, WeightForm.Transposed) ?? new Conv1D(this[name].Parameter("weight", inputs, outputs), this[name].Parameter("bias", outputs));

    public nn.Module<Tensor, Tensor> RmsNorm(string name, long features, double epsilon) => new RmsNorm(this[name].Parameter("weight", features), epsilon);

    public nn.Module<Tensor, Tensor> LayerNorm(string name, long features, double epsilon)
    {
        var (weight, bias) = (this[name].Parameter("weight", features), this[name].Parameter("bias", features));
        if (Precision.IsWidened(weight))
            return new HalfLayerNorm(weight, bias, epsilon);
        var layer = nn.LayerNorm(features, epsilon, device: weight.device, dtype: weight.dtype);
        (layer.weight, layer.bias) = (weight, bias);
        return layer;
    }

    /// <summary>A table of vectors, quantised if its weight is.</summary>
    public nn.Module<Tensor, Tensor> Embedding(string name, long rows, long columns)
    {
        if (this[name].Quantized(WeightForm.Table, [rows, columns], _quantization.CreateEmbedding) is { } quantized)
            return quantized;
        return EmbeddingWeight.CreateLayer(this[name].Parameter("weight", rows, columns));
    }

    private nn.Module<Tensor, Tensor>? QuantizedLinear(long outputs, long inputs, bool hasBias, WeightForm form) =>
        Quantized(form, [outputs, inputs], weight => _quantization.CreateLinear(weight, hasBias ? Parameter("bias", outputs) : null));

    private nn.Module<Tensor, Tensor>? Quantized(WeightForm form, long[] shape, Func<IQuantizedWeight, nn.Module<Tensor, Tensor>> create)
    {
        if (_source.GetQuantized(_path + "weight", form, shape) is not { } weight)
            return null;
        var layer = create(weight);
        _names.AddRange(layer.named_buffers().Select(b => _path + b.name));
        return layer;
    }

    private Tensor Take(string name, params long[] shape)
    {
        _names.Add(_path + name);
        return _source.Get(_path + name, shape);
    }
}
