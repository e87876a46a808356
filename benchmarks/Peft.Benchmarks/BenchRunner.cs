using System.Reflection;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Peft.Benchmarks;

/// <summary>Runs benchmarks and relates each limited one to the baseline of its group.</summary>
internal static class BenchRunner
{
    private static readonly SummaryStyle s_wholeNames = SummaryStyle.Default.WithMaxParameterColumnWidth(100);

    private const int GuardedRuns = 4;

    /// <summary>With the guard on, a ratio over its limit is measured again, in turns with its baseline, up to three times: a busy machine is no regression.</summary>
    public static IReadOnlyList<BenchResult> Run(BenchOptions options)
    {
        List<BenchResult> results = Measure(new SimpleFilter(benchmark => options.Category is null || benchmark.Descriptor.HasCategory(options.Category)));
        for (int run = 2; options.Guard && run <= GuardedRuns && results.Exists(result => !result.IsFast); run++)
        {
            Console.WriteLine($"Run {run}, as over the limit: {string.Join(", ", results.Where(result => !result.IsFast).Select(result => $"{result.Name} ({result.Ratio:F2})"))}");
            results = results.ConvertAll(result => result.IsFast ? result : result.OrInTurns());
        }
        return results;
    }

    private static List<BenchResult> Measure(IFilter filter)
    {
        Summary[] summaries = BenchmarkRunner.Run(Assembly.GetExecutingAssembly(), new BenchConfig(filter));
        foreach (Summary summary in summaries)
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
        return summaries.SelectMany(RatiosOf).ToList();
    }

    private static IEnumerable<BenchResult> RatiosOf(Summary summary)
    {
        var allowed = Baselines.Read();
        foreach (BenchmarkCase benchmark in summary.BenchmarksCases)
        {
            if (benchmark.Descriptor.WorkloadMethod.GetCustomAttribute<RatioLimitAttribute>() is not { Limit: double limit })
                continue;
            string name = $"{benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}{(benchmark.HasParameters ? $"([{string.Join(", ", benchmark.Parameters.Items.Select(p => $"{p.Name}={p.ToDisplayText(s_wholeNames)}"))}])" : "")}";
            BenchmarkCase baseline = summary.GetBaseline(summary.GetLogicalGroupKey(benchmark)!)
                ?? throw new InvalidOperationException($"{name} has a ratio limit but its group no baseline. help: mark one benchmark of the same categories with Baseline = true.");
            yield return new BenchResult(name, LeastTime(summary, benchmark), LeastTime(summary, baseline), limit, CallCost.Of(benchmark), allowed.GetValueOrDefault(name), () => PairedTimes.Of(benchmark, baseline, BenchConfig.Clock));
        }
    }

    private static double LeastTime(Summary summary, BenchmarkCase benchmark) => summary[benchmark]?.ResultStatistics?.Min
        ?? throw new InvalidOperationException($"{benchmark.DisplayInfo} gave no measurement. help: its error is in {summary.LogFilePath}.");
}
