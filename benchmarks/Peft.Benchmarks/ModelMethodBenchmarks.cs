using BenchmarkDotNet.Attributes;
using Peft.Adapters;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Benchmarks;

/// <summary>Every method that acts on a whole model: with ten virtual tokens, on a small model whose input is six times as long, or with a side network. Forward, and forward with backward to what is trained. A new method is here without a line of code.</summary>
[BenchmarkCategory("ModelMethods")]
public class ModelMethodBenchmarks
{
    private const int Batch = 4, Length = 60, Tokens = 10;
    private readonly LlamaForCausalLM _plain = Create(), _adapted = Create();
    private readonly Tensor _ids = randint(100, [Batch, Length], ScalarType.Int64);

    [ParamsSource(nameof(Methods))]
    public string Method { get; set; } = "";

    public static IEnumerable<string> Methods => AdapterMethod.All.Where(m => m.About.Family is MethodFamily.Prompt or MethodFamily.Side).Select(m => m.About.Name);

    [GlobalSetup]
    public void Attach()
    {
        var config = AdapterMethod.All.Single(m => m.About.Name == Method).CreateConfig();
        if (config is PromptConfig prompt)
            prompt.NumVirtualTokens = Tokens;
        PeftModel.For(_adapted).AddAdapter(config);
        // The plain model learns as little: the vectors that it is given.
        foreach (var parameter in _plain.parameters())
            parameter.requires_grad = ReferenceEquals(parameter, _plain.Model.Embedding.parameters().First());
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        foreach (IDisposable used in new IDisposable[] { _plain, _adapted, _ids })
            used.Dispose();
    }

    [Benchmark(Baseline = true), BenchmarkCategory("forward")]
    public void Base() => Forward(_plain);

    [Benchmark, BenchmarkCategory("forward"), RatioLimit(2)]
    public void Forward() => Forward(_adapted);

    [Benchmark(Baseline = true), BenchmarkCategory("backward")]
    public void BaseBackward() => Backward(_plain);

    [Benchmark, BenchmarkCategory("backward"), RatioLimit(2.5)]
    public void Backward() => Backward(_adapted);

    private static LlamaForCausalLM Create() => new(new LlamaConfig
    {
        VocabSize = 100,
        HiddenSize = 256,
        IntermediateSize = 512,
        NumHiddenLayers = 4,
        NumAttentionHeads = 8,
        MaxPositionEmbeddings = 128,
    });

    private void Forward(LlamaForCausalLM model)
    {
        using var _ = no_grad();
        model.call(_ids).Dispose();
    }

    private void Backward(LlamaForCausalLM model)
    {
        using var scope = NewDisposeScope();
        model.call(_ids).sum().backward();
    }
}
