namespace Peft;

/// <summary>What of an adapter's files was loaded, and what was not.</summary>
/// <param name="Loaded">The keys of the tensors that were loaded.</param>
/// <param name="Missing">Tensors that the adapter has on this model and the file has not: they are as in a new adapter.</param>
/// <param name="Unexpected">Tensors of the file that belong to nothing in this model.</param>
/// <param name="Misshapen">Tensors of another shape than the adapter has on this model; they were not loaded.</param>
/// <param name="Warnings">What of the configuration has no effect: names and patterns that choose nothing, fields that look like misspelt ones.</param>
public sealed record LoadReport(
    IReadOnlyList<string> Loaded, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<MisshapenTensor> Misshapen, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether all that the files have was used, and all that the adapter needs was there.</summary>
    public bool IsComplete => Missing.Count + Unexpected.Count + Misshapen.Count + Warnings.Count == 0;

    /// <summary>One line for each thing that was not loaded or has no effect, after the number of those that were.</summary>
    public override string ToString() => string.Join(Environment.NewLine,
        [
            $"{Loaded.Count} tensors loaded",
            .. Missing.Select(key => $"missing: {key}"),
            .. Unexpected.Select(key => $"unexpected: {key}"),
            .. Misshapen.Select(m => $"misshapen: {m}"),
            .. Warnings.Select(warning => $"configuration: {warning}"),
        ]);
}

/// <summary>A tensor of another shape than it should have.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Found">The shape in the file.</param>
/// <param name="Expected">The shape that the adapter has on this model.</param>
public sealed record MisshapenTensor(string Key, IReadOnlyList<long> Found, IReadOnlyList<long> Expected)
{
    /// <summary>The key and both shapes.</summary>
    public override string ToString() => $"{Key} [{string.Join(", ", Found)}], expected [{string.Join(", ", Expected)}]";
}
