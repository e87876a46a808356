using System.Globalization;
using Peft.Adapters;
using Peft.Optimizers;
using Peft.Quantization;
using Peft.TestUtils;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Transformers.Tests.Memory;

/// <summary>What is estimated from a configuration, against what training then takes.</summary>
[TestFixture, NonParallelizable]
public sealed class MemoryEstimateTests
{
    private const double Tolerance = 0.1;
    private const int FewestWords = 256;

    private static readonly (string Name, Func<ModelConfig> Create)[] s_shapes =
    [
        ("Llama, wide", () => Llama(384, 768, 6, 2, 4)),
        ("Llama, deep", () => Llama(192, 512, 4, 4, 10)),
        ("GPT-2", () => new Gpt2Config { NEmbd = 192, NHead = 4, NLayer = 6, VocabSize = 2048, NPositions = 256 }),
        ("BERT", () => new BertConfig { HiddenSize = 192, NumAttentionHeads = 4, NumHiddenLayers = 6, IntermediateSize = 768, VocabSize = 1000 }),
        ("RoBERTa, no dropout", () => new RobertaConfig { HiddenSize = 256, NumAttentionHeads = 4, NumHiddenLayers = 4, IntermediateSize = 512, VocabSize = 1000, HiddenDropoutProb = 0, AttentionProbsDropoutProb = 0 }),
        ("T5", () => new T5Config { DModel = 192, DKv = 32, DFf = 512, NumHeads = 4, NumLayers = 4, VocabSize = 1000 }),
        ("T5, gated, no dropout", () => new T5Config { DModel = 192, DKv = 64, DFf = 384, NumHeads = 4, NumLayers = 3, NumDecoderLayers = 5, VocabSize = 1000, FeedForwardProj = "gated-gelu", TieWordEmbeddings = false, DropoutRate = 0 }),
    ];

    private static readonly (string Name, Action<TrainingPlan> Change)[] s_methods =
    [
        ("whole model", _ => { }),
        ("LoRA", plan => plan.Adapter = Lora(ModuleTargets.AllLinear)),
        ("LoRA on some layers, with dropout, 8-bit", plan => (plan.Adapter, plan.Optimizer) = (SomeLora(), OptimizerStates.AdamW8bit)),
        ("QLoRA", plan => (plan.Adapter, plan.Quantization) = (Lora(ModuleTargets.AllLinear), new() { DoubleQuantize = true })),
    ];

    // What does not depend on the architecture.
    private static readonly (string Name, Action<TrainingPlan> Change)[] s_more =
    [
        ("DoRA", plan => plan.Adapter = new LoraConfig { Rank = 8, UseDora = true, TargetModules = ModuleTargets.AllLinear }),
        ("LoRA on upper layers", plan => plan.Adapter = new LoraConfig { Rank = 8, TargetModules = ModuleTargets.AllLinear, LayersToTransform = [6, 7, 8, 9] }),
        ("LoRA on int8 with zero points", plan => (plan.Adapter, plan.Quantization) = (Lora(ModuleTargets.AllLinear), new() { Type = QuantizationType.Int8, ZeroPoints = true })),
        ("LoRA on bfloat16", plan => (plan.Adapter, plan.WeightType) = (Lora(ModuleTargets.AllLinear), ScalarType.BFloat16)),
        ("whole model of bfloat16", plan => plan.WeightType = ScalarType.BFloat16),
    ];

    private static readonly (int Batch, int Length, bool Checkpoints)[] s_passes = [(1, 256, false), (2, 192, true)];

    private static IEnumerable<TestCaseData> Cases =>
        from shape in s_shapes
        from method in shape.Name == "Llama, deep" ? [.. s_methods, .. s_more] : s_methods
        from pass in s_passes
        select new TestCaseData(shape.Create(), Plan(method.Change, pass)).SetArgDisplayNames($"{shape.Name}, {method.Name}, {pass.Batch} x {pass.Length}{(pass.Checkpoints ? ", checkpointed" : "")}");

    [TestCaseSource(nameof(Cases)), Platform("Linux")]
    public void Of_SmallModel_IsWithinATenthOfWhatTrainingTakes(ModelConfig config, TrainingPlan plan)
    {
        using var scope = NewDisposeScope();
        var estimate = MemoryEstimate.Of(config, plan);
        using var model = ModelActivations.Create(config, plan.WeightType, CPU);
        var parameters = Prepare(model, plan);
        using optim.Optimizer optimizer = plan.Optimizer.Bits == 8 ? new AdamW8bit(parameters) : new FusedAdamW(parameters);
        var loss = LossOf(model, plan);
        Step(loss, optimizer, () => { });

        var report = MemoryReport.Of(model, optimizer);
        long KeptOf()
        {
            LeakGuard.RunFinalizers();
            long lasting = NativeHeap.LiveBytes(), kept = 0;
            Step(loss, optimizer, () => kept = NativeHeap.LiveBytes() - lasting);
            return kept;
        }
        long kept = report.Use.Total + NativeHeap.MedianOf(KeptOf), peak = report.Use.Total + NativeHeap.MedianOf(() => NativeHeap.GrowthOf(() => Step(loss, optimizer, () => { })));

        long expected = estimate.Use.Total + estimate.Kept;
        double activations = (double)estimate.Kept / (kept - report.Use.Total);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"before backward {kept / 1e6:F1} / {expected / 1e6:F1} MB, {((double)expected / kept) - 1:+0.0%;-0.0%}; activations {activations - 1:+0.0%;-0.0%}; peak seen {peak / 1e6:F1} MB, estimated {estimate.Peak / 1e6:F1}"));
        Assert.Multiple(() =>
        {
            Assert.That(estimate.Use, Is.EqualTo(report.Use), "what lasts");
            Assert.That(activations, Is.EqualTo(1).Within(Tolerance), "what backward begins with");
            // What does not last may not be seen; more than is estimated must not be.
            Assert.That(peak, Is.LessThan(estimate.Peak * (1 + Tolerance)), "peak");
        });
    }

    [Test]
    public void Of_PromptTuning_CountsTheVirtualTokens()
    {
        var config = Llama(64, 128, 4, 4, 2);
        var prompt = new PromptTuningConfig { NumVirtualTokens = 12 };
        using var model = new LlamaForCausalLM(config);
        var peft = PeftModel.For(model);
        peft.AddAdapter(prompt);

        var estimate = MemoryEstimate.Of(config, new TrainingPlan { Adapter = prompt }).Use;

        Assert.That((estimate.Adapters, estimate.Gradients, estimate.OptimizerStates), Is.EqualTo((12 * 64 * 4, 12 * 64 * 4, 2 * 12 * 64 * 4)));
        Assert.That((peft.MeasureMemory().Use.Adapters, peft.MeasureMemory().Use.Weights), Is.EqualTo((estimate.Adapters, estimate.Weights)));
    }

    private static IReadOnlyList<Parameter> Prepare(nn.Module model, TrainingPlan plan)
    {
        if (plan.Quantization is not null)
        {
            model.Quantize(plan.Quantization);
            model.PrepareForKBitTraining(useGradientCheckpointing: false);
        }
        if (plan.GradientCheckpointing)
            ((ICheckpointedModel)model).EnableGradientCheckpointing();
        if (plan.Adapter is null)
            return [.. model.parameters()];
        var peft = PeftModel.For(model);
        peft.AddAdapter(plan.Adapter);
        model.train();
        return peft.TrainableParameters();
    }

    private static Func<Tensor> LossOf(nn.Module model, TrainingPlan plan)
    {
        var ids = randint(0, FewestWords, [plan.Batch, plan.Length], ScalarType.Int64);
        var target = randint(0, FewestWords, [plan.Batch, plan.TargetLength ?? plan.Length], ScalarType.Int64);
        var labels = zeros(plan.Batch, ScalarType.Int64);
        return model switch
        {
            CausalLanguageModel causal => () => CausalLanguageModel.Loss(causal.call(ids), ids),
            SequenceClassifier classifier => () => SequenceClassifier.Loss(classifier.call(ids), labels),
            T5ForConditionalGeneration t5 => () => T5ForConditionalGeneration.Loss(t5.call(ids, null, target), target),
            _ => throw new ArgumentException($"A {model.GetName()} has no loss here."),
        };
    }

    private static void Step(Func<Tensor> loss, optim.Optimizer optimizer, Action beforeBackward)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var value = loss();
        beforeBackward();
        value.backward();
        optimizer.step();
    }

    private static TrainingPlan Plan(Action<TrainingPlan> change, (int Batch, int Length, bool Checkpoints) pass)
    {
        var plan = new TrainingPlan { Batch = pass.Batch, Length = pass.Length, TargetLength = pass.Length / 2, GradientCheckpointing = pass.Checkpoints };
        change(plan);
        return plan;
    }

    private static LoraConfig Lora(ModuleTargets targets) => new() { Rank = 8, TargetModules = targets };

    // Some layers of each model: those of queries and values, and where the feed-forward layer ends.
    private static LoraConfig SomeLora() => new() { Rank = 8, Dropout = 0.1, TargetModules = ModuleTargets.Regex(@".*(q_proj|v_proj|c_attn|query|value|Attention\.(q|v)|wo|mlp\.c_proj)") };

    private static LlamaConfig Llama(int hidden, int inner, int heads, int keyValueHeads, int layers) => new()
    {
        HiddenSize = hidden,
        IntermediateSize = inner,
        NumAttentionHeads = heads,
        NumKeyValueHeads = keyValueHeads,
        NumHiddenLayers = layers,
        VocabSize = FewestWords,
    };
}
