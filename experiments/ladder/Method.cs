using System.Diagnostics;
using Peft.Adapters;
using Peft.Samples;
using Peft.TestUtils;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Experiments.Ladder;

/// <summary>A way to fine-tune.</summary>
/// <param name="Name">For tables.</param>
/// <param name="Create">Its configuration for a model of some number of layers.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Checkpoints">Whether layers are computed again in backward.</param>
internal sealed record Method(string Name, Func<int, PeftConfig> Create, double Rate, bool Checkpoints = false)
{
    private const int WarmUps = 1, TimedSteps = 5;
    private const double LargestGradient = 1;

    private static Method Lora { get; } = new("LoRA, r = 8", _ => new LoraConfig { Rank = 8, Alpha = 16, TargetModules = ModuleTargets.AllLinear }, 5e-3);

    /// <summary>What is compared in time and memory.</summary>
    public static IReadOnlyList<Method> ForCost { get; } =
    [
        Lora,
        Lora with { Name = "LoRA, checkpointed layers", Checkpoints = true },
        new("Ladder, r = 8", _ => new LadderConfig(), 3e-3),
        new("Ladder, every 4th layer", layers => new LadderConfig { LayersToTransform = [.. Enumerable.Range(1, layers / 4).Select(i => (4 * i) - 1)] }, 3e-3),
    ];

    /// <summary>What is compared in what it learns.</summary>
    public static IReadOnlyList<Method> ForLoss { get; } =
    [
        Lora,
        new("Ladder, r = 2", _ => new LadderConfig { ReductionFactor = 2 }, 5e-3),
        new("Ladder, r = 4", _ => new LadderConfig { ReductionFactor = 4 }, 2e-2),
        new("Ladder, r = 4, random start", _ => new LadderConfig { ReductionFactor = 4, InitFromBackbone = false }, 2e-2),
        new("Ladder, r = 4, merged with the model", _ => new LadderConfig { ReductionFactor = 4, MergeLast = true }, 2e-2),
    ];

    /// <summary>The cost of a step that trains on some tokens.</summary>
    public Cost Measure(LlamaConfig shape, Tensor tokens)
    {
        manual_seed(0);
        using var model = new LlamaForCausalLM(shape);
        var peft = Attach(model);
        using var optimizer = optim.AdamW(peft.TrainableParameters(), Rate);
        var seconds = new List<double>();
        for (int i = 0; i < WarmUps + TimedSteps; i++)
        {
            var watch = Stopwatch.StartNew();
            Step(model, optimizer, tokens, tokens);
            seconds.Add(watch.Elapsed.TotalSeconds);
        }
        optimizer.zero_grad();
        long peak = NativeHeap.GrowthOf(() => Step(model, optimizer, tokens, tokens));
        var use = peft.MeasureMemory(optimizer).Use;
        return new Cost(peft.CountParameters(), seconds.Skip(WarmUps).Order().ElementAt(TimedSteps / 2), peak, use.Total - use.Weights);
    }

    /// <summary>Trains a fresh copy of a subject's model: held-out loss before and after, and the seconds that all steps took of the processor.</summary>
    public (double Before, double After, double Seconds) Train(Subject subject, int steps, int seed)
    {
        manual_seed(seed);
        using var scope = NewDisposeScope();
        using var model = LlamaForCausalLM.FromPretrained(subject.ModelFolder);
        var heldOut = subject.HeldOut();
        var peft = Attach(model);
        using var optimizer = optim.AdamW(peft.TrainableParameters(), Rate);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Schedule.WarmUpThenCosine(step, warmUp: steps / 10, steps));
        double before = Loss(model, heldOut);
        var start = Environment.CpuUsage;
        foreach (var batch in subject.Batches(seed).Take(steps))
        {
            using var step = NewDisposeScope();
            step.Attach([batch.Tokens, batch.Labels]);
            Step(model, optimizer, batch.Tokens, batch.Labels);
            schedule.step();
        }
        return (before, Loss(model, heldOut), (Environment.CpuUsage.TotalTime - start.TotalTime).TotalSeconds);
    }

    private PeftModel Attach(LlamaForCausalLM model)
    {
        var peft = model.AddAdapter(Create(model.Config.NumHiddenLayers));
        model.train();
        if (Checkpoints)
            model.EnableGradientCheckpointing();
        return peft;
    }

    private static void Step(LlamaForCausalLM model, optim.Optimizer optimizer, Tensor tokens, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        LlamaForCausalLM.Loss(model.call(tokens), labels).backward();
        nn.utils.clip_grad_norm_(optimizer.parameters(), LargestGradient);
        optimizer.step();
    }

    private static double Loss(LlamaForCausalLM model, (Tensor Tokens, Tensor Labels) text)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return LlamaForCausalLM.Loss(model.call(text.Tokens), text.Labels).item<float>();
    }
}

/// <summary>What a step costs.</summary>
/// <param name="Parameters">How many are trained, and of how many.</param>
/// <param name="Seconds">The median of several steps.</param>
/// <param name="Peak">The most memory in use at a time beyond that before the step, gradients among it, in bytes.</param>
/// <param name="Lasting">The adapter, its gradients and the optimizer's states, by the library's own report.</param>
internal sealed record Cost(TrainableCount Parameters, double Seconds, long Peak, long Lasting);
