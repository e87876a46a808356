using System.Runtime.Intrinsics;

namespace Peft.Benchmarks;

/// <summary>
/// How many times the baseline of its group a benchmark may take. Times differ between machines and hours; the ratio of two that ran in the
/// same minute in the same process is what can be held.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RatioLimitAttribute(double limit) : Attribute
{
    /// <summary>The limit on processors without vectors of 512 bits, where it is another.</summary>
    public double Narrow { get; init; } = limit;

    public double Limit => Vector512.IsHardwareAccelerated ? limit : Narrow;
}
