using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Transformers;

/// <summary>Weights from a safetensors checkpoint, read once each; at the end every tensor of it has to be accounted for.</summary>
internal sealed class CheckpointWeights(string folder, ScalarType? type, Device device, IProgress<ModelLoadProgress>? progress) : IWeightSource, IDisposable
{
    private const int MostNamed = 5;

    private readonly SafetensorsFolder _checkpoint = SafetensorsFolder.Open(folder);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];
    private readonly List<string> _misshapen = [];
    private long _bytes;

    public Tensor Get(string name, params long[] shape)
    {
        _used.Add(name);
        if (!_checkpoint.Tensors.TryGetValue(name, out var info))
        {
            _missing.Add($"'{name}'");
            return empty(shape, type, device);
        }
        if (!info.Shape.SequenceEqual(shape))
        {
            _misshapen.Add($"'{name}' is [{string.Join(", ", info.Shape)}] but should be [{string.Join(", ", shape)}]");
            return empty(shape, type, device);
        }
        using var stored = _checkpoint.Read(name);
        _bytes += info.ByteCount;
        progress?.Report(new(name, _used.Count, _checkpoint.Tensors.Count, _bytes, _checkpoint.Tensors.Values.Sum(t => t.ByteCount)));
        return stored.to(type ?? stored.dtype, device);
    }

    /// <param name="ignores">Whether a tensor that the model has no use for may be there.</param>
    /// <exception cref="CheckpointFormatException">Tensors are missing, of another shape, or belong to nothing in the model.</exception>
    public void CheckAllUsed(Func<string, bool> ignores)
    {
        var unexpected = _checkpoint.Tensors.Keys.Where(name => !_used.Contains(name) && !ignores(name)).Select(name => $"'{name}'").ToList();
        string[] problems =
        [
            .. Describe("it lacks", _missing),
            .. Describe("of another shape are", _misshapen),
            .. Describe("to nothing in the model belong", unexpected),
        ];
        if (problems.Length > 0)
            throw new CheckpointFormatException(folder, string.Join("; ", problems) + ".", "Check that config.json and the safetensors files are from the same model, a causal language model.");
    }

    public void Dispose() => _checkpoint.Dispose();

    private static IEnumerable<string> Describe(string what, List<string> names)
    {
        if (names.Count > 0)
            yield return $"{what} {names.Count}: {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? ", …" : "")}";
    }
}
