using System.Diagnostics;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

namespace Peft.Benchmarks;

/// <summary>
/// The least times of a benchmark and of its baseline, measured in turns. BenchmarkDotNet measures one after the other, seconds apart, and what bounds a product with one row, the bandwidth of memory,
/// changes by a third within seconds where others use it too; in turns both meet the same.
/// </summary>
internal static class PairedTimes
{
    private const int Turns = 20;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(50), s_warmUp = TimeSpan.FromMilliseconds(500);

    /// <param name="benchmark">The benchmark.</param>
    /// <param name="baseline">That of its group, of the same class.</param>
    /// <param name="clock">What measures.</param>
    /// <returns>Nanoseconds of a call.</returns>
    public static (double Time, double Baseline) Of(BenchmarkCase benchmark, BenchmarkCase baseline, IClock clock)
    {
        using var instance = new BenchInstance(benchmark);
        var (call, baselineCall) = (instance.CallOf(benchmark), instance.CallOf(baseline));
        int calls = CallsInATurn(call), baselineCalls = CallsInATurn(baselineCall);
        double least = double.MaxValue, leastBaseline = double.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            leastBaseline = Math.Min(leastBaseline, TimeOf(baselineCall, baselineCalls, clock));
            least = Math.Min(least, TimeOf(call, calls, clock));
        }
        return (least, leastBaseline);
    }

    private static double TimeOf(Action call, int calls, IClock clock)
    {
        var started = clock.Start();
        for (int i = 0; i < calls; i++)
            call();
        return started.GetElapsed().GetNanoseconds() / calls;
    }

    // By then the compiler is through with what they call.
    private static int CallsInATurn(Action call)
    {
        var watch = Stopwatch.StartNew();
        int calls = 0;
        for (; watch.Elapsed < s_warmUp; calls++)
            call();
        return Math.Max(1, (int)(calls * (s_turn / s_warmUp)));
    }
}
