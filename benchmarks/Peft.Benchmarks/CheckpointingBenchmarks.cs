using BenchmarkDotNet.Attributes;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>A pass, forward and backward, of a Llama of eight layers over 512 tokens: with all activations kept, and with its layers computed again.</summary>
[BenchmarkCategory("Checkpointing")]
public class CheckpointingBenchmarks
{
    private const int Width = 256, Vocabulary = 512, Length = 512;
    private readonly LlamaForCausalLM _kept = Create(), _again = Create();
    private readonly Tensor _tokens = randint(0, Vocabulary, [1, Length], dtype: ScalarType.Int64);

    [GlobalSetup]
    public void Enable() => _again.EnableGradientCheckpointing();

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _kept, _again, _tokens })
            used.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Kept() => Pass(_kept);

    [Benchmark, RatioLimit(1.4)]
    public void ComputedAgain() => Pass(_again);

    private static LlamaForCausalLM Create() =>
        new(new LlamaConfig { HiddenSize = Width, NumHiddenLayers = 8, NumAttentionHeads = 4, IntermediateSize = 688, VocabSize = Vocabulary });

    private void Pass(LlamaForCausalLM model)
    {
        using var scope = NewDisposeScope();
        LlamaForCausalLM.Loss(model.call(_tokens), _tokens).backward();
    }
}
