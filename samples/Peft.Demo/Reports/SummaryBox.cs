namespace Peft.Samples.Demo.Reports;

/// <summary>Two columns in a frame.</summary>
internal static class SummaryBox
{
    public static string Draw(string title, params IReadOnlyList<(string Name, string Value)> rows)
    {
        int names = rows.Max(r => r.Name.Length), values = Math.Max(rows.Max(r => r.Value.Length), title.Length - names);
        var lines = rows.Select(r => $"│ {r.Name.PadRight(names)}  {r.Value.PadRight(values)} │");
        string top = $"┌─ {title} ".PadRight(names + values + 5, '─') + "┐", bottom = "└" + new string('─', names + values + 4) + "┘";
        return string.Join('\n', lines.Prepend(top).Append(bottom));
    }
}
