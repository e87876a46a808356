namespace Peft.Benchmarks;

/// <summary>
/// How many times the baseline of its group a benchmark may take. Times differ between machines and hours; the ratio of two that ran in the
/// same minute in the same process is what can be held.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RatioLimitAttribute(double limit) : Attribute
{
    public double Limit => limit;
}
