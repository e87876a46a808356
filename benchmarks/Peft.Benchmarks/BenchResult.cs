using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Peft.Benchmarks;

/// <summary>One line of ratios.json.</summary>
/// <param name="Name">Class.Method, and the parameters where it has any.</param>
/// <param name="Time">The least time measured: what disturbs a machine only ever adds.</param>
/// <param name="Baseline">The least time of the group's baseline.</param>
/// <param name="Limit">The method's <see cref="RatioLimitAttribute"/>.</param>
/// <param name="Cost">What a call uses.</param>
/// <param name="Allowed">What it used when baselines.json was written; null if it is not there.</param>
/// <param name="Pair">Measures it and the baseline in turns.</param>
internal sealed record BenchResult(string Name, [property: JsonIgnore] double Time, [property: JsonIgnore] double Baseline, double Limit, CallCost Cost, CallCost? Allowed,
    [property: JsonIgnore] Func<(double Time, double Baseline)> Pair)
{
    public const string Header = "       ratio  limit      bytes   baseline  tensors  baseline  benchmark";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    public double Ratio => Time / Baseline;

    public bool Ok => IsFast && IsFrugal;

    [JsonIgnore]
    public bool IsFast => Ratio <= Limit;

    private bool IsFrugal => Allowed is not null && Cost.IsWithin(Allowed);

    /// <summary>
    /// This, or a measurement in turns with the baseline if its ratio is less. A ratio is of one run: the speed of a shared machine drifts by a third within minutes,
    /// so that the least time of one run says nothing about that of another.
    /// </summary>
    public BenchResult OrInTurns()
    {
        var (time, baseline) = Pair();
        return time / baseline < Ratio ? this with { Time = time, Baseline = baseline } : this;
    }

    public static void Write(IEnumerable<BenchResult> results, string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, JsonSerializer.Serialize(results, s_json) + "\n");
    }

    /// <summary>A line below <see cref="Header"/>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(!IsFast ? "SLOW" : IsFrugal ? "ok  " : "MORE")} {Ratio,7:F2} {Limit,6:F2} {Cost.Bytes,10} {Allowed?.Bytes,10} {Cost.Tensors,8} {Allowed?.Tensors,9}  {Name}");
}
