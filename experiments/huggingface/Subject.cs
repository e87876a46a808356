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
    public static Speeds Measure(Shape shape, Method method, string device)
    {
        manual_seed(0);
        using var model = new LlamaForCausalLM(
            new LlamaConfig
            {
                HiddenSize = shape.Hidden,
                IntermediateSize = shape.Inner,
                NumHiddenLayers = shape.Layers,
                NumAttentionHeads = shape.Heads,
                NumKeyValueHeads = shape.KeyValueHeads,
                VocabSize = shape.Vocabulary,
            },
            shape.DtypeOn(device),
            new Device(device));
        if (method == Method.QLoRA)
            model.Quantize(o => o.ComputeType = shape.DtypeOn(device));
        var peft = model.AddLora(o =>
        {
            (o.Rank, o.Alpha, o.TargetModules, o.UseDora) = (Shape.Rank, 2 * Shape.Rank, ModuleTargets.AllLinear, method == Method.DoRA);
            if (method == Method.QLoRA)
                o.ExcludeModules = ["lm_head"];
        });
        using var ids = randint(0, shape.Vocabulary, [shape.Batch, shape.Length], dtype: ScalarType.Int64, device: new Device(device));
        double training = shape.Batch * shape.Length / Median(TrainingSteps(model, peft, ids, shape.Steps));
        return new(training, shape.Tokens / Median([.. Enumerable.Range(0, 4).Select(_ => Decode(model, shape))]));
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

    private static double Decode(LlamaForCausalLM model, Shape shape)
    {
        model.eval();
        long start = Stopwatch.GetTimestamp();
        int[] produced = model.Generate([.. Enumerable.Range(5, 16)], new GenerationOptions { MaxNewTokens = shape.Tokens });
        return produced.Length == shape.Tokens ? Stopwatch.GetElapsedTime(start).TotalSeconds
            : throw new InvalidOperationException($"{produced.Length} tokens were generated, not {shape.Tokens}.");
    }

    private static void Wait(Device device)
    {
        if (device.type == DeviceType.CUDA)
            cuda.synchronize();
    }
}
