using Perfolizer.Horology;

namespace Peft.Benchmarks;

/// <summary>
/// Counts the processor time that this process gets. With one thread that is the time a call takes on an idle machine,
/// and it hardly changes when other processes want the same cores: ratios of elapsed times do, by more than what they guard.
/// </summary>
internal sealed class ProcessorClock : IClock
{
    public string Title => "processor time";

    /// <summary>Windows counts in steps of 16 ms, too coarse for an iteration.</summary>
    public bool IsAvailable => !OperatingSystem.IsWindows();

    public Frequency Frequency { get; } = new(TimeSpan.TicksPerSecond);

    public long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks;
}
