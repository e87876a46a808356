using System.Diagnostics;
using System.Text.Json.Serialization;
using BenchmarkDotNet.Running;
using TorchSharp;

namespace Peft.Benchmarks;

/// <summary>What one call of a benchmark uses; unlike time it is nearly the same on every machine.</summary>
/// <param name="Bytes">Managed memory that is allocated.</param>
/// <param name="Tensors">Tensors that are made: one by every operator that does not work in place.</param>
/// <param name="Ratio">Its time over that of its baseline, where it was measured last; for documents, not held.</param>
internal sealed record CallCost(long Bytes, long Tensors, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Ratio = null)
{
    private const int WarmUps = 200, Calls = 10;
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(2);

    public static CallCost Of(BenchmarkCase benchmark)
    {
        using var instance = new BenchInstance(benchmark);
        var call = instance.CallOf(benchmark);
        // The compiler removes some allocations from code that has run for a while.
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < WarmUps && watch.Elapsed < s_longestWarmUp; i++)
            call();
        var costs = Enumerable.Range(0, Calls).Select(_ => OfOne(call)).ToList();
        return new CallCost(costs.Min(c => c.Bytes), costs.Min(c => c.Tensors));
    }

    /// <summary>Whether this is not more than what is allowed, with a little room for bytes: runtimes differ.</summary>
    public bool IsWithin(CallCost allowed) => Tensors <= allowed.Tensors && Bytes <= (allowed.Bytes * 1.1) + 64;

    private static CallCost OfOne(Action call)
    {
        var (bytes, tensors) = (GC.GetAllocatedBytesForCurrentThread(), TensorsMade());
        call();
        return new CallCost(GC.GetAllocatedBytesForCurrentThread() - bytes, TensorsMade() - tensors);
    }

    private static long TensorsMade()
    {
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        return statistics.CreatedInScopeCount + statistics.CreatedOutsideScopeCount;
    }
}
