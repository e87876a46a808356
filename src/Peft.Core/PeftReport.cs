using System.Globalization;
using Peft.Attachment;

namespace Peft;

/// <summary>What is attached to a model, as it was when the report was made.</summary>
/// <param name="Adapters">The adapters, in the order in which they were added.</param>
/// <param name="Sites">The layers that they are on.</param>
/// <param name="Enabled">False while adapters are disabled.</param>
public sealed record PeftReport(IReadOnlyList<AdapterInfo> Adapters, IReadOnlyList<SiteInfo> Sites, bool Enabled)
{
    /// <summary>Two tables, one line for each adapter and one for each layer.</summary>
    public override string ToString() => string.Join('\n',
        [
            .. Table(["adapter", "method", "state", "layers", "parameters", "memory"], Adapters.Select(a => new[] { a.Name, a.Method, State(a), Text(a.Layers), Text(a.Parameters), Memory(a.Bytes) })),
            "",
            .. Table(["layer", "attached by", "adapters", "merged"], Sites.Select(s => new[] { s.Path, s.Reached ? s.Strategy.ToString() : $"{s.Strategy}, not reached", string.Join(", ", s.Adapters), string.Join(", ", s.Merged) })),
        ]);

    private string State(AdapterInfo adapter) => string.Join(", ", new[]
    {
        adapter.Active ? (Enabled ? "active" : "disabled") : "inactive",
        adapter.Merged ? "merged" : null,
        adapter.Trainable ? "trainable" : null,
    }.OfType<string>());

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Memory(long bytes) => bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB");

    private static IEnumerable<string> Table(string[] header, IEnumerable<string[]> rows)
    {
        string[][] lines = [header, .. rows];
        int[] widths = [.. header.Select((_, column) => lines.Max(line => line[column].Length))];
        return lines.Select(line => string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}

/// <summary>One adapter of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">PEFT's name of its method, such as <c>LORA</c>.</param>
/// <param name="Active">Whether it is active; it acts unless adapters are disabled.</param>
/// <param name="Merged">Whether it is merged into the weights.</param>
/// <param name="Trainable">Whether it is trained while it is active.</param>
/// <param name="Layers">The number of layers that it is on.</param>
/// <param name="Parameters">The number of its parameters.</param>
/// <param name="Bytes">The memory of its tensors in bytes, without gradients and an optimizer's state.</param>
public sealed record AdapterInfo(string Name, string Method, bool Active, bool Merged, bool Trainable, int Layers, long Parameters, long Bytes);
