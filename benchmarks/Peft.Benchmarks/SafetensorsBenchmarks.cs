using BenchmarkDotNet.Attributes;
using Peft.Checkpoints;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>Loading a checkpoint of 32 MiB in 32 tensors, against reading the same file into one array.</summary>
[BenchmarkCategory("Checkpoints")]
public class SafetensorsBenchmarks
{
    private const int Count = 32, Elements = 1 << 18;
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"peft-bench-{Environment.ProcessId}.safetensors");

    [GlobalSetup]
    public void Write()
    {
        using var scope = NewDisposeScope();
        SafetensorsFile.Save(_file, Enumerable.Range(0, Count).Select(i => KeyValuePair.Create($"layer.{i}", randn(Elements))));
    }

    [GlobalCleanup]
    public void Delete() => File.Delete(_file);

    [Benchmark(Baseline = true)]
    public byte[] ReadFile() => File.ReadAllBytes(_file);

    [Benchmark, RatioLimit(1.5)]
    public void LoadTensors()
    {
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(_file);
        file.ReadAll();
    }
}
