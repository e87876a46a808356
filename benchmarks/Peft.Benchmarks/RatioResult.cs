using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Benchmarks;

/// <summary>One line of ratios.json.</summary>
/// <param name="Name">Class.Method, and the parameters where it has any.</param>
/// <param name="Time">The least time measured: what disturbs a machine only ever adds.</param>
/// <param name="Baseline">The least time of the group's baseline.</param>
/// <param name="Limit">The method's <see cref="RatioLimitAttribute"/>.</param>
internal sealed record RatioResult(string Name, [property: JsonIgnore] double Time, [property: JsonIgnore] double Baseline, double Limit)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public double Ratio => Time / Baseline;

    public bool Ok => Ratio <= Limit;

    /// <summary>Both measurements taken together.</summary>
    public RatioResult With(RatioResult other) => this with { Time = Math.Min(Time, other.Time), Baseline = Math.Min(Baseline, other.Baseline) };

    public static void Write(IEnumerable<RatioResult> ratios, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(ratios, s_json) + "\n");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Ok ? "ok  " : "OVER")} {Ratio,6:F2} of at most {Limit:F2}  {Name}");
}
