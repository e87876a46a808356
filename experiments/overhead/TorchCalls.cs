using System.Diagnostics;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overhead;

/// <summary>The calls of overhead.py, through the torch binding in use.</summary>
internal static class TorchCalls
{
    private const int Calls = 2000, Batches = 15;

    public static Dictionary<string, double> Measure()
    {
        set_num_threads(1);
        using var scope = NewDisposeScope();
        Tensor one = ones(1), other = ones(1);
        Tensor x = ones(1, 64), weight = ones(64, 64);
        var trained = new Parameter(zeros(64, 64));
        using var adamW = optim.AdamW([trained], lr: 1e-3);
        LinearAndBackward(x, trained);
        return new()
        {
            ["add, 1 element"] = Least(() => one.add(other).Dispose()),
            ["add_, 1 element"] = Least(() => one.add_(other)),
            ["linear, [1, 64] x [64, 64]"] = Least(() => nn.functional.linear(x, weight).Dispose()),
            ["linear, sum and backward"] = Least(() => LinearAndBackward(x, trained)),
            ["AdamW step, one [64, 64]"] = Least(() => adamW.step()),
        };
    }

    private static void LinearAndBackward(Tensor x, Tensor weight)
    {
        using Tensor output = nn.functional.linear(x, weight);
        using Tensor sum = output.sum();
        sum.backward();
    }

    /// <summary>Nanoseconds of one call in the fastest batch. Every call frees what it makes, as Python's does.</summary>
    private static double Least(Action call)
    {
        double least = double.PositiveInfinity;
        for (int batch = 0; batch < Batches; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < Calls; i++)
                call();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        }
        return least;
    }
}
