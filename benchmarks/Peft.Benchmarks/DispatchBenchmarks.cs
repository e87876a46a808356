using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>What finding and applying an adapter costs beside its arithmetic: a layer so small that the arithmetic is nothing, against the same operators by hand.</summary>
[BenchmarkCategory("Dispatch")]
public class DispatchBenchmarks
{
    private const int Features = 64;
    private static readonly Scalar s_one = 1;
    private readonly Module<Tensor, Tensor> _plain = Sequential(("fc", Linear(Features, Features))), _adapted = Sequential(("fc", Linear(Features, Features)));
    private readonly Tensor _x = randn(1, Features), _a = randn(8, Features), _b = randn(Features, 8);
    private PeftModel _peft = null!;

    [GlobalSetup]
    public void Attach() => _peft = _adapted.AddLora(o => o.TargetModules = ["fc"]);

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _adapted, _x, _a, _b })
            used.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void ByHand()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        _plain.call(_x).add(functional.linear(functional.linear(_x, _a), _b), s_one);
    }

    [Benchmark, RatioLimit(1.5)]
    public void Adapted()
    {
        using var _ = no_grad();
        _adapted.call(_x).Dispose();
    }

    [Benchmark, RatioLimit(1.8)]
    public void Chosen()
    {
        using var _ = no_grad();
        using (_peft.Use("default"))
            _adapted.call(_x).Dispose();
    }

    [Benchmark, RatioLimit(0.8)]
    public void None()
    {
        using var _ = no_grad();
        using (_peft.Use())
            _adapted.call(_x).Dispose();
    }
}
