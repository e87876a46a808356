namespace Peft;

/// <summary>Whether a runtime can take an adapter.</summary>
/// <param name="Runtime">The runtime.</param>
/// <param name="Problems">Why it cannot, or why it would compute something else: a sentence each.</param>
/// <param name="Notes">What has to be done there.</param>
public sealed record CompatibilityReport(AdapterRuntime Runtime, IReadOnlyList<string> Problems, IReadOnlyList<string> Notes)
{
    /// <summary>Whether it can.</summary>
    public bool CanLoad => Problems.Count == 0;

    /// <summary>The answer, then a line for each problem and note.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, [$"{Runtime}: {(CanLoad ? "yes" : "no")}", .. Problems.Select(p => $"- {p}"), .. Notes.Select(n => $"- note: {n}")]);
}
