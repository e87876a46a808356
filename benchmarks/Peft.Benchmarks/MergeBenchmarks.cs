using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Benchmarks;

/// <summary>Merging an adapter of rank 8 and unmerging it, against copying the weight there and back.</summary>
[BenchmarkCategory("Merge")]
public class MergeBenchmarks
{
    private const int Features = 2048;
    private readonly Module<Tensor, Tensor> _model = Sequential(("fc", Linear(Features, Features)));
    private readonly Tensor _weight = randn(Features, Features);
    private PeftModel _peft = null!;

    [GlobalSetup]
    public void Attach() => _peft = _model.AddLora(o => (o.TargetModules, o.Init) = (["fc"], LoraInit.Random));

    [GlobalCleanup]
    public void Cleanup()
    {
        _model.Dispose();
        _weight.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void CopyThereAndBack()
    {
        using var copy = _weight.clone();
        _weight.copy_(copy);
    }

    [Benchmark, RatioLimit(6)]
    public void MergeAndUnmerge()
    {
        _peft.Merge();
        _peft.Unmerge();
    }
}
