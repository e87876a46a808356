using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>What a call costs whose arithmetic is nothing, and what a dispose scope around it adds to disposing by hand.</summary>
[BenchmarkCategory("Binding")]
public class TensorCallBenchmarks
{
    private readonly Tensor _one = ones(1), _other = ones(1);
    private readonly Tensor _x = ones(1, 64), _weight = ones(64, 64);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (Tensor tensor in new[] { _one, _other, _x, _weight })
            tensor.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("add")]
    public void Add() => _one.add(_other).Dispose();

    [Benchmark, BenchmarkCategory("add"), RatioLimit(1.5)]
    public void AddInScope()
    {
        using var scope = NewDisposeScope();
        _one.add(_other);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("add_")]
    public void AddInPlace() => _one.add_(_other);

    [Benchmark, BenchmarkCategory("add_"), RatioLimit(1.5)]
    public void AddInPlaceInScope()
    {
        using var scope = NewDisposeScope();
        _one.add_(_other);
    }

    [Benchmark(Baseline = true), BenchmarkCategory("linear")]
    public void Linear() => nn.functional.linear(_x, _weight).Dispose();

    [Benchmark, BenchmarkCategory("linear"), RatioLimit(1.3)]
    public void LinearInScope()
    {
        using var scope = NewDisposeScope();
        nn.functional.linear(_x, _weight);
    }
}
