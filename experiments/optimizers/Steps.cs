using System.Diagnostics;
using System.Globalization;
using Peft.Optimizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Peft.Experiments.Optimizers;

/// <summary>Steps of optimizers over one parameter, in turns, so that ratios are those of neighbouring moments.</summary>
internal static class Steps
{
    private const int Rounds = 11;

    /// <summary>Times all optimizers on so many threads and prints medians.</summary>
    public static void Print(long elements, int threads, string folder)
    {
        set_num_threads(threads);
        using var parameter = new Parameter(randn(elements));
        parameter.grad = randn(elements);
        (string Name, string? Against, OptimizerHelper Optimizer)[] all =
        [
            ("TorchSharp's AdamW", null, optim.AdamW([parameter])),
            ("FusedAdamW", "TorchSharp's AdamW", new FusedAdamW([parameter])),
            ("AdamW8bit", "FusedAdamW", new AdamW8bit([parameter])),
            ("Lion", null, new Lion([parameter])),
            ("Lion8bit", "Lion", new Lion8bit([parameter])),
            ("PagedAdamW, all resident", "FusedAdamW", new PagedAdamW([parameter], folder, residentBytes: 16 * elements)),
            ("PagedAdamW, 8 bits, all resident", "AdamW8bit", new PagedAdamW([parameter], folder, residentBytes: 16 * elements, configure: UpdateOptions.EightBit)),
            ("PagedAdamW, 64 MiB resident", "FusedAdamW", new PagedAdamW([parameter], folder, residentBytes: 1 << 26)),
        ];
        double[][] times = [.. Enumerable.Range(0, Rounds + 1).Select(_ => all.Select(row => Time(row.Optimizer)).ToArray()).Skip(1)];
        Console.WriteLine($"{threads} thread(s), medians of {Rounds} rounds");
        foreach (var (index, (name, against, optimizer)) in all.Index())
        {
            int other = Array.FindIndex(all, row => row.Name == against);
            string ratio = other < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Median(times.Select(round => round[index] / round[other])),8:F2} of {against}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-34}{Median(times.Select(round => round[index])),8:F1} ms{ratio}"));
            optimizer.Dispose();
        }
    }

    /// <summary>The time of a step in milliseconds.</summary>
    public static double Time(OptimizerHelper optimizer)
    {
        long start = Stopwatch.GetTimestamp();
        optimizer.step();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(Rounds / 2);
}
