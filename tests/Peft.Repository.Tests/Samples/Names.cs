using Microsoft.Extensions.DependencyInjection;
using Peft.Merging;
using Peft.Optimizers;
using Peft.Quantization;
using Peft.Tokenizers;
using Peft.Transformers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Peft.Repository.Tests.Samples;

/// <summary>What the samples in documents take as given. They are compiled, not run: only types count.</summary>
public static class Names
{
    public sealed record Batch(Tensor Inputs, Tensor Targets);

    public sealed class MyBlock(long width) : Module<Tensor, Tensor>(nameof(MyBlock))
    {
        public long Width => width;

        public override Tensor forward(Tensor input) => input;
    }

    public sealed class Reporter : IProgress<QuantizationProgress>, IProgress<ModelMergeProgress>
    {
        public void Report(QuantizationProgress value) => Console.WriteLine(value);

        public void Report(ModelMergeProgress value) => Console.WriteLine(value);
    }

    public static LlamaForCausalLM model = null!;
    public static LlamaForCausalLM changedBase = null!;
    public static BertForSequenceClassification bert = null!;
    public static PeftModel peft = null!;
    public static PeftConfig config = null!;
    public static FusedOptimizer optimizer = null!;
    public static Tokenizer tokenizer = null!;
    public static string folder = "";
    public static string[] texts = [];
    public static IServiceCollection services = null!;

    public static IReadOnlyList<Batch> batches = [];
    public static IReadOnlyDictionary<string, Tensor> tensors = new Dictionary<string, Tensor>();
    public static Tensor ids = null!, mask = null!, labels = null!, source = null!, sourceMask = null!, batchOfFour = null!;
    public static Tensor answer = null!, answers = null!;
    public static Tensor x = null!, values = null!, weight = null!, bias = null!, a1 = null!, b1 = null!, a2 = null!, b2 = null!;
    public static double scaling1, scaling2;
    public static int width, step;

    public static Module<Tensor, Tensor> block = null!, head = null!;
    public static Embedding embedding = null!;
    public static IReadOnlyList<Parameter> parameters = [], norms = [], linearWeights = [];

    public static Reporter progress = null!;
    public static CancellationToken cancellationToken;

    public static Tensor Loss(Tensor outputs) => outputs;

    public static Tensor Loss(Tensor outputs, Tensor targets) => outputs;

    public static Tensor LossOf(Module module) => null!;

    public static Tensor f(Tensor a) => a;

    public static Tensor f(Tensor a, Tensor b) => a;
}
