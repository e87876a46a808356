using Peft.Samples;
using Peft.Transformers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Experiments.QLora;

/// <summary>A way to fine-tune.</summary>
internal sealed record Method(string Name, BaseWeights Base, bool IsLora, string Colour)
{
    private const int Evaluations = 6;
    private const double LoraRate = 5e-3, FullRate = 1e-3, LargestGradient = 1;

    public static IReadOnlyList<Method> All { get; } =
    [
        new("full", BaseWeights.Float32, IsLora: false, "#1f2933"),
        new("LoRA", BaseWeights.Float32, IsLora: true, "#1c7ed6"),
        new("int4", BaseWeights.Int4, IsLora: true, "#e8590c"),
        new("FP4", BaseWeights.FP4, IsLora: true, "#f2b705"),
        new("NF4", BaseWeights.NF4, IsLora: true, "#2f9e44"),
        new("NF4+DQ", BaseWeights.NF4Twice, IsLora: true, "#9c36b5"),
    ];

    /// <summary>Trains a fresh copy of the model; the loss on held-out text before the first step, after the last, and in between.</summary>
    public Run Train(Subject subject, int steps, int seed)
    {
        manual_seed(seed);
        using var scope = NewDisposeScope();
        using var model = LlamaForCausalLM.FromPretrained(subject.ModelFolder);
        double bits = Base.Apply(model);
        List<Parameter> parameters = IsLora
            ? [.. model.AddLora(o => (o.Rank, o.Alpha, o.TargetModules) = (8, 16, ModuleTargets.AllLinear)).TrainableParameters()]
            : [.. model.parameters()];
        using var optimizer = optim.AdamW(parameters, IsLora ? LoraRate : FullRate);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Schedule.WarmUpThenCosine(step, warmUp: steps / 10, steps));
        var heldOut = subject.HeldOut();
        var losses = new List<(double Step, double Loss)> { (0, Loss(model, heldOut)) };
        int done = 0;
        foreach (var batch in subject.Batches(seed).Take(steps))
        {
            using var step = NewDisposeScope();
            step.Attach([batch.Tokens, batch.Labels]);
            optimizer.zero_grad();
            LlamaForCausalLM.Loss(model.call(batch.Tokens), batch.Labels).backward();
            nn.utils.clip_grad_norm_(parameters, LargestGradient);
            optimizer.step();
            schedule.step();
            if (++done * Evaluations / steps > (done - 1) * Evaluations / steps)
                losses.Add((done, Loss(model, heldOut)));
        }
        return new Run(bits, parameters.Sum(p => p.numel()), losses);
    }

    private static double Loss(LlamaForCausalLM model, (Tensor Tokens, Tensor Labels) text)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        return LlamaForCausalLM.Loss(model.call(text.Tokens), text.Labels).item<float>();
    }
}

/// <summary>What a training gave.</summary>
internal sealed record Run(double BitsPerParameter, long Trainable, IReadOnlyList<(double Step, double Loss)> HeldOut);
