using System.Runtime.Intrinsics;

namespace Peft.Benchmarks;

/// <summary>
/// How many times the baseline of its group a benchmark may take. Times differ between machines and hours; the ratio of two that ran in the
/// same minute in the same process is what can be held.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RatioLimitAttribute(double limit) : Attribute
{
    /// <summary>The limit on processors without vectors of 512 bits; 0 if it is the same.</summary>
    public double Narrow { get; init; }

    public double Limit => Narrow == 0 || Vector512.IsHardwareAccelerated ? limit : Narrow;
}
