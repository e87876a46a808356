using BenchmarkDotNet.Attributes;
using Peft.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>
/// A step of 50 million parameters: TorchSharp's AdamW, whose operators each pass over all of them, against one pass; 8-bit states against float32 ones; states in files
/// against states in memory.
/// </summary>
[BenchmarkCategory("Optimizers")]
public class OptimizerBenchmarks
{
    private const int Size = 50_000_000;
    private readonly Parameter _parameter = new(randn(Size));
    private OptimizerHelper _optimizer = null!;

    [GlobalSetup(Target = nameof(TorchAdamW))]
    public void UseTorch() => Use(optim.AdamW([_parameter]));

    [GlobalSetup(Targets = [nameof(AdamWFloat32), nameof(AdamWFloat32Again), nameof(InMemory)])]
    public void UseFloat32() => Use(new FusedAdamW([_parameter]));

    [GlobalSetup(Target = nameof(AdamW8Bit))]
    public void Use8Bit() => Use(new AdamW8bit([_parameter]));

    [GlobalSetup(Target = nameof(PagedAndKept))]
    public void UseKeptPages() => Use(new PagedAdamW([_parameter], Path.GetTempPath(), residentBytes: 1L << 30));

    [GlobalSetup(Target = nameof(PagedAndStreamed))]
    public void UseStreamedPages() => Use(new PagedAdamW([_parameter], Path.GetTempPath(), residentBytes: 1 << 26));

    [GlobalSetup(Target = nameof(LionFloat32))]
    public void UseLion() => Use(new Lion([_parameter]));

    [GlobalSetup(Target = nameof(Lion8Bit))]
    public void UseLion8Bit() => Use(new Lion8bit([_parameter]));

    [GlobalCleanup]
    public void Cleanup() => _optimizer.Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("against torch")]
    public void TorchAdamW() => _optimizer.step();

    [Benchmark, BenchmarkCategory("against torch"), RatioLimit(0.2)]
    public void AdamWFloat32() => _optimizer.step();

    [Benchmark(Baseline = true), BenchmarkCategory("8 bits")]
    public void AdamWFloat32Again() => _optimizer.step();

    [Benchmark, BenchmarkCategory("8 bits"), RatioLimit(2.3, Narrow = 5)]
    public void AdamW8Bit() => _optimizer.step();

    [Benchmark(Baseline = true), BenchmarkCategory("Lion, 8 bits")]
    public void LionFloat32() => _optimizer.step();

    [Benchmark, BenchmarkCategory("Lion, 8 bits"), RatioLimit(2.1, Narrow = 5)]
    public void Lion8Bit() => _optimizer.step();

    [Benchmark(Baseline = true), BenchmarkCategory("paged")]
    public void InMemory() => _optimizer.step();

    [Benchmark, BenchmarkCategory("paged"), RatioLimit(1.3)]
    public void PagedAndKept() => _optimizer.step();

    [Benchmark, BenchmarkCategory("paged"), RatioLimit(3)]
    public void PagedAndStreamed() => _optimizer.step();

    private void Use(OptimizerHelper optimizer)
    {
        _optimizer = optimizer;
        _parameter.grad = randn(Size);
        optimizer.step();
    }
}
