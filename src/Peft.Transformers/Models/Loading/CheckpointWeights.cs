using Peft.Adapters;
using Peft.Checkpoints;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Weights from a safetensors checkpoint, read once each; at the end every tensor of it has to be accounted for.</summary>
internal sealed class CheckpointWeights : IWeightSource, IDisposable
{
    private const int MostNamed = 5;

    // T5's, which transformers does not quantise, and does not name in config.json either.
    private const string KeptByTransformers = ".wo.weight";

    private readonly string _folder;
    private readonly SafetensorsFolder _checkpoint;
    private readonly Dictionary<string, string> _storedNames = new(StringComparer.Ordinal);
    private readonly ScalarType? _type;
    private readonly Device _device;
    private readonly QuantizationOptions? _quantization;
    private readonly IProgress<ModelLoadProgress>? _progress;
    private readonly long _totalBytes;
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _misshapen = [];
    private long _bytes;

    /// <param name="folder">Where the checkpoint is.</param>
    /// <param name="nameOf">A tensor's name in the model, from its name in the file; null for one that the model has no use for.</param>
    /// <param name="type">The type to convert to; null leaves the file's.</param>
    /// <param name="device">Where the weights go.</param>
    /// <param name="progress">Told after every tensor.</param>
    /// <param name="quantization">How <c>config.json</c> says that the weights are stored; null if it does not say that they are quantised.</param>
    public CheckpointWeights(string folder, Func<string, string?> nameOf, ScalarType? type, Device device, IProgress<ModelLoadProgress>? progress, QuantizationOptions? quantization)
    {
        (_folder, _type, _device, _progress, _quantization) = (folder, type, device, progress, quantization);
        _checkpoint = SafetensorsFolder.Open(folder);
        _totalBytes = _checkpoint.Tensors.Values.Sum(t => t.ByteCount);
        foreach (string stored in _checkpoint.Tensors.Keys)
        {
            if (nameOf(stored) is { } name)
                _storedNames[name] = stored;
        }
    }

    /// <summary>The layers that it has weights of, by their paths in the model.</summary>
    internal IReadOnlyCollection<string> Layers => [.. _storedNames.Keys.Select(name => name[..Math.Max(0, name.LastIndexOf('.'))]).Distinct()];

    public Tensor Get(string name, params long[] shape)
    {
        _used.Add(name);
        if (!_storedNames.TryGetValue(name, out string? storedName))
        {
            _missing.Add($"'{name}'");
            return zeros(shape, _type, _device);
        }
        var info = _checkpoint.Tensors[storedName];
        if (!info.Shape.SequenceEqual(shape))
        {
            _misshapen.Add($"'{storedName}' is [{string.Join(", ", info.Shape)}] but should be [{string.Join(", ", shape)}]");
            return zeros(shape, _type, _device);
        }
        using var stored = Read(storedName);
        if (!stored.is_floating_point())
        {
            _misshapen.Add($"'{storedName}' is {stored.dtype} but should be floating-point numbers");
            return zeros(shape, _type, _device);
        }
        return stored.to(_type ?? stored.dtype, _device);
    }

    /// <summary>The weight if it is stored as bitsandbytes stores those of four and eight bits; it stays as it is, whatever type others are converted to.</summary>
    public IQuantizedWeight? GetQuantized(string name, WeightForm form, params long[] shape)
    {
        var stored = StoredWeight.Find(name, _storedNames.Keys);
        CheckDescribed(name, form, stored);
        if (stored is null)
            return null;
        _used.UnionWith([name, .. stored.Parts]);
        var weight = stored.Read(part => _storedNames.TryGetValue(part, out string? file) ? Read(file).to(_device) : null, _type ?? ScalarType.Float32);
        if (weight.Shape.SequenceEqual(shape))
            return weight;
        weight.Dispose();
        throw new CheckpointFormatException(_folder, $"'{name}' is quantised from [{string.Join(", ", weight.Shape)}] but should be [{string.Join(", ", shape)}].", "Check that config.json and the safetensors files are from the same model.");
    }

    // As in transformers, what config.json says has to be so. Nobody would see that a model is larger, or has other values, than its configuration tells.
    private void CheckDescribed(string name, WeightForm form, StoredWeight? stored)
    {
        if (_quantization is null || form == WeightForm.Table || !_storedNames.TryGetValue(name, out string? storedName))
            return;
        bool isInt8 = _quantization.Type == QuantizationType.Int8;
        string expected = isInt8 ? "8 bits" : "4 bits";
        if (stored is null && !_quantization.SkipsByName(name[..name.LastIndexOf('.')]) && !name.EndsWith(KeptByTransformers, StringComparison.Ordinal))
        {
            throw new CheckpointFormatException(_folder, $"'{storedName}' is not quantised, but is {_checkpoint.Tensors[storedName].DType}; expected {expected}, as config.json has a quantization_config.",
                "Remove that field if the weights are plain ones (give quantization to have them quantised while they are loaded), or name the layers that are in its llm_int8_skip_modules.");
        }
        if (stored is not null && stored.IsInt8 != isInt8)
        {
            throw new CheckpointFormatException(_folder, $"'{storedName}' has {(stored.IsInt8 ? "8 bits" : "4 bits")}; expected {expected}, as the quantization_config of config.json says.",
                "Check that config.json and the safetensors files are from the same model.");
        }
    }

    private Tensor Read(string storedName)
    {
        var stored = _checkpoint.Read(storedName);
        _bytes += _checkpoint.Tensors[storedName].ByteCount;
        _progress?.Report(new(storedName, _used.Count, _checkpoint.Tensors.Count, _bytes, _totalBytes));
        return stored;
    }

    /// <exception cref="CheckpointFormatException">Tensors are missing, of another shape, or belong to nothing in the model.</exception>
    public void CheckAllUsed()
    {
        var unexpected = _storedNames.Where(n => !_used.Contains(n.Key)).Select(n => $"'{n.Value}'").ToList();
        string[] problems =
        [
            .. Describe("it lacks", _missing),
            .. Describe("of another shape or type are", _misshapen),
            .. Describe("to nothing in the model belong", unexpected),
        ];
        if (problems.Length > 0)
            throw new CheckpointFormatException(_folder, string.Join("; ", problems) + ".", "Check that config.json and the safetensors files are from the same model, with the output layer that this class has.");
    }

    public void Dispose() => _checkpoint.Dispose();

    private static IEnumerable<string> Describe(string what, List<string> names)
    {
        if (names.Count > 0)
            yield return $"{what} {names.Count}: {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")}";
    }
}
