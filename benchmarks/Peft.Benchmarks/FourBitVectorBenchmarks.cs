using BenchmarkDotNet.Attributes;
using Peft.Quantization;
using Peft.Quantization.Kernels.Cpu;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>x · Wᵀ with W in NF4, 4096 x 4096, for few rows of x, against torch's linear in float32.</summary>
[BenchmarkCategory("Quantization")]
public class FourBitVectorBenchmarks
{
    private readonly FourBitWeights _plain = new(), _double = new(doubleQuantize: true);
    private readonly Tensor _x1 = randn(1, FourBitWeights.Size), _x4 = randn(4, FourBitWeights.Size), _x8 = randn(8, FourBitWeights.Size), _x16 = randn(16, FourBitWeights.Size);
    private readonly Tensor _y = empty(16 * FourBitWeights.Size);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _double, _x1, _x4, _x8, _x16, _y })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("1 row")]
    public void Linear1() => Linear(_x1);

    [Benchmark, BenchmarkCategory("1 row"), RatioLimit(1 / 6.0, Narrow = 1 / 3.9)]
    public void Exact1() => Multiply(_plain, _x1);

    [Benchmark, BenchmarkCategory("1 row"), RatioLimit(1 / 6.0)]
    public void Int16() => Multiply(_plain, _x1, int16: true);

    [Benchmark, BenchmarkCategory("1 row"), RatioLimit(1 / 6.0, Narrow = 1 / 3.9)]
    public void DoublyQuantized1() => Multiply(_double, _x1);

    [Benchmark(Baseline = true), BenchmarkCategory("4 rows")]
    public void Linear4() => Linear(_x4);

    [Benchmark, BenchmarkCategory("4 rows"), RatioLimit(0.5, Narrow = 0.7)]
    public void Exact4() => Multiply(_plain, _x4);

    [Benchmark(Baseline = true), BenchmarkCategory("8 rows")]
    public void Linear8() => Linear(_x8);

    [Benchmark, BenchmarkCategory("8 rows"), RatioLimit(0.5, Narrow = 0.75)]
    public void Exact8() => Multiply(_plain, _x8);

    [Benchmark(Baseline = true), BenchmarkCategory("16 rows")]
    public void Linear16() => Linear(_x16);

    [Benchmark, BenchmarkCategory("16 rows"), RatioLimit(0.55, Narrow = 1 / 1.5)]
    public void Exact16() => Multiply(_plain, _x16);

    private void Linear(Tensor x) => nn.functional.linear(x, _plain.Dense).Dispose();

    private void Multiply(FourBitWeights weights, Tensor x, bool int16 = false)
    {
        int batch = (int)x.shape[0];
        FourBitProducts.Multiply(weights.Next(), x.Floats(), _y.Floats()[..(batch * FourBitWeights.Size)], batch, int16);
    }
}
