using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Samples.Pretrain.Training;

/// <summary>Trains a language model to predict the next token of stories.</summary>
internal static class Pretraining
{
    private const int WarmUp = 50;
    private const double LearningRate = 3e-3, WeightDecay = 0.1, LastFactor = 0.05, LargestGradient = 1;

    /// <param name="model">Trained in place.</param>
    /// <param name="batches">The stories.</param>
    /// <param name="mostFacts">Stories tell one fact at first, and up to this many in the end.</param>
    /// <param name="steps">How many batches to train on.</param>
    public static void Run(LlamaForCausalLM model, StoryBatches batches, int mostFacts, int steps)
    {
        var parameters = model.parameters().ToList();
        using var optimizer = optim.AdamW(parameters, LearningRate, beta2: 0.95, weight_decay: WeightDecay);
        var schedule = optim.lr_scheduler.LambdaLR(optimizer, step => Schedule.WarmUpThenCosine(step, WarmUp, steps, LastFactor));
        var progress = new ProgressLine(steps, stepsPerLine: 50);
        for (int step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            double rate = optimizer.ParamGroups.First().LearningRate;
            var (tokens, labels) = batches.Next(maxFacts: 1 + mostFacts * step / steps);
            var loss = LlamaForCausalLM.Loss(model.call(tokens), labels);
            optimizer.zero_grad();
            loss.backward();
            nn.utils.clip_grad_norm_(parameters, LargestGradient);
            optimizer.step();
            schedule.step();
            progress.Report(step + 1, loss.item<float>(), rate, tokens.numel());
        }
    }
}
