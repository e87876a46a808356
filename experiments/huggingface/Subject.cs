using System.Diagnostics;
using Peft.Generation;
using Peft.Quantization;
using Peft.Transformers;
using TorchSharp;
using static TorchSharp.torch;

namespace Peft.Experiments.HuggingFace;

internal enum Method { LoRA, DoRA, QLoRA }

/// <param name="Training">Tokens a second in training steps.</param>
/// <param name="Decoding">Tokens a second of one sequence, with a key-value cache.</param>
internal sealed record Speeds(double Training, double Decoding);

/// <summary>This library's side.</summary>
internal static class Subject
{
    public static Speeds Measure(Options options, Method method)
    {
        manual_seed(0);
        LlamaShape shape = options.Model;
        using var model = new LlamaForCausalLM(
            new LlamaConfig
            {
                HiddenSize = shape.Hidden,
                IntermediateSize = shape.Inner,
                NumHiddenLayers = shape.Layers,
                NumAttentionHeads = shape.Heads,
                NumKeyValueHeads = shape.KeyValueHeads,
                VocabSize = LlamaShape.Vocabulary,
            },
            options.Dtype,
            options.Device);
        if (method == Method.QLoRA)
            model.Quantize(o => o.ComputeType = options.Dtype);
        var peft = model.AddLora(o =>
            (o.Rank, o.Alpha, o.TargetModules, o.UseDora) = (Options.Rank, 2 * Options.Rank, ModuleTargets.AllLinear, method == Method.DoRA));
        using var ids = randint(0, LlamaShape.Vocabulary, [options.Batch, options.Length], dtype: ScalarType.Int64, device: options.Device);
        double training = options.Batch * options.Length / Median(TrainingSteps(model, peft, ids, options.Steps));
        return new(training, options.Tokens / Median([.. Enumerable.Range(0, 4).Select(_ => Decode(model, options.Tokens))]));
    }

    // The first third warms up.
    private static double Median(double[] seconds)
    {
        double[] warm = [.. seconds[(seconds.Length / 3)..].Order()];
        return warm[warm.Length / 2];
    }

    private static double[] TrainingSteps(LlamaForCausalLM model, PeftModel peft, Tensor ids, int steps)
    {
        model.train();
        using var optimizer = optim.AdamW(peft.TrainableParameters(), lr: 1e-4);
        double[] seconds = new double[steps];
        for (int step = 0; step < steps; step++)
        {
            Wait(ids.device);
            long start = Stopwatch.GetTimestamp();
            using (NewDisposeScope())
            {
                optimizer.zero_grad();
                LlamaForCausalLM.Loss(model.call(ids), ids).backward();
                optimizer.step();
            }
            Wait(ids.device);
            seconds[step] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return seconds;
    }

    private static double Decode(LlamaForCausalLM model, int tokens)
    {
        model.eval();
        long start = Stopwatch.GetTimestamp();
        int[] produced = model.Generate([.. Enumerable.Range(5, 16)], new GenerationOptions { MaxNewTokens = tokens });
        return produced.Length == tokens ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"{produced.Length} tokens were generated, not {tokens}.");
    }

    private static void Wait(Device device)
    {
        if (device.type == DeviceType.CUDA)
            cuda.synchronize();
    }
}
