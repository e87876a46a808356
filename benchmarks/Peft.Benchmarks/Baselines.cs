using System.Text.Json;

namespace Peft.Benchmarks;

/// <summary>The costs of calls that are committed, in benchmarks/baselines.json.</summary>
internal static class Baselines
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private static string Path => System.IO.Path.Combine("benchmarks", "baselines.json");

    public static IReadOnlyDictionary<string, CallCost> Read() =>
        File.Exists(Path) ? JsonSerializer.Deserialize<SortedDictionary<string, CallCost>>(File.ReadAllText(Path), s_json)! : new SortedDictionary<string, CallCost>();

    /// <summary>Replaces the costs of the benchmarks that ran.</summary>
    public static void Update(IEnumerable<BenchResult> results)
    {
        var costs = new SortedDictionary<string, CallCost>(Read().ToDictionary(), StringComparer.Ordinal);
        foreach (var result in results)
            costs[result.Name] = result.Cost with { Ratio = Math.Round(result.Ratio, 2) };
        File.WriteAllText(Path, JsonSerializer.Serialize(costs, s_json) + "\n");
    }
}
