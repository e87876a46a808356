using BenchmarkDotNet.Attributes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>What a LoRA adapter of rank 8 adds to a frozen linear layer: forward, forward with backward to the input, and once merged.</summary>
[BenchmarkCategory("Lora")]
public class LoraBenchmarks
{
    private const int Features = 2048;
    private readonly Module<Tensor, Tensor> _plain = Frozen(), _adapted = Frozen(), _merged = Frozen();
    private readonly Tensor _x = randn(128, Features), _xGrad = randn(128, Features).requires_grad_();

    [GlobalSetup]
    public void Attach()
    {
        _adapted.AddLora(o => o.TargetModules = ["fc"]);
        _merged.AddLora(o => o.TargetModules = ["fc"]).Merge();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _adapted, _merged, _x, _xGrad })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward")]
    public void Base() => Forward(_plain);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(1.25)]
    public void Adapted() => Forward(_adapted);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(1.1)]
    public void Merged() => Forward(_merged);

    [Benchmark(Baseline = true), BenchmarkCategory("backward")]
    public void BaseBackward() => Backward(_plain);

    [Benchmark, BenchmarkCategory("backward"), RatioLimit(1.3)]
    public void AdaptedBackward() => Backward(_adapted);

    private static Module<Tensor, Tensor> Frozen()
    {
        var model = Sequential(("fc", Linear(Features, Features)));
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        return model;
    }

    private void Forward(Module<Tensor, Tensor> model)
    {
        using var _ = no_grad();
        model.call(_x).Dispose();
    }

    private void Backward(Module<Tensor, Tensor> model)
    {
        using var scope = NewDisposeScope();
        model.call(_xGrad).sum().backward();
    }
}
