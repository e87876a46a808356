using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>
/// Every method that acts on layers, with its default options, on the same layers: a linear layer and a norm. Forward, and forward with backward to the input and to
/// what is trained. A new method is here without a line of code.
/// </summary>
[BenchmarkCategory("Methods")]
public class MethodBenchmarks
{
    private const int Features = 1024;
    private const int Rows = 64;
    private readonly Module<Tensor, Tensor> _plain = Create(), _adapted = Create();
    private readonly Tensor _x = randn(Rows, Features), _xGrad = randn(Rows, Features).requires_grad_();

    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    public static IEnumerable<string> Methods => AdapterMethod.All.Where(m => m.About.Family is not (MethodFamily.Prompt or MethodFamily.Side)).Select(m => m.About.Name);

    [GlobalSetup]
    public void Attach()
    {
        var method = AdapterMethod.All.Single(m => m.About.Name == Method);
        var peft = PeftModel.For(_adapted);
        foreach (var (name, used) in method.CreateUsedConfigs())
        {
            used.TargetModules = ["fc"];
            peft.AddAdapter(used, name);
        }
        var config = method.CreateConfig();
        config.TargetModules = method.CanAdapt(BaseLayer.TryCreate(_adapted.named_children().First().module)!) ? ["fc"] : ["norm"];
        peft.AddAdapter(config);
        _adapted.eval();
        foreach (var parameter in _plain.parameters())
            parameter.requires_grad = false;
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _adapted, _x, _xGrad })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward")]
    public void Base() => Forward(_plain);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(20)]
    public void Forward() => Forward(_adapted);

    [Benchmark(Baseline = true), BenchmarkCategory("backward")]
    public void BaseBackward() => Backward(_plain);

    [Benchmark, BenchmarkCategory("backward"), RatioLimit(20)]
    public void Backward() => Backward(_adapted);

    private static Module<Tensor, Tensor> Create() => Sequential(("fc", Linear(Features, Features)), ("norm", LayerNorm(Features)));

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
