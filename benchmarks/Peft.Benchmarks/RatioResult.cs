using System.Globalization;
using System.Text.Json;

namespace Peft.Benchmarks;

/// <summary>One line of ratios.json.</summary>
/// <param name="Name">Class.Method, and the parameters where it has any.</param>
/// <param name="Ratio">Least time over the least time of the group's baseline: what disturbs a machine only ever adds.</param>
/// <param name="Limit">The method's <see cref="RatioLimitAttribute"/>.</param>
internal sealed record RatioResult(string Name, double Ratio, double Limit)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public bool Ok => Ratio <= Limit;

    public static void Write(IEnumerable<RatioResult> ratios, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(ratios, s_json) + "\n");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Ok ? "ok  " : "OVER")} {Ratio,6:F2} of at most {Limit:F2}  {Name}");
}
