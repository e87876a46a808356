using BenchmarkDotNet.Attributes;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>The two products of training with W in NF4, 4096 x 4096, against torch's in float32, which has W decoded.</summary>
[BenchmarkCategory("Quantization")]
public class FourBitMatrixBenchmarks
{
    private readonly FourBitWeights _weights = new();
    private readonly Tensor _x64 = randn(64, FourBitWeights.Size), _x128 = randn(128, FourBitWeights.Size), _x512 = randn(512, FourBitWeights.Size);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _weights, _x64, _x128, _x512 })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward, 64 rows")]
    public void Linear64() => nn.functional.linear(_x64, _weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("forward, 64 rows"), RatioLimit(0.7, Narrow = 1.15)]
    public void Forward64() => FourBitMatrix.TimesTransposed(_weights.NextParts(), _x64).Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("backward, 64 rows")]
    public void Mm64() => _x64.mm(_weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("backward, 64 rows"), RatioLimit(0.75, Narrow = 1.25)]
    public void Backward64() => FourBitMatrix.Times(_weights.NextParts(), _x64).Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("forward, 128 rows")]
    public void Linear128() => nn.functional.linear(_x128, _weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("forward, 128 rows"), RatioLimit(0.7, Narrow = 1.15)]
    public void Forward128() => FourBitMatrix.TimesTransposed(_weights.NextParts(), _x128).Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("backward, 128 rows")]
    public void Mm128() => _x128.mm(_weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("backward, 128 rows"), RatioLimit(0.75, Narrow = 1.25)]
    public void Backward128() => FourBitMatrix.Times(_weights.NextParts(), _x128).Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("forward, 512 rows")]
    public void Linear512() => nn.functional.linear(_x512, _weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("forward, 512 rows"), RatioLimit(0.7, Narrow = 1.15)]
    public void Forward512() => FourBitMatrix.TimesTransposed(_weights.NextParts(), _x512).Dispose();

    [Benchmark(Baseline = true), BenchmarkCategory("backward, 512 rows")]
    public void Mm512() => _x512.mm(_weights.Dense).Dispose();

    [Benchmark, BenchmarkCategory("backward, 512 rows"), RatioLimit(0.75, Narrow = 1.25)]
    public void Backward512() => FourBitMatrix.Times(_weights.NextParts(), _x512).Dispose();
}
