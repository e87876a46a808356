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

    private static readonly (string Name, Func<LlamaConfig> Create)[] s_shapes =
    [
        ("narrow", () => Shape(128, 344, 4, 4, 12)),
        ("wide", () => Shape(384, 768, 6, 2, 4)),
        ("deep", () => Shape(192, 512, 4, 4, 10)),
        ("many words", () => Shape(192, 512, 4, 4, 6, vocabulary: 2048)),
    ];

    private static readonly (string Name, Action<TrainingPlan> Change)[] s_methods =
    [
        ("whole model", _ => { }),
        ("LoRA", plan => plan.Adapter = Lora(ModuleTargets.AllLinear)),
        ("LoRA on q and v, 8-bit", plan => (plan.Adapter, plan.Optimizer) = (Lora("q_proj", "v_proj"), OptimizerStates.AdamW8bit)),
        ("QLoRA", plan => (plan.Adapter, plan.Quantization) = (Lora(ModuleTargets.AllLinear), new() { DoubleQuantize = true })),
    ];

    private static readonly (int Batch, int Length, bool Checkpoints)[] s_passes = [(1, 256, false), (4, 192, true)];

    private static IEnumerable<TestCaseData> Cases =>
        from shape in s_shapes
        from method in s_methods
        from pass in s_passes
        select new TestCaseData(shape.Create(), Plan(method.Change, pass)).SetArgDisplayNames($"{shape.Name}, {method.Name}, {pass.Batch} x {pass.Length}{(pass.Checkpoints ? ", checkpointed" : "")}");

    [TestCaseSource(nameof(Cases)), Platform("Linux")]
    public void Of_SmallLlama_IsWithinATenthOfWhatTrainingTakes(LlamaConfig config, TrainingPlan plan)
    {
        using var scope = NewDisposeScope();
        var estimate = MemoryEstimate.Of(config, plan);
        using var model = new LlamaForCausalLM(config, plan.WeightType);
        var parameters = Prepare(model, plan);
        using optim.Optimizer optimizer = plan.Optimizer.Bits == 8 ? new AdamW8bit(parameters) : optim.AdamW(parameters);
        using var ids = randint(0, config.VocabSize, [plan.Batch, plan.Length], ScalarType.Int64);
        Step(model, optimizer, ids, () => { });

        var report = MemoryReport.Of(model, optimizer);
        long lasting = long.MaxValue, kept = long.MaxValue, peak = long.MaxValue;
        // The least of several steps, of each: the runtime allocates too, now and then.
        for (int step = 0; step < 3; step++)
        {
            LeakGuard.RunFinalizers();
            lasting = Math.Min(lasting, NativeHeap.LiveBytes() - report.Use.Total);
            peak = Math.Min(peak, NativeHeap.PeakOf(() => Step(model, optimizer, ids, () => kept = Math.Min(kept, NativeHeap.LiveBytes()))));
        }
        (kept, peak) = (kept - lasting, peak - lasting);

        long expected = estimate.Use.Total + estimate.Kept;
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"before backward {kept / 1e6:F2} MB, estimated {expected / 1e6:F2}, {((double)expected / kept) - 1:+0.0%;-0.0%}; peak seen {peak / 1e6:F2} MB, estimated {estimate.Peak / 1e6:F2}"));
        Assert.Multiple(() =>
        {
            Assert.That(estimate.Use, Is.EqualTo(report.Use), "what lasts");
            Assert.That((double)expected / kept, Is.EqualTo(1).Within(Tolerance), "before backward");
            // What does not last may not be seen; more than is estimated must not be.
            Assert.That(peak, Is.LessThan(estimate.Peak * (1 + Tolerance)), "peak");
        });
    }

    private static IReadOnlyList<Parameter> Prepare(LlamaForCausalLM model, TrainingPlan plan)
    {
        if (plan.Quantization is not null)
        {
            model.Quantize(plan.Quantization);
            model.PrepareForKBitTraining(useGradientCheckpointing: false);
        }
        if (plan.GradientCheckpointing)
            model.EnableGradientCheckpointing();
        if (plan.Adapter is null)
            return [.. model.parameters()];
        var peft = PeftModel.For(model);
        peft.AddAdapter(plan.Adapter);
        model.train();
        return peft.TrainableParameters();
    }

    private static void Step(LlamaForCausalLM model, optim.Optimizer optimizer, Tensor ids, Action beforeBackward)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = LlamaForCausalLM.Loss(model.call(ids), ids);
        beforeBackward();
        loss.backward();
        optimizer.step();
    }

    private static TrainingPlan Plan(Action<TrainingPlan> change, (int Batch, int Length, bool Checkpoints) pass)
    {
        var plan = new TrainingPlan { Batch = pass.Batch, Length = pass.Length, GradientCheckpointing = pass.Checkpoints };
        change(plan);
        return plan;
    }

    private static LoraConfig Lora(ModuleTargets targets) => new() { Rank = 8, TargetModules = targets };

    private static LoraConfig Lora(params string[] targets) => new() { Rank = 8, TargetModules = [.. targets] };

    private static LlamaConfig Shape(int hidden, int inner, int heads, int keyValueHeads, int layers, int vocabulary = 256) => new()
    {
        HiddenSize = hidden,
        IntermediateSize = inner,
        NumAttentionHeads = heads,
        NumKeyValueHeads = keyValueHeads,
        NumHiddenLayers = layers,
        VocabSize = vocabulary,
    };
}
