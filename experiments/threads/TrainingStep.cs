using System.Diagnostics;
using Peft.Quantization;
using static TorchSharp.torch;

namespace Threads;

/// <summary>Forward and backward of 256 tokens through layers of four bits, with as many threads as there are processors.</summary>
internal static class TrainingStep
{
    private const int Width = 2048, Layers = 4, Tokens = 256, WarmUps = 3, Steps = 15;

    /// <summary>Milliseconds of a step, and of all processors together.</summary>
    public static (double Step, double Processor) Measure()
    {
        set_num_threads(Environment.ProcessorCount);
        using var scope = NewDisposeScope();
        var layers = nn.Sequential([.. Enumerable.Range(0, Layers).Select(i => ($"{i}", (nn.Module<Tensor, Tensor>)new Linear4bit(NF4Tensor.Quantize(randn(Width, Width)))))]);
        var x = randn(Tokens, Width, requires_grad: true);
        for (int i = 0; i < WarmUps; i++)
            Step(layers, x);
        double least = double.PositiveInfinity;
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int i = 0; i < Steps; i++)
        {
            var watch = Stopwatch.StartNew();
            Step(layers, x);
            least = Math.Min(least, watch.Elapsed.TotalMilliseconds);
        }
        return (least, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / Steps);
    }

    private static void Step(nn.Module<Tensor, Tensor> layers, Tensor x)
    {
        using var scope = NewDisposeScope();
        layers.call(x).sum().backward();
    }
}
