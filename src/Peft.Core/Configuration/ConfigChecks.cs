using System.Runtime.CompilerServices;

namespace Peft;

/// <summary>What the configurations of many methods check. Each adds a sentence with the field and its value if that is wrong; not a number always is.</summary>
internal static class ConfigChecks
{
    internal static void RequireAtLeast(this ICollection<string> failures, int least, int value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        failures.Require(value >= least, name, value, $"at least {least}");

    internal static void RequirePositive(this ICollection<string> failures, double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        failures.Require(value > 0 && !double.IsInfinity(value), name, value, "greater than 0");

    /// <summary>For a probability or a share, which cannot be the whole.</summary>
    internal static void RequireShare(this ICollection<string> failures, double value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        failures.Require(value >= 0 && value < 1, name, value, "at least 0 and less than 1");

    /// <summary>For the names of other adapters.</summary>
    internal static void RequireNames(this ICollection<string> failures, int least, IReadOnlyList<string>? names, [CallerArgumentExpression(nameof(names))] string name = "") =>
        failures.Require(names?.Count >= least && names.Distinct().Count() == names.Count, name, $"[{string.Join(", ", names ?? [])}]", $"at least {least}, each once");

    private static void Require(this ICollection<string> failures, bool holds, string name, object value, string wanted)
    {
        if (!holds)
            failures.Add($"{name} is {value}; it must be {wanted}.");
    }
}
