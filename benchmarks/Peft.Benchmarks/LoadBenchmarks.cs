using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>Loading an adapter of 32 MiB on 32 layers (and taking it off again), against reading its file into one array.</summary>
[BenchmarkCategory("Checkpoints")]
public class LoadBenchmarks
{
    private const int Features = 512, Layers = 32, Rank = 256;
    private readonly string _folder = Directory.CreateTempSubdirectory("peft-bench-").FullName;
    private readonly Module<Tensor, Tensor> _model = Sequential(Enumerable.Range(0, Layers).Select(i => ($"fc{i}", (Module<Tensor, Tensor>)Linear(Features, Features))).ToArray());

    [GlobalSetup]
    public void Save()
    {
        var peft = _model.AddLora(o => (o.TargetModules, o.Rank) = (ModuleTargets.AllLinear, Rank));
        peft.SaveAdapter(_folder);
        peft.Detach();
    }

    [GlobalCleanup]
    public void Delete()
    {
        _model.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true)]
    public byte[] ReadFile() => File.ReadAllBytes(Path.Combine(_folder, "adapter_model.safetensors"));

    [Benchmark, RatioLimit(4)]
    public void LoadAdapter() => PeftModel.Load(_model, _folder).Detach();
}
