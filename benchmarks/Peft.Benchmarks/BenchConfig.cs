using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Peft.Benchmarks;

/// <summary>
/// The one set-up of all benchmarks. They run in this process, whose native library is found and loaded once; short iterations,
/// because a ratio needs two measurements close in time rather than long ones.
/// </summary>
internal sealed class BenchConfig : ManualConfig
{
    public static readonly string OutputFolder = Path.Combine("artifacts", "bench");

    public static readonly IClock Clock = new ProcessorClock() is { IsAvailable: true } clock ? clock : Chronometer.BestClock;

    public BenchConfig(IFilter filter)
    {
        AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithEvaluateOverhead(false).WithClock(Clock)
            .WithWarmupCount(1).WithIterationCount(20).WithIterationTime(TimeInterval.FromMilliseconds(50)));
        AddFilter(filter);
        AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Median, CategoriesColumn.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(new ProgressLogger());
        ArtifactsPath = OutputFolder;
    }
}
