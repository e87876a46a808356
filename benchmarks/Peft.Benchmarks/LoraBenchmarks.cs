using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>
/// What an adapter of rank 8 adds to a frozen linear layer of a 7B model's size: forward of 128 rows and of one (a token in decoding), and forward with
/// backward to the input and to the adapter.
/// </summary>
[BenchmarkCategory("Lora")]
public class LoraBenchmarks
{
    private const int Features = 4096;
    private const int Rows = 128;
    private readonly Module<Tensor, Tensor> _plain = Frozen(), _lora = Frozen(), _dora = Frozen(), _merged = Frozen();
    private readonly Tensor _x = randn(Rows, Features), _token = randn(1, Features), _xGrad = randn(Rows, Features).requires_grad_();

    [GlobalSetup]
    public void Attach()
    {
        _lora.AddLora(Configure);
        _dora.AddLora(o =>
        {
            Configure(o);
            o.UseDora = true;
        });
        _merged.AddLora(Configure).Merge();
        foreach (var model in new[] { _plain, _lora, _dora, _merged })
            model.eval();
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _lora, _dora, _merged, _x, _token, _xGrad })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward")]
    public void Base() => Forward(_plain, _x);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(1.1)]
    public void Lora() => Forward(_lora, _x);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(1.15)]
    public void Dora() => Forward(_dora, _x);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(1.1)]
    public void Merged() => Forward(_merged, _x);

    [Benchmark(Baseline = true), BenchmarkCategory("decoding")]
    public void BaseToken() => Forward(_plain, _token);

    [Benchmark, BenchmarkCategory("decoding"), RatioLimit(1.25)]
    public void LoraToken() => Forward(_lora, _token);

    [Benchmark, BenchmarkCategory("decoding"), RatioLimit(1.25)]
    public void DoraToken() => Forward(_dora, _token);

    [Benchmark(Baseline = true), BenchmarkCategory("backward")]
    public void BaseBackward() => Backward(_plain);

    [Benchmark, BenchmarkCategory("backward"), RatioLimit(1.15)]
    public void LoraBackward() => Backward(_lora);

    [Benchmark, BenchmarkCategory("backward"), RatioLimit(1.4)]
    public void DoraBackward() => Backward(_dora);

    private static void Configure(LoraConfig config) => config.TargetModules = ["fc"];

    private static Module<Tensor, Tensor> Frozen()
    {
        var model = Sequential(("fc", Linear(Features, Features)));
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        return model;
    }

    private static void Forward(Module<Tensor, Tensor> model, Tensor x)
    {
        using var _ = no_grad();
        model.call(x).Dispose();
    }

    private void Backward(Module<Tensor, Tensor> model)
    {
        using var scope = NewDisposeScope();
        model.call(_xGrad).sum().backward();
    }
}
