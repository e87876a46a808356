using System.Diagnostics;
using System.Globalization;

namespace Peft.Experiments.Cuda;

/// <summary>Times launches, medians of many, and prints them beside what a copy of as many bytes takes.</summary>
internal sealed class Timer(Gpu gpu, IReadOnlyDictionary<string, double> torch)
{
    private const int Calls = 24, Repeats = 15;
    private const long CopyBytes = 256 << 20;

    // A GPU lowers its clocks while arrays are made, and takes its time to raise them again.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(300);

    private double _bytesPerMicrosecond;

    /// <summary>Measures what the others are compared with.</summary>
    public void MeasureCopy()
    {
        ulong from = gpu.Allocate(CopyBytes), to = gpu.Allocate(CopyBytes);
        double time = Median(_ => gpu.Copy(to, from, CopyBytes));
        gpu.Free(from);
        gpu.Free(to);
        _bytesPerMicrosecond = 2 * CopyBytes / time;
        Console.WriteLine($"{"",-52}{"µs",10}{"GB/s",9}{"of copy",9}{"writes",9}{"torch",9}");
        Print("copy within the device, 256 MiB", time, 2 * CopyBytes, CopyBytes, null);
    }

    /// <summary>Measures a kernel.</summary>
    /// <param name="name">What it is printed as.</param>
    /// <param name="read">How many bytes it has to read.</param>
    /// <param name="written">How many it has to write.</param>
    /// <param name="launch">Queues it, on one of several sets of arrays.</param>
    /// <param name="against">torch's operation for the same, as cuda.py calls it.</param>
    public void Measure(string name, long read, long written, Action<int> launch, string? against = null) =>
        Print(name, Median(launch), read + written, written, against);

    private double Median(Action<int> launch)
    {
        double Once() => gpu.Time(() =>
        {
            for (int call = 0; call < Calls; call++)
                launch(call);
        }) / Calls;

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < s_warmUp;)
            Once();
        return Enumerable.Range(0, Repeats).Select(_ => Once()).Order().ElementAt(Repeats / 2);
    }

    // How much of the copy's rate is reached in bytes moved, and in bytes written.
    private void Print(string name, double time, long moved, long written, string? against)
    {
        string others = against is not null && torch.TryGetValue(against, out double theirs) ? $"{theirs / time:0.00} ×" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-52}{time,10:0.00}{moved / time / 1000,9:0}{moved / time / _bytesPerMicrosecond,9:0.00}{2 * written / time / _bytesPerMicrosecond,9:0.00}{others,9}"));
    }
}
