using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>Rows with adapters of their own against one adapter for all, and other weights for a loaded adapter against reading their file.</summary>
[BenchmarkCategory("ManyAdapters")]
public class ManyAdaptersBenchmarks
{
    private const int Features = 1024, Layers = 8, Rows = 32, Adapters = 8;
    private readonly string _folder = Directory.CreateTempSubdirectory("peft-bench-").FullName;
    private readonly Module<Tensor, Tensor> _model = Sequential(Enumerable.Range(0, Layers).Select(i => ($"fc{i}", (Module<Tensor, Tensor>)Linear(Features, Features))).ToArray());
    private readonly Tensor _x = randn(Rows, 4, Features);
    private readonly string?[] _sorted = [.. Enumerable.Range(0, Rows).Select(row => $"{row * Adapters / Rows}")];
    private readonly string?[] _mixed = [.. Enumerable.Range(0, Rows).Select(row => $"{row % Adapters}")];
    private PeftModel _peft = null!;

    [GlobalSetup]
    public void Attach()
    {
        _peft = PeftModel.For(_model);
        for (int i = 0; i < Adapters; i++)
            _peft.AddAdapter(new LoraConfig { TargetModules = ModuleTargets.AllLinear, Init = LoraInit.Random }, $"{i}");
        _peft.SaveAdapter(_folder, "0");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _model.Dispose();
        _x.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("rows")]
    public void OneForAllRows() => Forward(_peft.Use("0"));

    [Benchmark, BenchmarkCategory("rows"), RatioLimit(1.3)]
    public void EightByRow() => Forward(_peft.UsePerRow(_sorted));

    [Benchmark, BenchmarkCategory("rows"), RatioLimit(1.4)]
    public void EightByRowMixed() => Forward(_peft.UsePerRow(_mixed));

    [Benchmark(Baseline = true), BenchmarkCategory("swap")]
    public byte[] ReadFile() => File.ReadAllBytes(Path.Combine(_folder, "adapter_model.safetensors"));

    [Benchmark, BenchmarkCategory("swap"), RatioLimit(4)]
    public void HotSwap() => _peft.HotSwap(_folder, "0");

    private void Forward(IDisposable choice)
    {
        using var _ = no_grad();
        using (choice)
            _model.call(_x).Dispose();
    }
}
