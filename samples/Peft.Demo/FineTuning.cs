using Peft.Samples.Demo.Reports;
using Peft.Transformers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Samples.Demo;

/// <summary>What a training has measured.</summary>
internal sealed record TrainingResult(IReadOnlyList<(double Step, double Loss)> Train, IReadOnlyList<(double Step, double Loss)> HeldOut, double Seconds, double TokensPerSecond);

/// <summary>The training loop, as one writes it with TorchSharp.</summary>
internal static class FineTuning
{
    private const int BatchSize = 16, StepsPerEvaluation = 20;
    private const double LearningRate = 5e-3, LargestGradient = 1;

    public static TrainingResult Run(LlamaForCausalLM model, IReadOnlyList<Parameter> parameters, List<Example> train, HeldOut heldOut, int steps, int seed, MetricsFile metrics)
    {
        var trainLoss = new List<(double, double)>();
        var heldOutLoss = new List<(double, double)> { (0, heldOut.Loss(model)) };
        using var optimizer = optim.AdamW(parameters, LearningRate);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Schedule.WarmUpThenCosine(step, warmUp: steps / 10, steps));
        var progress = new ProgressLine(steps, stepsPerLine: 20);
        int step = 0;
        model.train();
        foreach (var batch in Dataset.Batches(train, BatchSize, seed).Take(steps))
        {
            double rate = optimizer.ParamGroups.First().LearningRate;
            double loss = Step(model, parameters, optimizer, batch);
            schedule.step();
            trainLoss.Add((++step, loss));
            progress.Report(step, loss, rate, batch.Sum(e => e.Length));
            metrics.Write(new { step, loss, learningRate = rate, tokensPerSecond = Math.Round(progress.TokensPerSecond) });
            if (step % StepsPerEvaluation == 0 || step == steps)
            {
                heldOutLoss.Add((step, heldOut.Loss(model)));
                metrics.Write(new { step, heldOutLoss = heldOutLoss[^1].Item2 });
            }
        }
        model.eval();
        return new(trainLoss, heldOutLoss, progress.Seconds, progress.TokensPerSecond);
    }

    /// <summary>One step. Everything that it makes lives in the dispose scope and is gone at its end.</summary>
    private static double Step(LlamaForCausalLM model, IReadOnlyList<Parameter> parameters, optim.Optimizer optimizer, Example[] batch)
    {
        using var scope = NewDisposeScope();
        var (tokens, labels) = Dataset.ToTensors(batch);
        var loss = LlamaForCausalLM.Loss(model.call(tokens), labels);
        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(parameters, LargestGradient);
        optimizer.step();
        return loss.item<float>();
    }
}
