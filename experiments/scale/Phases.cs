using System.Diagnostics;
using System.Globalization;

namespace Peft.Experiments.Scale;

/// <summary>Runs one phase after another, and prints how long each took and how large the process was at most.</summary>
internal static class Phases
{
    private const int MillisecondsPerSample = 10;

    /// <summary>The largest resident size of the process from its beginning, as the system counts it, and what of it the system has moved out.</summary>
    public static string Whole()
    {
        using var process = Process.GetCurrentProcess();
        string swapped = File.Exists("/proc/self/status") ? File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmSwap", StringComparison.Ordinal)).Split(':')[1].Trim() : "not known";
        return string.Create(CultureInfo.InvariantCulture, $"peak of the process {process.PeakWorkingSet64 / 1e9:F2} GB, swapped out {swapped}");
    }

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
