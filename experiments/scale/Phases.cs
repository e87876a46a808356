using System.Diagnostics;
using System.Globalization;

namespace Peft.Experiments.Scale;

/// <summary>Runs one phase after another, and prints how long each took and how large the process was at most.</summary>
internal static class Phases
{
    private const int MillisecondsPerSample = 10;

    public static T Run<T>(string name, Func<T> phase)
    {
        long peak = Environment.WorkingSet;
        long start = Stopwatch.GetTimestamp();
        using var sampling = new CancellationTokenSource();
        var sampler = new Thread(() =>
        {
            while (!sampling.Token.WaitHandle.WaitOne(MillisecondsPerSample))
                peak = Math.Max(peak, Environment.WorkingSet);
        });
        sampler.Start();
        try
        {
            var result = phase();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{Stopwatch.GetElapsedTime(start).TotalSeconds,8:F1} s{peak / 1e9,10:F2} GB"));
            return result;
        }
        finally
        {
            sampling.Cancel();
            sampler.Join();
        }
    }
}
