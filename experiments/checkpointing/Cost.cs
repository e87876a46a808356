using System.Diagnostics;
using Peft.TestUtils;
using Peft.Transformers;
using static TorchSharp.torch;

namespace Peft.Experiments.Checkpointing;

/// <summary>What a forward and backward pass costs.</summary>
/// <param name="Peak">The most memory in use at a time beyond that before the pass, in bytes.</param>
/// <param name="Seconds">Processor time, the least of several passes.</param>
internal sealed record Cost(long Peak, double Seconds)
{
    private const int Repeats = 5;

    /// <summary>Measures a model with all activations kept, and with its layers checkpointed, in turns.</summary>
    public static (Cost Plain, Cost Checkpointed) Measure(LlamaForCausalLM model, Tensor tokens)
    {
        var times = new List<(double Plain, double Checkpointed)>();
        for (int i = 0; i <= Repeats; i++)
        {
            model.DisableGradientCheckpointing();
            double first = Time(() => Pass(model, tokens));
            model.EnableGradientCheckpointing();
            double second = Time(() => Pass(model, tokens));
            if (i > 0)  // the first finds gradients and buffers
                times.Add((first, second));
        }
        long checkpointed = PeakOf(model, tokens);
        model.DisableGradientCheckpointing();
        return (new(PeakOf(model, tokens), times.Min(t => t.Plain)), new(checkpointed, times.Min(t => t.Checkpointed)));
    }

    private static void Pass(LlamaForCausalLM model, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        LlamaForCausalLM.Loss(model.call(tokens), tokens).backward();
        BackwardException.ThrowIfPending();
    }

    private static double Time(Action run)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        run();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    /// <summary>The most memory in use at a time beyond that before.</summary>
    public static long PeakOf(LlamaForCausalLM model, Tensor tokens) => NativeHeap.GrowthOf(() => Pass(model, tokens));
}
